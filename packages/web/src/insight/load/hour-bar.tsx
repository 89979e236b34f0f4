// One amount as a bar stacked by hour class. The words stand beside it; the bar repeats them.

import type { LoadWorkView } from '@evenwatch/api'
import { amountOf, HOURS, type Measure } from './hours.ts'

export function HourBar(props: {
  readonly work: LoadWorkView
  readonly measure: Measure
  /** What the full width stands for. */
  readonly most: number
}) {
  const { work, measure, most } = props
  return (
    <span className="hour-bar" aria-hidden="true">
      {HOURS.map(({ hour }) => {
        const amount = amountOf(work, hour, measure)
        if (amount === 0 || most === 0) return null
        return (
          <span
            key={hour}
            className={`hour-part hour-${hour}`}
            style={{ width: `${(amount / most) * 100}%` }}
          />
        )
      })}
    </span>
  )
}

export function HourLegend() {
  return (
    <ul className="hour-legend small" aria-label="Hours, in each person’s own zone">
      {HOURS.map(({ hour, word }) => (
        <li key={hour}>
          <span className={`hour-swatch hour-${hour}`} aria-hidden="true" />
          {word}
        </li>
      ))}
    </ul>
  )
}
