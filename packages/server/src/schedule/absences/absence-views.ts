// Shows absences with names, and with the shifts that fall into them: an absence takes nobody off
// call, so whoever sees one has to see what is left to arrange.

import type { AbsenceView } from '@evenwatch/api'
import {
  daysOfSpan,
  formatInstant,
  type Instant,
  SHIFT_ROLES,
  shiftsOfPerson,
} from '@evenwatch/core'
import { loadActorNames } from '../../people/audit/actor-names.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import type { Principal } from '../../platform/http/principal.ts'
import type { AbsenceRow } from './find-absences.ts'
import { mayManageAbsences, mayReadNotes } from './may-manage-absences.ts'

type Person = { id: string; name: string; displayName: string; timeZone: string }

export async function absenceViews(
  context: ServerContext,
  db: Database,
  principal: Principal,
  rows: readonly AbsenceRow[],
): Promise<AbsenceView[]> {
  const directory = context.directory.current()
  const people = await loadPersons(db, [...new Set(rows.map(({ userId }) => userId))])
  const nameOf = await loadActorNames(
    db,
    rows.map(({ createdBy }) => createdBy),
  )
  const now = context.clock.now()
  return rows.map((row) => {
    const { id, name, displayName, timeZone } = people.get(row.userId) ?? {
      id: row.userId,
      name: row.userId,
      displayName: row.userId,
      timeZone: 'UTC',
    }
    const { feedId, feedName } = row
    return {
      id: row.id,
      user: { id, name, displayName },
      kind: row.kind,
      startsAt: formatInstant(row.startsAt),
      endsAt: formatInstant(row.endsAt),
      days: daysOfSpan(row, timeZone),
      note: mayReadNotes(principal, row.userId, directory) ? row.note : '',
      feed: feedId === null ? null : { id: feedId, name: feedName ?? feedId },
      createdBy: nameOf(row.createdBy),
      createdAt: formatInstant(row.createdAt),
      cancelledAt: row.cancelledAt === null ? null : formatInstant(row.cancelledAt),
      mayCancel:
        row.cancelledAt === null &&
        row.endsAt > now &&
        feedId === null &&
        mayManageAbsences(principal, row.userId, directory),
      shifts: row.cancelledAt === null ? shiftsIn(context, row, now) : [],
    }
  })
}

function shiftsIn(context: ServerContext, row: AbsenceRow, now: Instant): AbsenceView['shifts'] {
  const span = { startsAt: Math.max(row.startsAt, now), endsAt: row.endsAt }
  if (span.startsAt >= span.endsAt) return []
  const found: AbsenceView['shifts'] = []
  for (const { schedule, displayName, plan } of context.directory.current().schedules.values()) {
    for (const role of SHIFT_ROLES) {
      for (const { startsAt, endsAt } of shiftsOfPerson(plan.ofRole(role), row.userId, span)) {
        found.push({
          schedule: { id: schedule.id, name: schedule.name, displayName },
          role,
          startsAt: formatInstant(startsAt),
          endsAt: formatInstant(endsAt),
        })
      }
    }
  }
  return found.sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
}

async function loadPersons(db: Database, ids: readonly string[]): Promise<Map<string, Person>> {
  const { rows } = await db.query<Person>(
    `select id, name, display_name as "displayName", time_zone as "timeZone" from app_user
     where id = any ($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}
