// The list of schedules: who is on call now, and where nobody is.

import { getOnCall, listSchedules, type ScheduleView } from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe, whyNotLead } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { Shape } from '../ui/glyphs.tsx'
import { Avatar, onCallInWords } from '../ui/person.tsx'
import { Empty } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { cityOf } from '../ui/zone.ts'

const NewSchedule = lazy(() =>
  import('./editor/new-schedule.tsx').then((module) => ({ default: module.NewSchedule })),
)

export function SchedulesPage() {
  const me = useMe()
  const [adding, setAdding] = useState(false)
  const list = useRead(listSchedules, { query: { limit: 200 } })
  return (
    <div className="page">
      <div className="page-head">
        <h1>Schedules</h1>
        <p className="lead">Who is on call over time, each in its own zone.</p>
        <Button glyph="plus" whyNot={whyNotLead(me, undefined)} onClick={() => setAdding(true)}>
          New schedule
        </Button>
      </div>
      <Reading of={list} what="The schedules" rows>
        {({ items }) =>
          items.length === 0 ? (
            <div className="card">
              <Empty title="No schedule yet.">
                <p>A schedule says who is on call over time.</p>
                <LinkButton kind="primary" to={paths.firstRun()} hash="schedule">
                  Set up the first one
                </LinkButton>
              </Empty>
            </div>
          ) : (
            <div className="card table-scroll">
              <table className="table">
                <thead>
                  <tr>
                    <th scope="col">Schedule</th>
                    <th scope="col">On call now</th>
                    <th scope="col">Until</th>
                    <th scope="col">Then</th>
                    <th scope="col">Team</th>
                    <th scope="col">Zone</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((schedule) => (
                    <ScheduleRow key={schedule.id} schedule={schedule} />
                  ))}
                </tbody>
              </table>
            </div>
          )
        }
      </Reading>
      {adding && (
        <Suspense fallback={null}>
          <NewSchedule onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </div>
  )
}

function ScheduleRow({ schedule }: { readonly schedule: ScheduleView }) {
  const now = useRead(
    getOnCall,
    { params: { schedule: schedule.name }, query: {} },
    { everyMs: POLL_MS * 2 },
  ).data
  const zone = schedule.spec.timeZone
  const until = now && (now.shift ? now.shift.endsAt : now.gapEndsAt)
  return (
    <tr>
      <td>
        <Link to={paths.schedule(schedule.name)} className="strong">
          {schedule.displayName}
        </Link>
      </td>
      <td>
        {!now ? (
          <span className="faint">…</span>
        ) : now.users.length + now.policies.length === 0 ? (
          <span className="row strong">
            <Shape name="triangle" /> No one
          </span>
        ) : (
          <span className="row">
            {now.users.slice(0, 2).map((person) => (
              <Avatar key={person.id} {...person} />
            ))}
            {onCallInWords(now)}
          </span>
        )}
      </td>
      <td data-label="until">
        {until ? <Time at={until} as="both" zone={zone} /> : <span className="faint">–</span>}
      </td>
      <td data-label="then">
        {now?.next ? onCallInWords(now.next) : <span className="faint">–</span>}
      </td>
      <td>{schedule.spec.team ?? <span className="faint">–</span>}</td>
      <td className="muted">{cityOf(zone)}</td>
    </tr>
  )
}
