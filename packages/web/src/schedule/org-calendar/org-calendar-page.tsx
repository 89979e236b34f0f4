// One calendar over all teams: which of them are thin next week, on one screen. The address holds
// everything.

import '../schedule.css'
import './org-calendar.css'
import { getScheduleCalendar, listTeams } from '@evenwatch/api'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useContext, useMemo } from 'react'
import { useKeys } from '../../app/keys.ts'
import { POLL_MS, useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { VerdictChip } from '../../ui/chip.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { useNow } from '../../ui/now.ts'
import { Segmented } from '../../ui/segmented.tsx'
import { Empty } from '../../ui/states.tsx'
import { DisplayZone } from '../../ui/time.tsx'
import { useNarrow } from '../../ui/use-narrow.ts'
import { rangeInWords } from '../schedule-tools.tsx'
import { BusinessEvents, NewEvent } from './business-events.tsx'
import { DayCard } from './day-card.tsx'
import { OrgGrid, openKey, type People } from './org-grid.tsx'
import { OrgPhone } from './org-phone.tsx'
import {
  askedSpan,
  datesOf,
  type OrgDate,
  type OrgSearch,
  orgWindow,
  parseOrgSearch,
  periodOf,
  stepOrgDate,
} from './org-search.ts'
import { OrgTable } from './org-table.tsx'
import { type OrgCalendar, type TeamSummary, teamKeyOf, teamSummaries } from './team-summary.ts'

type Change = { readonly [K in keyof OrgSearch]: OrgSearch[K] | undefined }

export function OrgCalendarPage() {
  const raw = useSearch({ strict: false })
  const search = parseOrgSearch(raw)
  const navigate = useNavigate()
  const zone = useContext(DisplayZone)
  const now = useNow(60_000)
  const change = (next: Change) =>
    void navigate({
      to: '.',
      search: parseOrgSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  const { startsAt, endsAt } = orgWindow(search, now, zone)
  const window = useMemo(() => ({ startsAt, endsAt }), [startsAt, endsAt])
  const dates = useMemo(() => datesOf(window, zone), [window, zone])
  const query = { ...askedSpan(window), ...(search.team && { team: search.team }) }
  const read = useRead(getScheduleCalendar, { query }, { everyMs: POLL_MS * 4, keep: true })
  const teams = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const move = (by: 1 | -1) => change({ date: stepOrgDate(search, by, now, zone) })
  const today = () => change({ date: undefined })
  const table = () => change({ view: search.view === 'table' ? undefined : 'table' })
  useKeys([
    { keys: 't', does: 'Jump to today', run: today },
    { keys: '[', does: 'Earlier', run: () => move(-1) },
    { keys: ']', does: 'Later', run: () => move(1) },
    { keys: 'shift t', does: 'Calendar or table', run: table },
  ])
  return (
    <div className="page wide">
      <div className="page-head">
        <h1>All teams</h1>
        <p className="lead">Cover, gaps, load and leave, day by day.</p>
      </div>
      <div className="row wrap schedule-tools">
        <span className="row" style={{ gap: 2 }}>
          <IconButton label="Earlier ([)" glyph="chevronLeft" onClick={() => move(-1)} />
          <button type="button" className="btn small" onClick={today}>
            Today
          </button>
          <IconButton label="Later (])" glyph="chevronRight" onClick={() => move(1)} />
        </span>
        <strong className="schedule-range">{rangeInWords(window, zone)}</strong>
        <span className="grow" />
        <SelectField
          label="Team"
          aria-label="Team"
          classNames={{ label: 'hidden-visually' }}
          value={search.team ?? ''}
          data={[
            { value: '', label: 'All teams' },
            ...teams.map((team) => ({ value: team.name, label: team.displayName })),
          ]}
          onChange={(event) => change({ team: event.currentTarget.value || undefined })}
        />
        <Segmented
          label="Which teams"
          value={search.thin ? 'thin' : 'all'}
          options={[
            { value: 'all', label: 'All' },
            { value: 'thin', label: 'Thin' },
          ]}
          onChange={(value) => change({ thin: value === 'thin' ? true : undefined })}
        />
        <Segmented
          label="Range"
          value={search.span ?? 'fortnight'}
          options={[
            { value: 'fortnight', label: '2 weeks' },
            { value: 'month', label: 'Month' },
          ]}
          onChange={(value) => change({ span: value === 'month' ? value : undefined })}
        />
        <Segmented
          label="View"
          value={search.view ?? 'calendar'}
          options={[
            { value: 'calendar', label: 'Calendar' },
            { value: 'table', label: 'Table' },
          ]}
          onChange={(value) => change({ view: value === 'table' ? value : undefined })}
        />
      </div>
      <Reading of={read} what="The calendar" rows lines={8}>
        {(calendar) => <Body {...{ calendar, dates, search, change, zone, now }} />}
      </Reading>
      {search.panel === 'event' && (
        <NewEvent zone={zone} onClose={() => change({ panel: undefined })} />
      )}
    </div>
  )
}

function Body(props: {
  readonly calendar: OrgCalendar
  readonly dates: readonly OrgDate[]
  readonly search: OrgSearch
  readonly change: (next: Change) => void
  readonly zone: string
  readonly now: number
}) {
  const { calendar, dates, search, change, zone, now } = props
  const narrow = useNarrow()
  const people: People = useMemo(
    () => new Map(calendar.people.map((person) => [person.id, person])),
    [calendar.people],
  )
  const summaries = useMemo(
    () => teamSummaries(calendar.schedules, periodOf(dates, now, zone)),
    [calendar.schedules, dates, now, zone],
  )
  const thin = new Set(summaries.filter(({ isThin }) => isThin).map(({ key }) => key))
  const schedules = search.thin
    ? calendar.schedules.filter((one) => thin.has(teamKeyOf(one)))
    : calendar.schedules
  const open = (key: string) => change({ open: key })
  const opened = findDay(calendar, dates, search.open)
  const inSight = calendar.events.filter(
    (event) =>
      Date.parse(event.endsAt) > (dates[0]?.startsAt ?? 0) &&
      Date.parse(event.startsAt) < (dates.at(-1)?.endsAt ?? 0),
  )
  if (calendar.schedules.length === 0) {
    return (
      <div className="card">
        <Empty title={search.team ? `${search.team} has no schedule.` : 'No schedule yet.'}>
          {search.team && <Button onClick={() => change({ team: undefined })}>All teams</Button>}
        </Empty>
      </div>
    )
  }
  return (
    <div className="stack loose">
      <Sentences summaries={summaries} />
      {schedules.length === 0 ? (
        <div className="card">
          <Empty good title="No team is thin in this time." />
        </div>
      ) : search.view === 'table' ? (
        <OrgTable {...{ schedules, dates, people, zone }} />
      ) : narrow ? (
        <OrgPhone {...{ schedules, dates, people, zone }} onOpen={open} />
      ) : (
        <OrgGrid {...{ calendar, schedules, dates, people, now, zone }} onOpen={open} />
      )}
      <BusinessEvents events={inSight} onAdd={() => change({ panel: 'event' })} />
      {opened && (
        <DayCard
          {...opened}
          people={people}
          events={calendar.events}
          zone={zone}
          onClose={() => change({ open: undefined })}
        />
      )}
    </div>
  )
}

function Sentences({ summaries }: { readonly summaries: readonly TeamSummary[] }) {
  const thin = summaries.filter(({ isThin }) => isThin)
  const rest = summaries.filter(({ isThin }) => !isThin)
  return (
    <ul className="org-sentences" aria-label="Each team in a sentence">
      {[...thin, ...rest].map((team) => (
        <li key={team.key}>
          <VerdictChip good={!team.isThin} word={team.isThin ? 'Thin' : 'Covered'} />
          <span>{team.sentence}</span>
        </li>
      ))}
    </ul>
  )
}

function findDay(calendar: OrgCalendar, dates: readonly OrgDate[], key: string | undefined) {
  if (key === undefined) return null
  for (const schedule of calendar.schedules) {
    for (const day of schedule.days) {
      if (openKey(schedule.schedule, day.date) !== key) continue
      const date = dates.find((one) => one.date === day.date)
      return date ? { schedule, day, date } : null
    }
  }
  return null
}
