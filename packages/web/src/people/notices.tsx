// Notices in the inbox: what I should know and need not be woken for. Opening one marks it as read.

import { listNotices, type NoticeView, readAllNotices, readNotice } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { call } from '../app/client.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useChange } from '../app/use-change.ts'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { Time } from '../ui/time.tsx'

export function useNotices() {
  return useRead(listNotices, { query: { limit: 50 } }, { everyMs: POLL_MS * 2 })
}

export function Notices() {
  const notices = useNotices()
  const change = useChange()
  return (
    <section aria-labelledby="notices-heading" className="stack">
      <div className="row">
        <h2 id="notices-heading" className="grow">
          What you should know
        </h2>
        {(notices.data?.unreadCount ?? 0) > 0 && (
          <Button
            size="small"
            onClick={() => void change.run(() => call(readAllNotices, {}), [listNotices])}
          >
            Mark all as read
          </Button>
        )}
      </div>
      <Reading of={notices} what="Your notices" rows>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">
              Nothing yet. Reminders of your shifts, changes to them and requests for cover stand
              here.
            </p>
          ) : (
            <ul className="card inbox" aria-label="What you should know">
              {items.map((notice) => (
                <NoticeRow key={notice.id} notice={notice} />
              ))}
            </ul>
          )
        }
      </Reading>
    </section>
  )
}

function NoticeRow({ notice }: { readonly notice: NoticeView }) {
  const change = useChange()
  const isUnread = notice.readAt === null
  const read = () => {
    if (!isUnread) return
    const params = { notice: notice.id }
    void change.run(() => call(readNotice, { params }), [listNotices])
  }
  return (
    <li className={isUnread ? 'inbox-row open' : 'inbox-row'}>
      <span className="state-glyph snoozed">
        <Glyph name="inbox" size={15} />
      </span>
      <div className="grow stack tight">
        <p className={isUnread ? 'strong' : ''}>
          <Link className="plain" {...placeOf(notice.path)} onClick={read}>
            {notice.subject}
          </Link>
          {isUnread && <span className="muted small"> · new</span>}
        </p>
        <p className="muted said lines">{notice.text}</p>
        {notice.sent === 'failed' && (
          <p className="small">Not sent by mail: {notice.error ?? 'the mail failed'}.</p>
        )}
      </div>
      <span className="muted small nowrap">
        <Time at={notice.createdAt} />
      </span>
    </li>
  )
}

/** The router wants path and search apart. */
function placeOf(path: string) {
  const { pathname, searchParams } = new URL(path, location.origin)
  return { to: pathname, search: Object.fromEntries(searchParams) }
}
