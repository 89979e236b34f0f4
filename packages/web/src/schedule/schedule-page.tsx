// S2: who is on call when, why, and what is wrong with the plan. The address holds everything.

import './schedule.css'
import { getSchedule, type ScheduleView } from '@evenwatch/api'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useContext, useMemo, useState } from 'react'
import { useKeys } from '../app/keys.ts'
import { LinkButton } from '../app/link-button.tsx'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe } from '../app/session.ts'
import { Button } from '../ui/button.tsx'
import { useNow } from '../ui/now.ts'
import { Empty } from '../ui/states.tsx'
import { DisplayZone, Time } from '../ui/time.tsx'
import { toast } from '../ui/toast.tsx'
import { useNarrow } from '../ui/use-narrow.ts'
import { Agenda } from './agenda.tsx'
import { Calendar } from './calendar/calendar.tsx'
import { changeLink } from './change-link.ts'
import { ConcernsButton } from './concerns/concerns-button.tsx'
import { daysOffIn } from './days-off.ts'
import { DaysOffTable } from './days-off-table.tsx'
import { MoreMenu } from './more-menu.tsx'
import type { PlannedDraft } from './planning/draft-of-plan.ts'
import { QualityButton } from './quality/quality-button.tsx'
import {
  dateOf,
  parseScheduleSearch,
  type ScheduleSearch,
  stepDate,
  VIEWS,
  windowOf,
} from './schedule-search.ts'
import { ScaleSwitch, ScheduleTools } from './schedule-tools.tsx'
import { ShiftCard } from './shift-card.tsx'
import { ShiftTable } from './shift-table.tsx'
import { type Bar, finalBars, within } from './shifts.ts'
import type { Picked } from './timeline/picked.ts'
import { rowsOf } from './timeline/rows.ts'
import { Timeline } from './timeline/timeline.tsx'
import { useDaysOff } from './use-days-off.ts'
import { useEverybody, useRoleShifts } from './use-schedule-data.ts'
import { WhoAt } from './who-at.tsx'

const RotationEditor = lazy(() =>
  import('./editor/rotation-editor.tsx').then((module) => ({ default: module.RotationEditor })),
)
const PlanPeriodPanel = lazy(() =>
  import('./planning/plan-period-panel.tsx').then((module) => ({
    default: module.PlanPeriodPanel,
  })),
)
const HistoryPanel = lazy(() =>
  import('./editor/history-panel.tsx').then((module) => ({ default: module.HistoryPanel })),
)
const OverridesList = lazy(() =>
  import('./change/overrides-list.tsx').then((module) => ({ default: module.OverridesList })),
)

const QualityPanel = lazy(() =>
  import('./quality/quality-panel.tsx').then((module) => ({ default: module.QualityPanel })),
)

const ConcernsPanel = lazy(() =>
  import('./concerns/concerns-panel.tsx').then((module) => ({ default: module.ConcernsPanel })),
)
const SubscribeDialog = lazy(() =>
  import('./calendar/subscribe-dialog.tsx').then((module) => ({ default: module.SubscribeDialog })),
)

export function SchedulePage() {
  const { schedule: name = '' } = useParams({ strict: false })
  const read = useRead(getSchedule, { params: { schedule: String(name) } })
  return (
    <div className="page wide">
      <p className="small crumbs">
        <Link to={paths.schedules()}>Schedules</Link> <span className="faint">/ {name}</span>
      </p>
      <Reading of={read} what="The schedule" lines={6} asPage>
        {(schedule) => <ScheduleBody schedule={schedule} />}
      </Reading>
    </div>
  )
}

type Change = { readonly [K in keyof ScheduleSearch]: ScheduleSearch[K] | undefined }

function useScheduleSearch() {
  const raw = useSearch({ strict: false })
  const key = JSON.stringify(raw)
  // The text stands for the object.
  const search = useMemo(() => parseScheduleSearch(raw), [key])
  const navigate = useNavigate()
  const change = (next: Change) =>
    void navigate({
      to: '.',
      search: parseScheduleSearch({ ...search, ...next }),
      replace: true,
      resetScroll: false,
    })
  return { search, change }
}

