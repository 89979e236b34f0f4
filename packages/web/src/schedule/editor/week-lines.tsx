// Weeks of a plan beneath each other, a line each, placed in percent: no measuring, no scrolling. Where a
// draft differs from the present plan it is outlined.

import { initialsOf, tintOf } from '../../ui/person.tsx'
import { formatOf, startOfDay } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import { type Bar, gapInWords, within } from '../shifts.ts'

export const PREVIEW_WEEKS = 8

export function WeekLines(props: {
  readonly bars: readonly Bar[]
  readonly changed: readonly Window[]
  readonly window: Window
  readonly zone: string
}) {
  const { bars, changed, window, zone } = props
  const weeks = Array.from({ length: PREVIEW_WEEKS }, (_, index) => ({
    startsAt: startOfDay(window.startsAt, zone, index * 7),
    endsAt: startOfDay(window.startsAt, zone, index * 7 + 7),
  }))
  const day = formatOf(zone, { day: 'numeric', month: 'short' })
  return (
    <ol className="weeks">
      {weeks.map((week) => {
        const length = week.endsAt - week.startsAt
        const place = (span: Window) => {
          const from = Math.max(span.startsAt, week.startsAt)
          const until = Math.min(span.endsAt, week.endsAt)
          return {
            left: `${((from - week.startsAt) / length) * 100}%`,
            width: `${(Math.max(0, until - from) / length) * 100}%`,
          }
        }
        return (
          <li key={week.startsAt} className="week">
            <span className="week-name">{day.format(week.startsAt)}</span>
            <span className="week-line">
              {within(bars, week).map((bar) => {
                const [person] = bar.people
                const says = bar.kind === 'gap' ? gapInWords(bar) : bar.words
                const short = bar.endsAt - bar.startsAt < length / 8
                return (
                  <span
                    key={bar.key}
                    className={`week-bar ${bar.kind}`}
                    title={says}
                    style={{ ...place(bar), ...(person && { background: tintOf(person.name) }) }}
                  >
                    {short ? (person ? initialsOf(person.displayName) : '') : says}
                  </span>
                )
              })}
              {changed
                .filter((span) => span.endsAt > week.startsAt && span.startsAt < week.endsAt)
                .map((span) => (
                  <span key={span.startsAt} className="week-changed" style={place(span)} />
                ))}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
