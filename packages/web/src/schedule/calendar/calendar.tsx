// The month as people know it from their walls. A grid of days: arrow keys move, Enter opens the day.
// A day says everything in one sentence; its bars, which may have begun days before, are for the eye.

// biome-ignore-all lint/a11y/useSemanticElements: bars reach across cells, which no table allows.
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus moves over the days, not rows and heads.

import { useMemo, useRef, useState } from 'react'
import { tintOf } from '../../ui/person.tsx'
import { formatOf } from '../../ui/zone.ts'
import { dateOf, type Window } from '../schedule-search.ts'
import { type Bar, gapInWords, type RoleShifts } from '../shifts.ts'
import { LINES_MAX, lineInWords, type MonthBar, type MonthDay, weeksOf } from './month.ts'

const LANE_PX = 26
const HEAD_PX = 26
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export function Calendar(props: {
  readonly roles: readonly RoleShifts[]
  readonly window: Window
  readonly zone: string
  readonly now: number
  readonly me: string
  readonly onOpen: (bar: Bar) => void
  readonly onDay: (date: string) => void
}) {
  const { roles, window, zone, now, me, onOpen, onDay } = props
  const grid = useRef<HTMLDivElement>(null)
  const weeks = useMemo(() => weeksOf(roles, window, zone), [roles, window, zone])
  const days = weeks.flatMap((week) => week.days)
  const today = days.findIndex((day) => day.startsAt <= now && day.endsAt > now)
  const [chosen, setChosen] = useState<number | null>(null)
  const first = days.findIndex((day) => day.inMonth)
  const focused = chosen !== null && chosen < days.length ? chosen : today >= 0 ? today : first
  const open = (day: MonthDay | undefined) => day && onDay(dateOf(day.startsAt, zone))
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.target instanceof HTMLButtonElement) return
    const week = Math.floor(focused / 7) * 7
    const to = {
      ArrowRight: focused + 1,
      ArrowLeft: focused - 1,
      ArrowDown: focused + 7,
      ArrowUp: focused - 7,
      Home: week,
      End: week + 6,
    }[event.key]
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      return open(days[focused])
    }
    if (to === undefined) return
    event.preventDefault()
    if (to < 0 || to >= days.length) return
    setChosen(to)
    grid.current?.querySelectorAll<HTMLElement>('.month-day')[to]?.focus()
  }
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={-1}
      className="card month"
      aria-label={`${formatOf(zone, { month: 'long', year: 'numeric' }).format(window.startsAt)}. Arrow keys move, Enter opens the day.`}
      onKeyDown={onKeyDown}
    >
      <div role="row" className="month-week month-head">
        {WEEKDAYS.map((name) => (
          <div key={name} role="columnheader">
            {name}
          </div>
        ))}
      </div>
      {weeks.map((week, row) => (
        <div key={week.days[0]?.startsAt} role="row" className="month-week">
          {week.days.map((day, column) => {
            const index = row * 7 + column
            const more = day.lines.length - LINES_MAX
            const shown = more > 0 ? day.lines.slice(0, LINES_MAX - 1) : day.lines
            const number = formatOf(zone, { day: 'numeric' }).format(day.startsAt)
            const name = formatOf(zone, { weekday: 'long', day: 'numeric', month: 'long' })
            const look = [
              'month-day',
              !day.inMonth && 'outside',
              index === today && 'today',
              column > 4 && 'weekend',
            ]
            return (
              <div
                key={day.startsAt}
                role="gridcell"
                tabIndex={index === focused ? 0 : -1}
                className={look.filter(Boolean).join(' ')}
                style={{ paddingTop: HEAD_PX + week.lanes * LANE_PX }}
                onFocus={() => setChosen(index)}
              >
                <span className="hidden-visually">
                  {name.format(day.startsAt)}: {day.says}
                  {day.change && `, ${day.change}`}
                </span>
                <span className="month-number" aria-hidden="true">
                  {number}
                </span>
                {day.change && (
                  <span className="month-change" aria-hidden="true">
                    ⏱ {day.change}
                  </span>
                )}
                {day.bars.map((one) => (
                  <AcrossDays key={one.bar.key} one={one} me={me} onOpen={onOpen} />
                ))}
                {shown.map((bar) => (
                  <button
                    key={bar.key}
                    type="button"
                    tabIndex={-1}
                    aria-hidden="true"
                    className={`month-line ${bar.kind} ${isOf(bar, me) ? 'mine' : ''}`}
                    onClick={() => onOpen(bar)}
                  >
                    {lineInWords(bar, zone)}
                  </button>
                ))}
                {more > 0 && (
                  <button
                    type="button"
                    tabIndex={-1}
                    aria-hidden="true"
                    className="month-line more"
                    onClick={() => open(day)}
                  >
                    +{day.lines.length - shown.length} more
                  </button>
                )}
              </div>
            )
          })}
        </div>
      ))}
    </div>
  )
}

const isOf = (bar: Bar, me: string) => bar.people.some((person) => person.id === me)

function AcrossDays(props: {
  readonly one: MonthBar
  readonly me: string
  readonly onOpen: (bar: Bar) => void
}) {
  const { bar, lane, left, width } = props.one
  const [person] = bar.people
  const gap = bar.kind === 'gap'
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-hidden="true"
      className={`month-bar ${bar.kind} ${bar.override ? 'by-override' : ''} ${isOf(bar, props.me) ? 'mine' : ''}`}
      style={{
        left: `calc(${left * 100}% + 1px)`,
        width: `calc(${width * 100}% + ${Math.floor(left + width - 0.001)}px - 2px)`,
        top: HEAD_PX + lane * LANE_PX,
        ...(person && !gap && { background: tintOf(person.name) }),
      }}
      onClick={() => props.onOpen(bar)}
    >
      {bar.override && '⇄ '}
      {gap ? gapInWords(bar) : bar.words}
    </button>
  )
}
