// Which groups a list asks for, as conditions of SQL. Names become ids by the directory first, so
// the database compares ids and no list joins configuration.

import type { FieldFault, listAlertGroups } from '@evenwatch/api'
import { type Directory, findByRef, type Urgency } from '@evenwatch/core'
import type { z } from 'zod'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

export const LIST_STATUSES = ['triggered', 'acknowledged', 'snoozed', 'resolved'] as const
/** In the order in which a list shows them. */
export type ListStatus = (typeof LIST_STATUSES)[number]

export const SEARCH_WORDS_MAX = 8

export type GroupFilter = {
  readonly statuses: readonly ListStatus[]
  /** Null: every service. */
  readonly serviceIds: readonly string[] | null
  readonly urgency: Urgency | null
  /** Patterns that the title must match, all of them. */
  readonly words: readonly string[]
  /** Only what this person was paged about or has acknowledged. */
  readonly mineOf: string | null
}

type Query = z.output<typeof listAlertGroups.query>

export function readGroupFilter(
  directory: Directory,
  query: Query,
  userId: string | null,
): GroupFilter | Refusal {
  const faults: FieldFault[] = []
  const statuses = readStatuses(query.status, faults)
  const serviceIds = readServices(directory, query, userId, faults)
  if (faults.length > 0) return refuse('invalid-request', { fields: faults })
  return {
    statuses,
    serviceIds,
    urgency: query.urgency ?? null,
    words: searchWords(query.q ?? ''),
    mineOf: query.scope === 'mine' ? (userId ?? NOBODY) : null,
  }
}

/** A caller who is no person was never paged: nothing is theirs. */
const NOBODY = '00000000-0000-0000-0000-000000000000'

function readStatuses(text: string, faults: FieldFault[]): readonly ListStatus[] {
  const named = text.split(',').map((word) => word.trim())
  const isKnown = named.every((word) => LIST_STATUSES.some((status) => status === word))
  if (!isKnown) {
    faults.push({
      field: 'status',
      rule: `words of ${LIST_STATUSES.join(', ')}, with commas between them`,
      example: 'triggered,acknowledged',
    })
  }
  return LIST_STATUSES.filter((status) => named.includes(status))
}

function readServices(
  directory: Directory,
  query: Query,
  userId: string | null,
  faults: FieldFault[],
): readonly string[] | null {
  let services = [...directory.services.values()]
  const all = services.length
  if (query.service !== undefined) {
    const service = findByRef(directory.services, query.service)
    if (!service) faults.push({ field: 'service', rule: `there is no service ${query.service}` })
    services = services.filter((one) => one === service)
  }
  if (query.team !== undefined) {
    const team = findByRef(directory.teams, query.team)
    if (!team) faults.push({ field: 'team', rule: `there is no team ${query.team}` })
    services = services.filter((one) => one.teamId === team?.id)
  }
  if (query.scope === 'teams') {
    const mine = teamsOf(directory, userId)
    services = services.filter((one) => mine.has(one.teamId))
  }
  const isFiltered =
    services.length < all ||
    query.service !== undefined ||
    query.team !== undefined ||
    query.scope === 'teams'
  return isFiltered ? services.map((one) => one.id) : null
}

function teamsOf(directory: Directory, userId: string | null): ReadonlySet<string> {
  const teams = [...directory.teams.values()].filter(
    (team) => userId !== null && [...team.leadIds, ...team.memberIds].includes(userId),
  )
  return new Set(teams.map((team) => team.id))
}

function searchWords(text: string): readonly string[] {
  const words = text.split(/\s+/).filter(Boolean).slice(0, SEARCH_WORDS_MAX)
  return words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)
}

/** Parameters of the statements below, $1 to $4. */
export function filterValues(filter: GroupFilter): unknown[] {
  return [filter.serviceIds, filter.urgency, filter.words, filter.mineOf]
}

/** Everything but the status. Only the parts that are asked for stand in the text, so that the
 * planner sees a plain statement and not one with every condition switched off. */
export function filterSql(filter: GroupFilter): string {
  const parts = [
    filter.serviceIds === null ? '$1::uuid[] is null' : 'g.service_id = any($1::uuid[])',
    filter.urgency === null ? '$2::text is null' : 'g.urgency = $2::text',
    filter.words.length === 0
      ? `$3::text[] = '{}'`
      : '(select bool_and(g.title ilike word) from unnest($3::text[]) as word)',
    filter.mineOf === null
      ? '$4::uuid is null'
      : `(g.acknowledged_by = 'user:' || $4::uuid::text or exists (
          select 1 from page p where p.group_id = g.id and p.user_id = $4 and p.state = 'open'))`,
  ]
  return parts.join('\n  and ')
}

export const STATUS_SQL: { readonly [S in ListStatus]: string } = {
  triggered: `g.status = 'triggered'`,
  acknowledged: `g.status = 'acknowledged' and g.snoozed_until is null`,
  snoozed: `g.status = 'acknowledged' and g.snoozed_until is not null`,
  resolved: `g.status = 'resolved'`,
}
