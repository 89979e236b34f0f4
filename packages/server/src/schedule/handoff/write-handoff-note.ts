// Leaves a note for whoever is on call next. Who reads it is decided when it is written: the people
// of the next shift, and those on call now when the author is not one of them.

import type { HandoffNote, ScheduleDocument } from '@evenwatch/api'
import {
  formatInstant,
  type Instant,
  nextOnCall,
  onCallAt,
  type SchedulePlan,
  type ShiftRole,
  shiftsBetween,
} from '@evenwatch/core'
import { addNotices } from '../../people/notices/add-notices.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { Definition } from '../../platform/definitions/definition.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { planSince } from '../plan-of-schedule.ts'
import { findHandoffNotes } from './find-handoff-notes.ts'

export type NoteInput = { readonly role: ShiftRole; readonly text: string }

export async function writeHandoffNote(
  context: ServerContext,
  principal: Principal,
  ref: string,
  { role, text }: NoteInput,
): Promise<HandoffNote | Refusal> {
  const { userId } = principal
  if (userId === null) {
    return refuse('not-allowed', { detail: 'A note has an author: sign in as a person.' })
  }
  const schedule = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!schedule) return refuse('not-found')
  const now = context.clock.now()
  const plan = (await planSince(context, schedule, now)).ofRole(role)
  const readers = readersOf(plan, userId, now)
  if (readers.length === 0) {
    return refuse('state-conflict', { detail: 'Nobody comes next, so nobody would read it.' })
  }
  return putNote(context, principal, {
    schedule,
    role,
    authorId: userId,
    text,
    shiftEndsAt: ownShiftEnd(plan, userId, now),
    readers,
    corrects: null,
  })
}

export type PutNote = {
  readonly schedule: Pick<Definition<ScheduleDocument>, 'id' | 'name' | 'document'>
  readonly role: ShiftRole
  readonly authorId: string
  readonly text: string
  readonly shiftEndsAt: Instant | null
  readonly readers: readonly string[]
  /** The note that it corrects. */
  readonly corrects: string | null
}

/** Writes a note for its readers, tells them, and puts it on the record. */
export async function putNote(
  context: ServerContext,
  principal: Principal,
  about: PutNote,
): Promise<HandoffNote | Refusal> {
  const now = context.clock.now()
  const noteId = context.random.uuid(now)
  const { schedule, role, authorId, text, shiftEndsAt, readers, corrects } = about
  await inTransaction(context.pool, async (client) => {
    await client.query(INSERT, [
      noteId,
      schedule.id,
      role,
      authorId,
      text,
      shiftEndsAt === null ? null : formatInstant(shiftEndsAt),
      formatInstant(now),
      readers,
    ])
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'schedule',
        subjectId: schedule.id,
        kind: 'handoff-note-written',
        actor: formatActor(principal.actor),
        data: { noteId, role, readerIds: [...readers], ...(corrects !== null && { corrects }) },
      },
    ])
    const ids = { newId: () => context.random.uuid(now), now }
    await addNotices(client, ids, noticesOf(about, noteId))
  })
  const [note] = await findHandoffNotes(context, { noteId })
  return note ?? refuse('not-found')
}

function readersOf(plan: SchedulePlan, authorId: string, now: Instant): string[] {
  const present = onCallAt(plan, now).userIds
  const next = nextOnCall(plan, now)?.userIds ?? []
  const readers = present.includes(authorId) ? next : [...present, ...next]
  return [...new Set(readers)].filter((userId) => userId !== authorId)
}

function ownShiftEnd(plan: SchedulePlan, authorId: string, now: Instant): Instant | null {
  const [shift] = shiftsBetween(plan, { startsAt: now, endsAt: now + 1 })
  return shift?.userIds.includes(authorId) ? shift.endsAt : null
}

function noticesOf({ schedule, text, readers, corrects }: PutNote, noteId: string) {
  const what = corrects === null ? 'A handoff note' : 'A correction to a handoff note'
  return readers.map((userId) => ({
    userId,
    kind: 'handoff-note' as const,
    key: `handoff:${noteId}`,
    subject: `${what} for ${schedule.document.displayName}`,
    text,
    path: `/schedules/${schedule.name}`,
  }))
}

const INSERT = `
with note as (
  insert into handoff_note (id, schedule_id, role, author_id, text, shift_ends_at, created_at)
  values ($1, $2, $3, $4, $5, $6, $7) returning id
)
insert into handoff_note_reader (note_id, user_id)
select note.id, reader.id from note, unnest($8::uuid[]) as reader(id)`
