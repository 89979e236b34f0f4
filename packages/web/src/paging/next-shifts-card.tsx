// My next thirty days as a strip of days, with the same facts in words beneath.

import { Link } from '@tanstack/react-router'
import { useContext } from 'react'
import { paths } from '../app/paths.ts'
import { lengthInWords } from '../ui/format-time.ts'
import { useNow } from '../ui/now.ts'
import { DisplayZone, Time } from '../ui/time.tsx'
import { formatOf, startOfDay } from '../ui/zone.ts'
import type { Overview } from './overview.ts'

const DAYS = 30
const LISTED_MAX = 3

export function NextShiftsCard({ me }: { readonly me: Overview['me'] }) {
  const zone = useContext(DisplayZone)
  const now = useNow(60_000)
  if (!me) return null
  const shifts = [...me.shifts].sort((a, b) => a.startsAt.localeCompare(b.startsAt))
  const coming = shifts.filter((shift) => Date.parse(shift.startsAt) > now)
  const days = Array.from({ length: DAYS }, (_, index) => {
    const start = startOfDay(now, zone, index)
    const end = startOfDay(now, zone, index + 1)
    const mine = shifts.some(
      (shift) => Date.parse(shift.startsAt) < end && Date.parse(shift.endsAt) > start,
    )
    const weekday = formatOf(zone, { weekday: 'short' }).format(start)
    return {
      start,
      mine,
      weekend: weekday === 'Sat' || weekday === 'Sun',
      day: formatOf(zone, { day: 'numeric' }).format(start),
    }
  })
  const count = days.filter((day) => day.mine).length
  return (
    <section className="card" aria-labelledby="next-heading">
      <div className="card-head">
        <h2 id="next-heading">My next {DAYS} days</h2>
        <span className="muted">{count === 0 ? 'free' : `on call on ${count}`}</span>
      </div>
      <div className="card-body stack">
        <div
          className="day-strip"
          role="img"
          aria-label={`On call on ${count} of the next ${DAYS} days`}
        >
          {days.map((day) => (
            <span
              key={day.start}
              className={`day ${day.mine ? 'mine' : ''} ${day.weekend ? 'weekend' : ''}`}
            >
              {day.day}
            </span>
          ))}
        </div>
        {coming.length > 0 && (
          <ul className="stack tight">
            {coming.slice(0, LISTED_MAX).map((shift) => (
              <li key={shift.displayName + shift.startsAt} className="row spread">
                <Link to={paths.schedule(shift.schedule)}>{shift.displayName}</Link>
                <span className="muted">
                  <Time at={shift.startsAt} as="short" /> for{' '}
                  {lengthInWords(Date.parse(shift.endsAt) - Date.parse(shift.startsAt))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}
