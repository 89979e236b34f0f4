// The calendar on a phone: a card for each schedule with the days that need somebody or that a policy
// holds; the others are counted, not drawn.

import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { formatOf } from '../../ui/zone.ts'
import { OpenAlerts, openKey, type People } from './org-grid.tsx'
import type { OrgDate } from './org-search.ts'
import { counted, dayInWords, isThinDay, type OrgSchedule } from './team-summary.ts'

export function OrgPhone(props: {
  readonly schedules: readonly OrgSchedule[]
  readonly dates: readonly OrgDate[]
  readonly people: People
  readonly zone: string
  readonly onOpen: (key: string) => void
}) {
  const { schedules, dates, people, zone, onOpen } = props
  const nameOf = (id: string) => people.get(id)?.displayName ?? id
  const format = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short' })
  return (
    <div className="stack">
      {schedules.map((schedule) => {
        const days = dates.flatMap((date) => {
          const day = schedule.days.find((one) => one.date === date.date)
          return day ? [{ date, day }] : []
        })
        const told = days.filter(
          ({ day }) => isThinDay(day) || day.away.length > 0 || day.policies.length > 0,
        )
        return (
          <section key={schedule.schedule} className="card" aria-label={schedule.displayName}>
            <div className="card-body" style={{ paddingTop: 14 }}>
              <div className="row wrap spread">
                <Link to={paths.schedule(schedule.schedule)} className="strong">
                  {schedule.displayName}
                </Link>
                <OpenAlerts schedule={schedule} />
              </div>
              {told.map(({ date, day }) => (
                <button
                  key={date.date}
                  type="button"
                  className="org-phone-day"
                  onClick={() => onOpen(openKey(schedule.schedule, date.date))}
                >
                  <span>{format.format(date.startsAt).replace(',', '')}</span>
                  <span className="grow">{dayInWords(day, nameOf).join(' ')}</span>
                </button>
              ))}
              <p className="small muted">
                {told.length === 0
                  ? `All ${counted(days.length, 'day')} are covered.`
                  : `${counted(days.length - told.length, 'other day')} covered.`}
              </p>
            </div>
          </section>
        )
      })}
    </div>
  )
}
