import type { HandoffNote } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findHandoffNotes } from './find-handoff-notes.ts'

/** Only those it was written for; saying it again keeps the first time. */
export async function acknowledgeHandoffNote(
  context: ServerContext,
  { userId }: Principal,
  noteId: string,
): Promise<HandoffNote | Refusal> {
  const { rowCount } = await context.pool.query({
    name: 'acknowledge-handoff-note',
    text: `update handoff_note_reader set acknowledged_at = coalesce(acknowledged_at, $3)
           where note_id = $1 and user_id = $2`,
    values: [noteId, userId, formatInstant(context.clock.now())],
  })
  const [note] = rowCount === 0 ? [] : await findHandoffNotes(context, { noteId })
  return note ?? refuse('not-found')
}
