// Calendars of other programs that are read: when last, what went wrong, whom their events did not
// find and how that is mended.

import '../../people/profile.css'
import { type CalendarFeedView, listCalendarFeeds, listSchedules } from '@evenwatch/api'
import { useState } from 'react'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { useMe, whyNotLead } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/states.tsx'
import { FeedCard } from './feed-card.tsx'
import { FeedForm } from './feed-form.tsx'

export function FeedsPage() {
  const me = useMe()
  const list = useRead(listCalendarFeeds, { query: { limit: 200 } })
  const schedules = useRead(listSchedules, { query: { limit: 200 } }).data?.items ?? []
  // `new`, or the feed that is changed.
  const [form, setForm] = useState<'new' | CalendarFeedView | null>(null)
  const whyNotAdd = whyNotLead(me, undefined)
  const whyNotChange = (feed: CalendarFeedView) => {
    const own = schedules.find(({ id }) => id === feed.schedule?.id)?.spec.team
    return whyNotLead(me, feed.team?.name ?? own ?? ' ')
  }
  const add = (
    <Button kind="primary" glyph="plus" whyNot={whyNotAdd} onClick={() => setForm('new')}>
      Add a calendar
    </Button>
  )
  return (
    <div className="page">
      <div className="page-head">
        <h1>Calendars that are read</h1>
        <p className="lead">
          From other programs, every 15 minutes: as absences, or as the shifts of a schedule.
        </p>
        {list.data && list.data.items.length > 0 && add}
      </div>
      <Reading of={list} what="The calendars" rows>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty title="No calendar is read yet.">
                <p>A vacation calendar of Google, Outlook or your personnel system fits here.</p>
                {add}
              </Empty>
            </div>
          ) : (
            <div className="stack">
              {items.map((feed) => (
                <FeedCard
                  key={feed.id}
                  feed={feed}
                  whyNot={whyNotChange(feed)}
                  onEdit={() => setForm(feed)}
                />
              ))}
            </div>
          )
        }
      </Reading>
      {form && (
        <FeedForm
          feed={form === 'new' ? null : form}
          schedules={schedules}
          onClose={() => setForm(null)}
        />
      )}
    </div>
  )
}
