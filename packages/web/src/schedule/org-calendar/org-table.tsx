// The table twin: the same days as the grid, a line for each, in words.

import { Link } from '@tanstack/react-router'
import { paths } from '../../app/paths.ts'
import { formatOf } from '../../ui/zone.ts'
import type { People } from './org-grid.tsx'
import type { OrgDate } from './org-search.ts'
import { dayInWords, gapInWords, type OrgSchedule } from './team-summary.ts'

export function OrgTable(props: {
  readonly schedules: readonly OrgSchedule[]
  readonly dates: readonly OrgDate[]
  readonly people: People
  readonly zone: string
}) {
  const { schedules, dates, people, zone } = props
  const nameOf = (id: string) => people.get(id)?.displayName ?? id
  const format = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short' })
  return (
    <div className="card table-scroll">
      <table className="table">
        <caption className="hidden-visually">Every schedule, day by day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Schedule</th>
            <th scope="col">Team</th>
            <th scope="col">Uncovered</th>
            <th scope="col">In words</th>
          </tr>
        </thead>
        <tbody>
          {dates.flatMap((date) =>
            schedules.map((schedule) => {
              const day = schedule.days.find((one) => one.date === date.date)
              if (!day) return null
              return (
                <tr key={`${date.date} ${schedule.schedule}`}>
                  <td className="nowrap">{format.format(date.startsAt).replace(',', '')}</td>
                  <td>
                    <Link to={paths.schedule(schedule.schedule)}>{schedule.displayName}</Link>
                  </td>
                  <td>{schedule.team?.displayName ?? <span className="faint">–</span>}</td>
                  <td data-label="uncovered" className="nowrap">
                    {day.gapMinutes > 0 ? (
                      <strong>{gapInWords(day)}</strong>
                    ) : (
                      <span className="faint">–</span>
                    )}
                  </td>
                  <td>{dayInWords(day, nameOf).join(' ')}</td>
                </tr>
              )
            }),
          )}
        </tbody>
      </table>
    </div>
  )
}
