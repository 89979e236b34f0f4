// Adds a correction to a handoff note, by its author: another note for the same readers, who
// acknowledge it on its own. The one it corrects stays as it was read.

import type { HandoffNote, ScheduleDocument } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findHandoffNotes } from './find-handoff-notes.ts'
import { putNote } from './write-handoff-note.ts'

const MARK = 'Correction: '

export async function correctHandoffNote(
  context: ServerContext,
  principal: Principal,
  noteId: string,
  text: string,
): Promise<HandoffNote | Refusal> {
  const [note] = await findHandoffNotes(context, { noteId })
  if (!note || note.author.id !== principal.userId) return refuse('not-found')
  const { schedule: of, role, author, shiftEndsAt, readers } = note
  const schedule = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', of.id)
  if (!schedule) return refuse('not-found')
  return putNote(context, principal, {
    schedule,
    role,
    authorId: author.id,
    text: text.startsWith(MARK) ? text : MARK + text,
    shiftEndsAt: shiftEndsAt === null ? null : Date.parse(shiftEndsAt),
    readers: readers.map(({ user }) => user.id),
    corrects: noteId,
  })
}
