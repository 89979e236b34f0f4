// S2, read only: who is on call when, why, and where the plan has holes.

import './schedule.css'
import { getSchedule, listShifts, type ScheduleView } from '@evenwatch/api'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useContext, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { POLL_MS, useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { IconButton } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { Segmented } from '../ui/segmented.tsx'
import { DisplayZone, Time } from '../ui/time.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { cityOf, formatOf, startOfDay, startOfWeek } from '../ui/zone.ts'
import { ShiftCard } from './shift-card.tsx'
import { ShiftTable } from './shift-table.tsx'
import { Timeline } from './timeline.tsx'
import type { Shift } from './timeline-plan.ts'

const SPANS = { week: 7, fortnight: 14, month: 28 } as const
type SpanName = keyof typeof SPANS
type Search = {
  readonly span?: SpanName
  readonly shift?: number
  readonly in?: 'mine' | 'utc'
  readonly view?: 'table'
}

function parseSearch(search: Record<string, unknown>): Search {
  const shift = Number(search.shift)
  const span = search.span
  return {
    ...(span === 'week' || span === 'month' || span === 'fortnight' ? { span } : {}),
    ...(Number.isSafeInteger(shift) && shift !== 0 ? { shift } : {}),
    ...(search.in === 'mine' || search.in === 'utc' ? { in: search.in } : {}),
    ...(search.view === 'table' ? { view: 'table' } : {}),
  }
}

export function SchedulePage() {
  const { schedule: name = '' } = useParams({ strict: false })
  const read = useRead(getSchedule, { params: { schedule: String(name) } })
  return (
    <div className="page">
      <p className="small crumbs">
        <Link to={paths.schedules()}>Schedules</Link> <span className="faint">/ {name}</span>
      </p>
      <Reading of={read} what="The schedule" lines={6} asPage>
        {(schedule) => <ScheduleBody schedule={schedule} />}
      </Reading>
    </div>
  )
}

function ScheduleBody({ schedule }: { readonly schedule: ScheduleView }) {
  const search = parseSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const mine = useContext(DisplayZone)
  const now = useNow(60_000)
  const narrow = useNarrow()
  const [opened, setOpened] = useState<Shift | null>(null)
  const own = schedule.spec.timeZone
  const zone = { mine, utc: 'UTC', own }[search.in ?? 'own']
  const span = search.span ?? 'fortnight'
  const startsAt = startOfDay(startOfWeek(now, zone), zone, (search.shift ?? 0) * SPANS[span])
  const window = { startsAt, endsAt: startOfDay(startsAt, zone, SPANS[span]) }
  const read = useRead(
    listShifts,
    {
      params: { schedule: schedule.name },
      query: {
        from: new Date(window.startsAt).toISOString(),
        until: new Date(window.endsAt).toISOString(),
        layers: 'true',
      },
    },
    { everyMs: POLL_MS * 2, keep: true },
  )
  const change = (next: { readonly [K in keyof Search]: Search[K] | undefined }) =>
    void navigate({
      to: '.',
      search: parseSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  const table = search.view === 'table' || narrow
  const move = (by: number) => change({ shift: (search.shift ?? 0) + by })
  useKeys([
    { keys: 't', does: 'Jump to now', run: () => change({ shift: undefined }) },
    { keys: '[', does: 'Earlier', run: () => move(-1) },
    { keys: ']', does: 'Later', run: () => move(1) },
    {
      keys: 'shift t',
      does: 'Timeline or table',
      run: () => change({ view: search.view === 'table' ? undefined : 'table' }),
    },
  ])
  const edge = (at: number) =>
    formatOf(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)
  return (
    <>
      <div className="page-head">
        <h1 className="grow">{schedule.displayName}</h1>
        <span className="muted small">
          {schedule.spec.team && `Team ${schedule.spec.team} · `}changed{' '}
          <Time at={schedule.updatedAt} />
        </span>
        <LinkButton
          to={paths.whatIf()}
          search={{ for: `schedule:${schedule.name}`, in: schedule.spec.timeZone }}
          size="small"
        >
          Does this still hold?
        </LinkButton>
      </div>
      <div className="row wrap schedule-tools">
        <span className="row" style={{ gap: 2 }}>
          <IconButton label="Earlier ([)" glyph="chevronLeft" onClick={() => move(-1)} />
          <button type="button" className="btn small" onClick={() => change({ shift: undefined })}>
            Today
          </button>
          <IconButton label="Later (])" glyph="chevronRight" onClick={() => move(1)} />
        </span>
        <strong className="schedule-range">
          {edge(window.startsAt)} – {edge(window.endsAt - 1)}
        </strong>
        <span className="grow" />
        <Segmented
          label="Zone of the labels"
          value={search.in ?? 'own'}
          options={[
            { value: 'own', label: cityOf(own) },
            ...(mine !== own ? [{ value: 'mine' as const, label: `${cityOf(mine)} (mine)` }] : []),
            { value: 'utc', label: 'UTC' },
          ]}
          onChange={(value) => change({ in: value === 'own' ? undefined : value })}
        />
        <Segmented
          label="Length"
          value={span}
          options={[
            { value: 'week', label: 'Week' },
            { value: 'fortnight', label: '2 weeks' },
            { value: 'month', label: '4 weeks' },
          ]}
          onChange={(value) =>
            change({ span: value === 'fortnight' ? undefined : value, shift: undefined })
          }
        />
        {!narrow && (
          <Segmented
            label="View"
            value={table ? 'table' : 'timeline'}
            options={[
              { value: 'timeline', label: 'Timeline' },
              { value: 'table', label: 'Table' },
            ]}
            onChange={(value) => change({ view: value === 'table' ? 'table' : undefined })}
          />
        )}
      </div>
      <Reading of={read} what="The shifts" rows>
        {(data) =>
          table ? (
            <ShiftTable data={data} window={window} zone={zone} now={now} />
          ) : (
            <Timeline data={data} window={window} zone={zone} now={now} onOpen={setOpened} />
          )
        }
      </Reading>
      {opened && (
        <ShiftCard
          shift={opened}
          ownZone={own}
          onClose={() => setOpened(null)}
          overrides={read.data?.overrides ?? []}
        />
      )}
    </>
  )
}
