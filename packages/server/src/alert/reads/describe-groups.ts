// Rows of groups as the API shows them. Everything that stands in other tables is fetched once for
// all of them, so a page of a list costs the same few statements as a single group.

import type { AlertGroup } from '@evenwatch/api'
import { type Directory, formatInstant, type Instant } from '@evenwatch/core'
import type { Pool } from 'pg'
import { describeNext, type NextMove } from '../../paging/reads/describe-next.ts'
import { pagedPeople } from '../../paging/reads/paged-people.ts'
import type { PinnedPolicy } from '../../paging/reads/pinned-policy.ts'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { describeActor } from '../../platform/timeline/describe-actor.ts'
import type { GroupRow } from './group-row.ts'
import { HOURS_SHOWN, hourlyCounts } from './hourly-counts.ts'

export async function describeGroups(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  rows: readonly GroupRow[],
): Promise<AlertGroup[]> {
  if (rows.length === 0) return []
  const directory = context.directory.current()
  const now = context.clock.now()
  const ids = rows.map((row) => row.id)
  const [paged, next, hourly, runbooks] = await Promise.all([
    pagedPeople(context.pool, ids),
    describeNext(context, pinnedPolicy, rows.map(asWaiting)),
    hourlyCounts(context.pool, ids, now),
    runbookOfGroups(context.pool, ids),
  ])
  return rows.map((row) =>
    describeGroup(directory, row, {
      paged: paged.get(row.id) ?? [],
      next: next.get(row.id) ?? null,
      hourly: hourly.get(row.id) ?? new Array<number>(HOURS_SHOWN).fill(0),
      runbookUrl: runbooks.get(row.id) ?? null,
    }),
  )
}

function asWaiting(row: GroupRow) {
  const { id, status, urgency } = row
  return { id, status, urgency, wakeAt: row.wake_at }
}

type Beside = {
  readonly paged: readonly string[]
  readonly next: NextMove | null
  readonly hourly: readonly number[]
  readonly runbookUrl: string | null
}

function describeGroup(directory: Directory, row: GroupRow, beside: Beside): AlertGroup {
  const service = directory.services.get(row.service_id)
  const actor = (text: string | null) => (text === null ? null : describeActor(text, directory))
  return {
    id: row.id,
    number: row.number,
    service: {
      id: row.service_id,
      name: service?.name ?? row.service_id,
      displayName: service?.displayName ?? 'A deleted service',
      team: directory.teams.get(service?.teamId ?? '')?.name ?? null,
    },
    title: row.title,
    status: row.status,
    urgency: row.urgency,
    severity: row.severity,
    openedAt: formatInstant(row.opened_at),
    lastEventAt: formatInstant(row.last_event_at),
    acknowledgedAt: formatNullable(row.acknowledged_at),
    acknowledgedBy: actor(row.acknowledged_by),
    snoozedUntil: formatNullable(row.snoozed_until),
    wakeAt: formatNullable(row.wake_at),
    resolvedAt: formatNullable(row.resolved_at),
    resolvedBy: actor(row.resolved_by),
    alertCount: row.alert_count,
    triggeredCount: row.triggered_count,
    openCount: row.open_count,
    isTest: row.is_test,
    paged: personRefs(directory, beside.paged),
    next: beside.next && {
      at: formatNullable(beside.next.at),
      users: personRefs(directory, beside.next.userIds),
      what: beside.next.what,
    },
    hourly: [...beside.hourly],
    runbookUrl: beside.runbookUrl ?? service?.runbook ?? null,
    version: row.version,
  }
}

export function formatNullable(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}

/** A runbook that an alert brought along goes before the service's own. */
async function runbookOfGroups(
  pool: Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ group_id: string; runbook_url: string }>({
    name: 'runbook-of-groups',
    text: `
      select wanted.id as group_id, first.runbook_url
      from unnest($1::uuid[]) as wanted(id) cross join lateral (
        select a.runbook_url from alert a
        where a.group_id = wanted.id and a.runbook_url is not null
        limit 1
      ) as first`,
    values: [ids],
  })
  return new Map(rows.map((row) => [row.group_id, row.runbook_url]))
}
