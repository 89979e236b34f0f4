// The phone's view: day by day who is on call, mine highlighted.

import { useMemo } from 'react'
import { clockTime, lengthInWords } from '../ui/format-time.ts'
import { formatOf } from '../ui/zone.ts'
import { awayDuring, daysOffIn, daysOffInWords } from './days-off.ts'
import type { Window } from './schedule-search.ts'
import { Who } from './shift-table.tsx'
import { type Bar, finalBars, ROLE_WORDS, type RoleShifts, within } from './shifts.ts'
import type { Row } from './timeline/rows.ts'
import { daysOf } from './timeline/zone-days.ts'

export function Agenda(props: {
  readonly roles: readonly RoleShifts[]
  readonly window: Window
  readonly zone: string
  readonly now: number
  readonly me: string
  readonly rows: readonly Row[]
  readonly onOpen: (bar: Bar) => void
}) {
  const { roles, window, zone, now, me, rows, onOpen } = props
  const days = useMemo(() => {
    const bars = roles.flatMap((data) => within(finalBars(data), window))
    return daysOf(window, zone).map((day) => ({
      ...day,
      bars: within(bars, day).toSorted((a, b) => a.startsAt - b.startsAt),
      off: daysOffIn(rows, day),
    }))
  }, [roles, window, zone, rows])
  const name = formatOf(zone, { weekday: 'long', day: 'numeric', month: 'short' })
  const edge = (at: number, day: Window) =>
    at < day.startsAt || at > day.endsAt ? '' : clockTime(at, zone)
  return (
    <div className="card agenda">
      {days.map((day) => {
        const isToday = day.startsAt <= now && day.endsAt > now
        return (
          <section key={day.startsAt} className={isToday ? 'agenda-day today' : 'agenda-day'}>
            <h2>
              {name.format(day.startsAt).replace(',', '')}
              {isToday && <span className="muted"> · today</span>}
              {day.change && <span className="muted"> · {day.change}</span>}
            </h2>
            <ul>
              {day.bars.map((bar) => {
                const mine = bar.people.some((person) => person.id === me)
                const from = edge(bar.startsAt, day)
                const until = bar.endsAt === day.endsAt ? '' : edge(bar.endsAt, day)
                return (
                  <li key={bar.key} className={mine ? 'mine' : undefined}>
                    <button type="button" className="agenda-item" onClick={() => onOpen(bar)}>
                      <span className="agenda-time">
                        {from || until ? `${from} – ${until}` : 'all day'}
                      </span>
                      <span className="row grow">
                        <Who bar={bar} />
                        {bar.kind === 'gap' && `, ${lengthInWords(bar.endsAt - bar.startsAt)}`}
                        {awayDuring(bar, day.off).length > 0 && (
                          <span className="away-mark">away</span>
                        )}
                        {mine && <span className="hidden-visually"> (you)</span>}
                      </span>
                      {roles.length > 1 && (
                        <span className="tiny muted">{ROLE_WORDS[bar.role]}</span>
                      )}
                    </button>
                  </li>
                )
              })}
              {day.bars.length === 0 && <li className="agenda-none muted">Nothing planned</li>}
            </ul>
            {day.off.length > 0 && (
              <p className="agenda-off small muted">Off: {daysOffInWords(day.off)}</p>
            )}
          </section>
        )
      })}
    </div>
  )
}
