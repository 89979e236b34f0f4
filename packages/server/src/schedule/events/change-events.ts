// Marking a business event and taking it back. A lead does it for their own team, a manager for any
// team or for all of them.

import {
  type BusinessEventView,
  type createBusinessEvent as createRoute,
  EVENT_DAYS_MAX,
} from '@evenwatch/api'
import { DAY_MS, findByRef, formatInstant, type JsonObject } from '@evenwatch/core'
import type { z } from 'zod'
import { readInstallationId } from '../../people/audit/read-installation-id.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { formatActor, mayEditTeam, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline, type TimelineRow } from '../../platform/timeline/append-timeline.ts'
import { readInstant } from '../read-instant.ts'
import { eventView } from './list-events.ts'
import { type BusinessEventRow, EVENTS_LISTED_MAX, lockEvent } from './read-events.ts'

type Input = z.output<(typeof createRoute)['body']>

export async function createBusinessEvent(
  context: ServerContext,
  principal: Principal,
  input: Input,
): Promise<BusinessEventView | Refusal> {
  const startsAt = readInstant(input.startsAt, 'startsAt')
  if (typeof startsAt !== 'number') return startsAt
  const endsAt = readInstant(input.endsAt, 'endsAt')
  if (typeof endsAt !== 'number') return endsAt
  if (endsAt <= startsAt || endsAt - startsAt > EVENT_DAYS_MAX * DAY_MS) {
    const rule = `Later than \`startsAt\`, by at most ${EVENT_DAYS_MAX} days.`
    return refuse('invalid-request', { fields: [{ field: 'endsAt', rule }] })
  }
  const directory = context.directory.current()
  const team = input.team === null ? null : findByRef(directory.teams, input.team)
  if (input.team !== null && team === null) {
    return refuse('not-found', { detail: `There is no team ${input.team}.` })
  }
  if (!mayEditTeam(principal, team?.id ?? null)) return notYours()
  const now = context.clock.now()
  const row: BusinessEventRow = {
    id: context.random.uuid(now),
    name: input.name,
    teamId: team?.id ?? null,
    startsAt,
    endsAt,
    wantsDouble: input.wantsDouble,
    note: input.note,
    createdBy: formatActor(principal.actor),
    createdAt: now,
  }
  const subject = await subjectOf(context, row)
  return inTransaction(context.pool, async (client) => {
    const { rowCount } = await client.query(INSERT, [
      row.id,
      row.name,
      row.teamId,
      formatInstant(startsAt),
      formatInstant(endsAt),
      row.wantsDouble,
      row.note,
      row.createdBy,
      formatInstant(now),
    ])
    if (rowCount === 0) {
      const detail = `At most ${EVENTS_LISTED_MAX} business events can lie ahead.`
      return refuse('state-conflict', { detail })
    }
    await appendTimeline(client, [
      {
        at: now,
        ...subject,
        kind: 'business-event-added',
        actor: row.createdBy,
        data: spanOf(row),
      },
    ])
    return eventView(row, directory)
  })
}

export function cancelBusinessEvent(
  context: ServerContext,
  principal: Principal,
  eventId: string,
): Promise<Record<string, never> | Refusal> {
  return inTransaction(context.pool, async (client) => {
    const row = await lockEvent(client, eventId)
    if (!row) return refuse('not-found')
    if (!mayEditTeam(principal, row.teamId)) return notYours()
    const now = context.clock.now()
    await client.query('update business_event set cancelled_at = $2 where id = $1', [
      row.id,
      formatInstant(now),
    ])
    const actor = formatActor(principal.actor)
    const subject = await subjectOf(context, row)
    await appendTimeline(client, [
      { at: now, ...subject, kind: 'business-event-cancelled', actor, data: spanOf(row) },
    ])
    return {}
  })
}

function notYours(): Refusal {
  const detail = 'A lead may do this for their own team, a manager for every team.'
  return refuse('not-allowed', { detail })
}

/** The record of its team, or of the installation when it concerns every team. */
async function subjectOf(
  context: ServerContext,
  { teamId }: BusinessEventRow,
): Promise<Pick<TimelineRow, 'subjectKind' | 'subjectId'>> {
  if (teamId !== null) return { subjectKind: 'team', subjectId: teamId }
  return { subjectKind: 'installation', subjectId: await readInstallationId(context) }
}

const spanOf = ({ name, startsAt, endsAt }: BusinessEventRow): JsonObject => ({
  name,
  startsAt: formatInstant(startsAt),
  endsAt: formatInstant(endsAt),
})

const INSERT = `
insert into business_event
  (id, name, team_id, starts_at, ends_at, wants_double, note, created_by, created_at)
select $1, $2, $3, $4, $5, $6, $7, $8, $9
where (select count(*) from business_event where cancelled_at is null and ends_at > $9::timestamptz)
  < ${EVENTS_LISTED_MAX}`
