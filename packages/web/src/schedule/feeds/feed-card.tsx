// One calendar that is read. What it said last stands while it cannot be read, and the card says so.

import {
  type CalendarFeedView,
  deleteCalendarFeed,
  fetchCalendarFeed,
  listAbsences,
  listCalendarFeeds,
} from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../app/client.ts'
import { paths } from '../../app/paths.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { VerdictChip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'

const OLD = [listCalendarFeeds, listAbsences]

export function FeedCard(props: {
  readonly feed: CalendarFeedView
  readonly whyNot: string | undefined
  readonly onEdit: () => void
}) {
  const { feed, whyNot, onEdit } = props
  const change = useChange()
  const [leaving, setLeaving] = useState(false)
  const params = { feed: feed.id }
  const heading = `feed-${feed.id}`
  return (
    <section className="card" aria-labelledby={heading}>
      <div className="card-head">
        <h2 id={heading}>{feed.name}</h2>
        <VerdictChip
          good={feed.lastError === null && feed.lastFetchedAt !== null}
          word={feed.lastError !== null ? 'Fails' : feed.lastFetchedAt ? 'Read' : 'Not read yet'}
        />
      </div>
      <div className="card-body stack">
        <p>
          From <code>{feed.urlHint}</code>, as <Purpose feed={feed} />.{' '}
          {feed.eventCount === 1 ? '1 event' : `${feed.eventCount} events`} found their person.
        </p>
        <LastReading feed={feed} />
        <Unmatched feed={feed} />
        <div className="row wrap">
          <Button
            size="small"
            busy={change.busy}
            whyNot={whyNot}
            onClick={() => void change.run(() => call(fetchCalendarFeed, { params }), OLD)}
          >
            Read now<span className="hidden-visually">: {feed.name}</span>
          </Button>
          <Button size="small" whyNot={whyNot} onClick={onEdit}>
            Change…<span className="hidden-visually"> {feed.name}</span>
          </Button>
          <Button size="small" kind="quiet" whyNot={whyNot} onClick={() => setLeaving(true)}>
            Delete…<span className="hidden-visually"> {feed.name}</span>
          </Button>
        </div>
        {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      </div>
      {leaving && (
        <Dialog title={`Stop reading ${feed.name}?`} onClose={() => setLeaving(false)}>
          <div className="stack">
            <p>
              What it brought and is still to come is cancelled:{' '}
              {feed.purpose === 'absences'
                ? 'these people count as here again.'
                : 'the schedule’s own layers decide again who is on call.'}{' '}
              The past stays.
            </p>
            <div className="row wrap">
              <Button
                kind="danger"
                busy={change.busy}
                onClick={() => void change.run(() => call(deleteCalendarFeed, { params }), OLD)}
              >
                Stop reading it
              </Button>
              <Button onClick={() => setLeaving(false)}>Keep it</Button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  )
}

function Purpose({ feed }: { readonly feed: CalendarFeedView }) {
  const { purpose, schedule, role, team } = feed
  if (purpose === 'absences') return <>absences of {team?.displayName ?? 'everybody'}</>
  return (
    <>
      the {role ?? 'primary'} shifts of{' '}
      {schedule && <Link to={paths.schedule(schedule.name)}>{schedule.displayName}</Link>}
    </>
  )
}

function LastReading({ feed }: { readonly feed: CalendarFeedView }) {
  const { lastError, lastFetchedAt, lastSuccessAt } = feed
  if (lastError === null) {
    return (
      <p className="muted">
        {lastFetchedAt ? (
          <>
            Last read <Time at={lastFetchedAt} />.
          </>
        ) : (
          'It is read within 15 minutes.'
        )}
      </p>
    )
  }
  return (
    <Notice tone="warn">
      <strong>It cannot be read:</strong> {lastError}{' '}
      {lastFetchedAt && (
        <>
          Last tried <Time at={lastFetchedAt} />.{' '}
        </>
      )}
      {lastSuccessAt ? (
        <>
          The last good copy, of <Time at={lastSuccessAt} />, stands.
        </>
      ) : (
        'It was never read, so nothing came of it.'
      )}
    </Notice>
  )
}

function Unmatched({ feed }: { readonly feed: CalendarFeedView }) {
  if (feed.unmatched.length === 0) return null
  return (
    <details>
      <summary>
        {feed.unmatched.length === 1
          ? '1 event found nobody'
          : `${feed.unmatched.length} events found nobody`}
      </summary>
      <div className="stack tight" style={{ marginTop: 8 }}>
        <p className="small muted">
          {feed.matching
            ? `The rule ${feed.matching} decides alone. Check that its one group holds a person’s name, display name or e-mail address.`
            : 'An event finds its person by those invited, by a name or an e-mail address in its title, or by its organiser. Invite the person, put their name into the title, correct their e-mail address here, or set a rule.'}
        </p>
        <ul className="stack tight">
          {feed.unmatched.map((event) => (
            <li key={`${event.uid} ${event.startsAt}`} className="small">
              <strong>{event.summary || 'without a title'}</strong>{' '}
              {event.startsAt && <span className="muted">{event.startsAt.slice(0, 10)}</span>}{' '}
              {event.why}
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}
