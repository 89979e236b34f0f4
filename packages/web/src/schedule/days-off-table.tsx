// Absences and public holidays of the schedule's people, beneath the table of shifts: the twin of what
// the timeline shades.

import { lengthInWords, longTime } from '../ui/format-time.ts'
import { cityOf } from '../ui/zone.ts'
import type { DayOff } from './days-off.ts'

export function DaysOffTable(props: {
  readonly daysOff: readonly DayOff[]
  readonly zone: string
}) {
  const { daysOff, zone } = props
  if (daysOff.length === 0) return null
  const time = (at: number) => longTime(at, zone).slice(0, -3)
  return (
    <section className="card" aria-label="Days off">
      <h2 className="card-head">Days off</h2>
      {/* A region that scrolls must be reachable by keyboard. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above. */}
      <section className="table-scroll" tabIndex={0} aria-label="Table of days off">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Who</th>
              <th scope="col">Why</th>
              <th scope="col">From ({cityOf(zone)})</th>
              <th scope="col">Until</th>
              <th scope="col">Length</th>
            </tr>
          </thead>
          <tbody>
            {daysOff.map((one) => (
              <tr key={`${one.name} ${one.kind} ${one.startsAt}`}>
                <td>{one.displayName}</td>
                <td>{one.kind === 'holiday' ? `Holiday: ${one.words}` : one.words}</td>
                <td className="nowrap">{time(one.startsAt)}</td>
                <td className="nowrap">{time(one.endsAt)}</td>
                <td className="nowrap">{lengthInWords(one.endsAt - one.startsAt)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  )
}