function ScheduleBody({ schedule }: { readonly schedule: ScheduleView }) {
  const { search, change } = useScheduleSearch()
  const mine = useContext(DisplayZone)
  const me = useMe()
  const now = useNow(60_000)
  const narrow = useNarrow()
  const navigate = useNavigate()
  const [scrubbed, setScrubbed] = useState<number | null>(null)
  const own = schedule.spec.timeZone
  const zone = search.in === 'mine' ? mine : search.in === 'utc' ? 'UTC' : (search.in ?? own)
  const span = search.view === 'calendar' ? 'month' : (search.span ?? 'fortnight')
  const view = narrow && search.view === undefined ? 'agenda' : (search.view ?? 'timeline')
  const { startsAt, endsAt } = windowOf(search, now, zone)
  const window = useMemo(() => ({ startsAt, endsAt }), [startsAt, endsAt])
  const { read, roles } = useRoleShifts(schedule, window)
  const users = useEverybody()
  const shadesOf = useDaysOff(window, users)
  const rows = useMemo(
    () => rowsOf({ schedule, roles, users: users ?? [], shadesOf, me: me.id, window }),
    [schedule, roles, users, shadesOf, me.id, window],
  )
  const opened = search.open === undefined ? null : findBar(rows, search.open)
  const open = (bar: Bar) => {
    if (bar.kind !== 'gap') return change({ open: bar.key })
    const { role, startsAt: from, endsAt: until } = bar
    void navigate(changeLink(schedule.name, { kind: 'override', role, from, until }))
  }
  const pick = ({ row, span: { startsAt: from, endsAt: until } }: Picked) => {
    if (until <= Date.now()) return toast('That time has passed: who was on call stays as it was.')
    const role = row.role ?? 'primary'
    const held =
      row.kind === 'person' && row.bars.some((bar) => bar.startsAt < until && bar.endsAt > from)
    const away = held ? { away: row.key.slice('person.'.length) } : {}
    void navigate(changeLink(schedule.name, { kind: 'override', role, from, until, ...away }))
  }
  const at = scrubbed ?? (search.at === undefined ? null : Date.parse(search.at))
  const ask = (instant: number | null, done: boolean) => {
    setScrubbed(done ? null : instant)
    if (done) change({ at: instant === null ? undefined : new Date(instant).toISOString() })
  }
  const [planned, setPlanned] = useState<PlannedDraft | null>(null)
  const close = () => {
    setPlanned(null)
    change({ panel: undefined })
  }
  const move = (by: 1 | -1) => change({ date: stepDate(search, by, now, zone), at: undefined })
  const today = () => change({ date: undefined, at: undefined })
  useKeys([
    {
      keys: 'c',
      does: 'Create override',
      run: () => void navigate(changeLink(schedule.name, { kind: 'override' })),
    },
    { keys: 't', does: 'Jump to now', run: today },
    { keys: '[', does: 'Earlier', run: () => move(-1) },
    { keys: ']', does: 'Later', run: () => move(1) },
    {
      keys: 'v',
      does: 'Next view',
      run: () => {
        const index = VIEWS.indexOf(search.view ?? 'timeline')
        change({ view: VIEWS[(index + 1) % VIEWS.length] })
      },
    },
    {
      keys: 'shift t',
      does: 'Timeline or table',
      run: () => change({ view: search.view === 'table' ? undefined : 'table' }),
    },
  ])
  const onCallHere = roles.some((data) =>
    within(finalBars(data), window).some((bar) => bar.people.some((person) => person.id === me.id)),
  )
  const common = { roles, window, zone, now, onOpen: open }
  return (
    <>
      <div className="page-head">
        <h1>{schedule.displayName}</h1>
        <span className="muted small grow">
          {schedule.spec.team && `Team ${schedule.spec.team} · `}changed{' '}
          <Time at={schedule.updatedAt} />
        </span>
        <ConcernsButton schedule={schedule} onOpen={() => change({ panel: 'concerns' })} />
        <QualityButton schedule={schedule} onOpen={() => change({ panel: 'quality' })} />
        <MoreMenu schedule={schedule} onPanel={(panel) => change({ panel })} />
        {onCallHere && (
          <LinkButton kind="primary" {...changeLink(schedule.name, { kind: 'cover' })}>
            Get cover
          </LinkButton>
        )}
        <LinkButton
          {...(onCallHere ? {} : { kind: 'primary' as const })}
          {...changeLink(schedule.name, { kind: 'override' })}
        >
          Override
        </LinkButton>
      </div>
      <ScheduleTools {...{ search, change, window, zone, own, mine, move, today, narrow, view }} />
      <Reading of={read} what="The shifts" rows>
        {() => (
          <>
            {schedule.spec.layers.length === 0 && (
              <div className="card">
                <Empty title="Nobody is on call yet.">
                  <p>Choose a plan to begin with: weekly, follow the sun, or hours and nights.</p>
                  <Button kind="primary" onClick={() => change({ panel: 'rotation' })}>
                    Set up the rotation
                  </Button>
                </Empty>
              </div>
            )}
            {view === 'timeline' && (
              <>
                <div className="row wrap">
                  <WhoAt {...{ roles, window, zone, now, at }} onAt={ask} />
                  {span === 'year' && (
                    <ScaleSwitch
                      wide={search.wide === true}
                      onChange={(wide) => change({ wide: wide || undefined })}
                    />
                  )}
                </div>
                <Timeline
                  {...common}
                  rows={rows}
                  span={span}
                  isWide={search.wide === true}
                  at={at}
                  onAt={ask}
                  onPick={pick}
                />
              </>
            )}
            {view === 'table' && (
              <div className="stack">
                <ShiftTable {...common} name={schedule.name} daysOff={daysOffIn(rows, window)} />
                <DaysOffTable daysOff={daysOffIn(rows, window)} zone={zone} />
                <Suspense fallback={null}>
                  <OverridesList schedule={schedule.name} zone={zone} />
                </Suspense>
              </div>
            )}
            {view === 'calendar' && (
              <Calendar
                {...common}
                me={me.id}
                onDay={(date) => change({ view: undefined, span: 'day', date })}
              />
            )}
            {view === 'agenda' && <Agenda {...common} rows={rows} me={me.id} />}
          </>
        )}
      </Reading>
      <Suspense fallback={null}>
        {search.panel === 'rotation' && (
          <RotationEditor
            schedule={schedule}
            now={now}
            planned={planned}
            onPlan={() => change({ panel: 'plan' })}
            onClose={close}
          />
        )}
        {search.panel === 'plan' && (
          <PlanPeriodPanel
            schedule={schedule}
            now={now}
            onClose={close}
            onUse={(draft) => {
              setPlanned(draft)
              change({ panel: 'rotation' })
            }}
          />
        )}
        {search.panel === 'quality' && (
          <QualityPanel
            schedule={schedule}
            zone={zone}
            onClose={close}
            onPlace={(instant) =>
              change({
                panel: undefined,
                view: undefined,
                span: 'week',
                date: dateOf(instant, zone),
                at: new Date(instant).toISOString(),
              })
            }
          />
        )}
        {search.panel === 'concerns' && <ConcernsPanel schedule={schedule} onClose={close} />}
        {search.panel === 'subscribe' && <SubscribeDialog schedule={schedule} onClose={close} />}
        {search.panel === 'history' && <HistoryPanel schedule={schedule} onClose={close} />}
      </Suspense>
      {opened && (
        <ShiftCard schedule={schedule} bar={opened} onClose={() => change({ open: undefined })} />
      )}
    </>
  )
}

function findBar(rows: readonly { readonly bars: readonly Bar[] }[], key: string): Bar | null {
  for (const row of rows) {
    const found = row.bars.find((bar) => bar.key === key)
    if (found) return found
  }
  return null
}
