// Reads handoff notes with their readers: of a schedule, of one reader, of one author, or one of them.

import { HANDOFF_NOTES_SHOWN_MAX, type HandoffNote } from '@evenwatch/api'
import { formatInstant, type Instant, type ShiftRole } from '@evenwatch/core'
import { listPeopleNames } from '../../people/list-people-names.ts'
import type { ServerContext } from '../../platform/context.ts'
import { personRefs } from '../override-views.ts'

export type NoteFilter =
  | { readonly scheduleId: string }
  | { readonly unreadOf: string }
  | { readonly writtenBy: string }
  | { readonly noteId: string }

type Row = {
  readonly id: string
  readonly scheduleId: string
  readonly scheduleName: string
  readonly displayName: string
  readonly role: ShiftRole
  readonly authorId: string
  readonly text: string
  readonly shiftEndsAt: Instant | null
  readonly createdAt: Instant
  readonly readers: readonly { readonly userId: string; readonly acknowledgedAt: string | null }[]
}

/** Newest first, at most HANDOFF_NOTES_SHOWN_MAX. */
export async function findHandoffNotes(
  { pool }: ServerContext,
  filter: NoteFilter,
): Promise<HandoffNote[]> {
  const { rows } = await pool.query<Row>({
    name: 'find-handoff-notes',
    text: FIND,
    values: [
      'scheduleId' in filter ? filter.scheduleId : null,
      'unreadOf' in filter ? filter.unreadOf : null,
      'noteId' in filter ? filter.noteId : null,
      HANDOFF_NOTES_SHOWN_MAX,
      'writtenBy' in filter ? filter.writtenBy : null,
    ],
  })
  const refOf = personRefs(await listPeopleNames(pool))
  return rows.map((row) => ({
    id: row.id,
    schedule: { id: row.scheduleId, name: row.scheduleName, displayName: row.displayName },
    role: row.role,
    author: refOf(row.authorId),
    text: row.text,
    shiftEndsAt: row.shiftEndsAt === null ? null : formatInstant(row.shiftEndsAt),
    createdAt: formatInstant(row.createdAt),
    readers: row.readers.map(({ userId, acknowledgedAt }) => ({
      user: refOf(userId),
      acknowledgedAt: acknowledgedAt === null ? null : formatInstant(Date.parse(acknowledgedAt)),
    })),
  }))
}

const FIND = `
select n.id, n.schedule_id as "scheduleId", d.name as "scheduleName",
  d.document->>'displayName' as "displayName", n.role, n.author_id as "authorId", n.text,
  n.shift_ends_at as "shiftEndsAt", n.created_at as "createdAt", readers.list as readers
from handoff_note n
join definition d on d.id = n.schedule_id
cross join lateral (
  select jsonb_agg(jsonb_build_object('userId', r.user_id, 'acknowledgedAt', r.acknowledged_at)
    order by r.user_id) as list
  from handoff_note_reader r where r.note_id = n.id
) as readers
where ($1::uuid is null or n.schedule_id = $1)
  and ($2::uuid is null or exists (
    select 1 from handoff_note_reader r
    where r.note_id = n.id and r.user_id = $2 and r.acknowledged_at is null))
  and ($3::uuid is null or n.id = $3)
  and ($5::uuid is null or n.author_id = $5)
order by n.created_at desc, n.id desc limit $4`
