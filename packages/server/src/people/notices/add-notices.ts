// Puts notices down within the caller's transaction. The same key for the same person is put down
// once, so whoever finds a reason again need not remember that it was told.

import { formatInstant, type Instant, type NewNotice, NOTICE_LIMITS } from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

export type NoticeIds = { newId(): string; readonly now: Instant }

export async function addNotices(
  db: Database,
  { newId, now }: NoticeIds,
  notices: readonly NewNotice[],
): Promise<void> {
  if (notices.length === 0) return
  const rows = notices.map((notice) => ({
    ...notice,
    id: newId(),
    subject: notice.subject.slice(0, NOTICE_LIMITS.subjectChars),
    text: notice.text.slice(0, NOTICE_LIMITS.textChars),
  }))
  await db.query({
    name: 'add-notices',
    text: ADD,
    values: [JSON.stringify(rows), formatInstant(now)],
  })
}

const ADD = `
insert into notice (id, user_id, kind, key, subject, text, path, created_at, due_at)
select id, "userId", kind, key, subject, text, path, $2::timestamptz, $2::timestamptz
from jsonb_to_recordset($1::jsonb) as row(id uuid, "userId" uuid, kind text, key text,
  subject text, text text, path text)
on conflict (user_id, key) do nothing`
