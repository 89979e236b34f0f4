// Takes a handoff note back, by its author, while nobody has acknowledged it: then it is gone, and its
// readers are told. What somebody has read stays; a correction is added to it.

import type { ScheduleDocument } from '@evenwatch/api'
import { listPeopleNames } from '../../people/list-people-names.ts'
import { addNotices } from '../../people/notices/add-notices.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { personRefs } from '../override-views.ts'
import { findHandoffNotes } from './find-handoff-notes.ts'

type ReaderRow = { readonly userId: string; readonly hasRead: boolean }

export async function withdrawHandoffNote(
  context: ServerContext,
  principal: Principal,
  noteId: string,
): Promise<Record<string, never> | Refusal> {
  const [note] = await findHandoffNotes(context, { noteId })
  if (!note || note.author.id !== principal.userId) return refuse('not-found')
  const schedule = await findDefinition<ScheduleDocument>(
    context.pool,
    'Schedule',
    note.schedule.id,
  )
  const now = context.clock.now()
  return inTransaction(context.pool, async (client) => {
    // Whoever acknowledges it at this moment waits here, or is waited for.
    const { rows: readers } = await client.query<ReaderRow>(LOCK_READERS, [noteId])
    if (readers.length === 0) return refuse('not-found')
    const refOf = personRefs(await listPeopleNames(client))
    const knows = readers.find(({ hasRead }) => hasRead)
    if (knows) {
      const who = refOf(knows.userId).displayName
      const detail = `${who} has read it, so it stays; add a correction instead.`
      return refuse('state-conflict', { detail })
    }
    await client.query('delete from handoff_note_reader where note_id = $1', [noteId])
    await client.query('delete from handoff_note where id = $1', [noteId])
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'schedule',
        subjectId: note.schedule.id,
        kind: 'handoff-note-withdrawn',
        actor: formatActor(principal.actor),
        data: { noteId, role: note.role, writtenAt: note.createdAt },
      },
    ])
    const notices = readers.map(({ userId }) => ({
      userId,
      kind: 'handoff-note' as const,
      key: `handoff-withdrawn:${noteId}`,
      subject: `${note.author.displayName} withdrew a handoff note for ${note.schedule.displayName}`,
      text: 'Nobody had read it yet; it no longer counts.',
      path: schedule === null ? '/schedules' : `/schedules/${schedule.name}`,
    }))
    const ids = { newId: () => context.random.uuid(now), now }
    await addNotices(client, ids, notices)
    return {}
  })
}

const LOCK_READERS = `
select user_id as "userId", acknowledged_at is not null as "hasRead"
from handoff_note_reader where note_id = $1 order by user_id for update`
