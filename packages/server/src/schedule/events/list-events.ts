import type { BusinessEventView, CallOutput, listBusinessEvents as route } from '@evenwatch/api'
import { type Directory, findByRef, formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { describeActor } from '../../platform/timeline/describe-actor.ts'
import { readInstant } from '../read-instant.ts'
import { type BusinessEventRow, concerns, readEvents } from './read-events.ts'

type Query = {
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly team?: string | undefined
}

/** Without a span: all that are not over. */
export async function listBusinessEvents(
  context: ServerContext,
  query: Query,
): Promise<CallOutput<typeof route> | Refusal> {
  const from = query.from === undefined ? context.clock.now() : readInstant(query.from, 'from')
  if (typeof from !== 'number') return from
  const until = query.until === undefined ? null : readInstant(query.until, 'until')
  if (until !== null && typeof until !== 'number') return until
  const directory = context.directory.current()
  const team = query.team === undefined ? null : findByRef(directory.teams, query.team)
  if (query.team !== undefined && team === null) {
    return refuse('not-found', { detail: `There is no team ${query.team}.` })
  }
  const rows = await readEvents(context.pool, { from, until })
  const shown = rows.filter((row) => team === null || concerns(row, team.id))
  return { items: shown.map((row) => eventView(row, directory)) }
}

export function eventView(row: BusinessEventRow, directory: Directory): BusinessEventView {
  return {
    id: row.id,
    name: row.name,
    team: row.teamId === null ? null : (directory.teams.get(row.teamId)?.name ?? row.teamId),
    startsAt: formatInstant(row.startsAt),
    endsAt: formatInstant(row.endsAt),
    wantsDouble: row.wantsDouble,
    note: row.note,
    createdBy: describeActor(row.createdBy, directory),
    createdAt: formatInstant(row.createdAt),
  }
}
