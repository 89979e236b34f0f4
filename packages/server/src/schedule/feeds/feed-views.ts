// Shows feeds. Titles of events that found nobody may be private: only those who may change the
// feed see them.

import type { CalendarFeedView } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import { loadActorNames } from '../../people/audit/actor-names.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import { mayEditTeam, type Principal } from '../../platform/http/principal.ts'
import type { FeedRow } from './find-feeds.ts'

export async function feedViews(
  context: ServerContext,
  db: Database,
  principal: Principal,
  rows: readonly FeedRow[],
): Promise<CalendarFeedView[]> {
  const nameOf = await loadActorNames(
    db,
    rows.map(({ createdBy }) => createdBy),
  )
  const objects = await loadObjects(db, rows)
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    urlHint: row.urlHint,
    purpose: row.purpose,
    team: refOf(objects, row.teamId),
    schedule: refOf(objects, row.scheduleId),
    role: row.role,
    matching: row.matching,
    timeZone: row.timeZone,
    lastFetchedAt: shown(row.lastFetchedAt),
    lastSuccessAt: shown(row.lastSuccessAt),
    lastError: row.lastError,
    eventCount: row.eventCount,
    unmatched: mayEditTeam(principal, teamOf(context, row)) ? row.unmatched : [],
    createdBy: nameOf(row.createdBy),
    createdAt: formatInstant(row.createdAt),
    version: row.version,
  }))
}

/** The team whose leads may change a feed; null: managers alone. */
export function teamOf(
  { directory }: ServerContext,
  { teamId, scheduleId }: Pick<FeedRow, 'teamId' | 'scheduleId'>,
): string | null {
  if (scheduleId === null) return teamId
  return directory.current().schedules.get(scheduleId)?.schedule.teamId ?? null
}

type Named = { readonly id: string; readonly name: string; readonly displayName: string }

async function loadObjects(db: Database, rows: readonly FeedRow[]): Promise<Map<string, Named>> {
  const ids = rows.flatMap(({ teamId, scheduleId }) => [teamId, scheduleId])
  const { rows: found } = await db.query<Named>(
    `select id, name, coalesce(document ->> 'displayName', name) as "displayName"
     from definition where id = any ($1::uuid[])`,
    [ids.filter((id) => id !== null)],
  )
  return new Map(found.map((one) => [one.id, one]))
}

function refOf(objects: ReadonlyMap<string, Named>, id: string | null) {
  return id === null ? null : (objects.get(id) ?? { id, name: id, displayName: id })
}

function shown(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
