// Teams down, days across. A grid: arrow keys move, Enter opens the day. Marks stand for the eye; the
// sentences beside them say the same.

import { Link } from '@tanstack/react-router'
import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { paths } from '../../app/paths.ts'
import { Avatar } from '../../ui/person.tsx'
import { formatOf } from '../../ui/zone.ts'
import type { OrgDate } from './org-search.ts'
import {
  counted,
  dayInWords,
  gapInWords,
  type OrgCalendar,
  type OrgDay,
  type OrgSchedule,
  policyInWords,
  whoInWords,
} from './team-summary.ts'

const AVATARS_MAX = 3
const EVENT_LINES_MAX = 6

export type People = ReadonlyMap<string, OrgCalendar['people'][number]>
type Place = { readonly row: number; readonly column: number }

export const openKey = (schedule: string, date: string): string => `${schedule}:${date}`

export function OrgGrid(props: {
  readonly calendar: OrgCalendar
  readonly schedules: readonly OrgSchedule[]
  readonly dates: readonly OrgDate[]
  readonly people: People
  readonly now: number
  readonly zone: string
  readonly onOpen: (key: string) => void
}) {
  const { calendar, schedules, dates, people, now, zone, onOpen } = props
  const table = useRef<HTMLTableElement>(null)
  const today = dates.findIndex(({ startsAt, endsAt }) => startsAt <= now && endsAt > now)
  const [place, setPlace] = useState<Place>({ row: 0, column: Math.max(0, today) })
  const scroller = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // A month is wider than most screens; what matters begins today.
    const head = table.current?.tHead?.rows[0]
    const [names, day] = [head?.cells[0], head?.cells[today + 1]]
    if (!scroller.current || !names || !day) return
    const isHidden = day.offsetLeft + 7 * day.offsetWidth > scroller.current.clientWidth
    scroller.current.scrollLeft =
      today > 0 && isHidden ? day.offsetLeft - names.offsetWidth - day.offsetWidth : 0
  }, [today])
  const row = Math.min(place.row, schedules.length - 1)
  const column = Math.min(place.column, dates.length - 1)
  const teamOf = (name: string | null) =>
    name === null
      ? 'All teams'
      : (schedules.find(({ team }) => team?.name === name)?.team?.displayName ?? name)
  const onFocus = useCallback((next: Place) => setPlace(next), [])
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (!(event.target instanceof HTMLTableCellElement)) return
    const [schedule, date] = [schedules[row], dates[column]]
    if ((event.key === 'Enter' || event.key === ' ') && schedule && date) {
      event.preventDefault()
      return onOpen(openKey(schedule.schedule, date.date))
    }
    const to = {
      ArrowRight: { row, column: column + 1 },
      ArrowLeft: { row, column: column - 1 },
      ArrowDown: { row: row + 1, column },
      ArrowUp: { row: row - 1, column },
      Home: { row, column: 0 },
      End: { row, column: dates.length - 1 },
    }[event.key]
    if (!to) return
    event.preventDefault()
    if (!schedules[to.row] || !dates[to.column]) return
    setPlace(to)
    const cells = table.current?.tBodies[0]?.rows[to.row]?.querySelectorAll('td')
    cells?.[to.column]?.focus()
  }
  return (
    <div ref={scroller} className="card org-scroll">
      <table
        ref={table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose cells act.
        role="grid"
        className="org"
        aria-label="Teams by day. Arrow keys move, Enter opens the day."
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th scope="col">Schedule</th>
            {dates.map(({ date, startsAt, endsAt }) => (
              <th
                key={date}
                scope="col"
                className={startsAt <= now && endsAt > now ? 'today' : undefined}
              >
                {formatOf(zone, { weekday: 'short', day: 'numeric' }).format(startsAt)}
              </th>
            ))}
          </tr>
          {calendar.events.slice(0, EVENT_LINES_MAX).map((event) => (
            <EventLine key={event.id} event={event} team={teamOf(event.team)} dates={dates} />
          ))}
        </thead>
        <tbody>
          {schedules.map((schedule, index) => (
            <OrgRow
              key={schedule.schedule}
              schedule={schedule}
              index={index}
              dates={dates}
              people={people}
              now={now}
              focused={index === row ? column : null}
              onFocus={onFocus}
              onOpen={onOpen}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EventLine(props: {
  readonly event: OrgCalendar['events'][number]
  readonly team: string
  readonly dates: readonly OrgDate[]
}) {
  const { event, team, dates } = props
  const meets = (date: OrgDate) =>
    Date.parse(event.startsAt) < date.endsAt && Date.parse(event.endsAt) > date.startsAt
  const first = dates.findIndex(meets)
  if (first < 0) return null
  const count = dates.filter(meets).length
  const after = dates.length - first - count
  const words = event.wantsDouble ? `${event.name} · two people` : event.name
  return (
    <tr className="org-event">
      <th scope="row">{team}</th>
      {first > 0 && <td colSpan={first} />}
      <td colSpan={count} className="org-event-bar" title={words}>
        {words}
      </td>
      {after > 0 && <td colSpan={after} />}
    </tr>
  )
}

const OrgRow = memo(function OrgRow(props: {
  readonly schedule: OrgSchedule
  readonly index: number
  readonly dates: readonly OrgDate[]
  readonly people: People
  readonly now: number
  readonly focused: number | null
  readonly onFocus: (place: Place) => void
  readonly onOpen: (key: string) => void
}) {
  const { schedule, index, dates, people, now, focused, onFocus, onOpen } = props
  const days = new Map(schedule.days.map((day) => [day.date, day]))
  return (
    <tr>
      <th scope="row">
        <Link to={paths.schedule(schedule.schedule)} className="strong">
          {schedule.displayName}
        </Link>
        <div className="tiny muted">{schedule.team?.displayName ?? 'no team'}</div>
        <OpenAlerts schedule={schedule} />
      </th>
      {dates.map((date, column) => {
        const day = days.get(date.date)
        const look = [
          'org-day',
          day && day.gapMinutes > 0 && 'gap',
          date.isWeekend && 'weekend',
          date.endsAt <= now && 'past',
        ]
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys of its cells.
          <td
            key={date.date}
            tabIndex={focused === column ? 0 : -1}
            className={look.filter(Boolean).join(' ')}
            onFocus={() => onFocus({ row: index, column })}
            onClick={() => onOpen(openKey(schedule.schedule, date.date))}
          >
            {day ? <Marks day={day} people={people} /> : null}
          </td>
        )
      })}
    </tr>
  )
})

export function OpenAlerts({ schedule }: { readonly schedule: OrgSchedule }) {
  const { team, openAlertGroups } = schedule
  if (!team || openAlertGroups === 0) return null
  return (
    <Link
      to={paths.alerts()}
      search={{ scope: 'all', team: team.name } as never}
      className="tiny nowrap"
    >
      {counted(openAlertGroups, 'open alert')}
    </Link>
  )
}

function Marks({ day, people }: { readonly day: OrgDay; readonly people: People }) {
  const nameOf = (id: string) => people.get(id)?.displayName ?? id
  const shown = day.users.slice(0, AVATARS_MAX).flatMap((id) => people.get(id) ?? [])
  const missing = day.away.some(({ isOnCall }) => isOnCall)
  return (
    <>
      <span className="hidden-visually">{dayInWords(day, nameOf).join(' ')}</span>
      <span aria-hidden="true">
        <span className="org-who" title={whoInWords(day, nameOf)}>
          {shown.map((person) => (
            <Avatar key={person.id} {...person} />
          ))}
          {day.users.length > shown.length && (
            <span className="tiny">+{day.users.length - shown.length}</span>
          )}
        </span>
        {day.policies.map((policy) => (
          <span key={policy.id} className="org-policy">
            {policyInWords(policy)}
          </span>
        ))}
        {day.gapMinutes > 0 && <span className="org-mark gap">No one {gapInWords(day)}</span>}
        {day.away.length > 0 && (
          <span className="org-mark">
            {missing ? '▲ ' : ''}
            {day.away.length} away
          </span>
        )}
        {day.overload.length > 0 && <span className="org-mark">▲ load</span>}
      </span>
    </>
  )
}
