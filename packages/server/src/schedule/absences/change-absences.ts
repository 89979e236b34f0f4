// Notes and cancels absences. They may overlap: two reasons to be away are two facts. One that a
// calendar feed brought is changed there.

import { ABSENCE_DAYS_MAX, type AbsenceView, type createAbsence as route } from '@evenwatch/api'
import { assert, DAY_MS, formatInstant, type Span, spanOfDays } from '@evenwatch/core'
import type { z } from 'zod'
import { findUserId, noSuchUser } from '../../people/users/find-user.ts'
import type { ServerContext } from '../../platform/context.ts'
import { type Change, changeDefinitions } from '../../platform/definitions/change-definitions.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { readInstant } from '../read-instant.ts'
import { absenceViews } from './absence-views.ts'
import { type AbsenceRow, findAbsences } from './find-absences.ts'
import { mayManageAbsences } from './may-manage-absences.ts'

export const ABSENCES_TO_COME_MAX = 500

type Input = z.output<(typeof route)['body']>

export async function createAbsence(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: Input,
): Promise<AbsenceView | Refusal> {
  const actor = formatActor(principal.actor)
  const row = await changeDefinitions<AbsenceRow>(context, actor, async (change) => {
    const userId = await whom(context, change.client, principal, ref)
    if (isRefusal(userId)) return userId
    const span = readSpan(input, await zoneOf(change.client, userId))
    if (isRefusal(span)) return span
    const filter = { userIds: [userId], endsAfter: change.now }
    if ((await findAbsences(change.client, filter)).length >= ABSENCES_TO_COME_MAX) {
      return fault('startsAt', `A person has at most ${ABSENCES_TO_COME_MAX} absences to come.`)
    }
    const id = change.newId()
    await change.client.query(INSERT, [
      id,
      userId,
      input.kind,
      formatInstant(span.startsAt),
      formatInstant(span.endsAt),
      input.note,
      actor,
      formatInstant(change.now),
      await change.revision(),
    ])
    return finish(change, id, 'absence-added')
  })
  return shown(context, principal, row)
}

export async function cancelAbsence(
  context: ServerContext,
  principal: Principal,
  ref: string,
  id: string,
): Promise<AbsenceView | Refusal> {
  const actor = formatActor(principal.actor)
  const row = await changeDefinitions<AbsenceRow>(context, actor, async (change) => {
    const userId = await whom(context, change.client, principal, ref)
    if (isRefusal(userId)) return userId
    const filter = { id, userIds: [userId], includeCancelled: true }
    const [found] = await findAbsences(change.client, filter)
    if (found === undefined) return refuse('not-found')
    const refused = whyItStays(found, change)
    if (refused !== null) return refuse('state-conflict', { detail: refused })
    await change.client.query(CANCEL, [id, formatInstant(change.now), await change.revision()])
    return finish(change, id, 'absence-cancelled')
  })
  return shown(context, principal, row)
}

function whyItStays(row: AbsenceRow, { now }: Change): string | null {
  if (row.cancelledAt !== null) return 'It was cancelled.'
  if (row.endsAt <= now) return 'It has ended.'
  return row.feedId === null ? null : `It comes from the calendar ${row.feedName}: change it there.`
}

async function whom(
  context: ServerContext,
  db: Database,
  principal: Principal,
  ref: string,
): Promise<string | Refusal> {
  const userId = await findUserId(db, ref, principal)
  if (userId === null) return noSuchUser(ref)
  if (mayManageAbsences(principal, userId, context.directory.current())) return userId
  return refuse('not-allowed', {
    detail: 'Absences are noted by the person, a lead of their teams, or a manager.',
  })
}

function readSpan(input: Input, timeZone: string): Span | Refusal {
  const { firstDay, lastDay, startsAt, endsAt } = input
  if (firstDay !== undefined) {
    if (startsAt !== undefined || endsAt !== undefined) {
      return fault('startsAt', 'Either days or instants, not both.')
    }
    const span = spanOfDays({ firstDay, lastDay: lastDay ?? firstDay }, timeZone)
    return span === null
      ? fault('lastDay', 'The last day is not before the first.')
      : limited(span, 'lastDay')
  }
  if (lastDay !== undefined) return fault('firstDay', 'The first day is missing.')
  if (startsAt === undefined)
    return fault('startsAt', 'Say `firstDay`, or `startsAt` and `endsAt`.')
  if (endsAt === undefined) return fault('endsAt', 'An absence has an end.')
  const from = readInstant(startsAt, 'startsAt')
  if (isRefusal(from)) return from
  const until = readInstant(endsAt, 'endsAt')
  if (isRefusal(until)) return until
  return limited({ startsAt: from, endsAt: until }, 'endsAt')
}

function limited(span: Span, field: string): Span | Refusal {
  const lastsMs = span.endsAt - span.startsAt
  if (lastsMs <= 0) return fault(field, 'An absence ends after it starts.')
  if (lastsMs <= ABSENCE_DAYS_MAX * DAY_MS) return span
  return fault(field, `An absence lasts at most ${ABSENCE_DAYS_MAX} days.`)
}

/** The note is the person's: the record says when, never why. */
async function finish(change: Change, id: string, kind: string): Promise<AbsenceRow> {
  const [row] = await findAbsences(change.client, { id, includeCancelled: true })
  assert(row !== undefined, 'an absence that was just written is there')
  await appendTimeline(change.client, [
    {
      at: change.now,
      subjectKind: 'user',
      subjectId: row.userId,
      kind,
      actor: change.actor,
      data: {
        absenceId: id,
        startsAt: formatInstant(row.startsAt),
        endsAt: formatInstant(row.endsAt),
      },
    },
  ])
  return row
}

async function shown(
  context: ServerContext,
  principal: Principal,
  row: AbsenceRow | Refusal,
): Promise<AbsenceView | Refusal> {
  if (isRefusal(row)) return row
  const [view] = await absenceViews(context, context.pool, principal, [row])
  assert(view !== undefined, 'one row has one view')
  return view
}

async function zoneOf(db: Database, userId: string): Promise<string> {
  const { rows } = await db.query<{ timeZone: string }>(
    'select time_zone as "timeZone" from app_user where id = $1',
    [userId],
  )
  return rows[0]?.timeZone ?? 'UTC'
}

function fault(field: string, rule: string): Refusal {
  return refuse('invalid-request', { fields: [{ field, rule }] })
}

const INSERT = `
insert into absence (id, user_id, kind, starts_at, ends_at, note, created_by, created_at, revision)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

const CANCEL = `
update absence set cancelled_at = $2, revision = $3, version = version + 1 where id = $1`
