// The picture: the final line first and thick, overrides, then the layers that produce it. A grid:
// rows are lines, cells are shifts, arrow keys move, Enter opens.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the focus moves over the bars, not rows and cells.

import { Fragment, useRef } from 'react'
import { lengthInWords, shortTime } from '../ui/format-time.ts'
import { initialsOf, namesInWords, tintOf } from '../ui/person.tsx'
import { formatOf } from '../ui/zone.ts'
import {
  daysOf,
  finalSpans,
  placeOf,
  type Shift,
  type Shifts,
  type Span,
  type Window,
} from './timeline-plan.ts'

type LineProps = {
  readonly window: Window
  readonly zone: string
  readonly now: number
  readonly onOpen: (shift: Shift) => void
}

export function Timeline(props: LineProps & { readonly data: Shifts }) {
  const { data, window, zone, now } = props
  const grid = useRef<HTMLDivElement>(null)
  const nowAt = placeOf({ startsAt: now, endsAt: now + 60_000 }, window)
  const lines = [...data.layers].sort((a, b) => b.priority - a.priority)
  const asSpans = (shifts: readonly Shift[]) => finalSpans({ shifts: [...shifts], gaps: [] })
  const overridden = data.shifts.filter((shift) => shift.source.kind === 'override')
  return (
    <div
      ref={grid}
      className="card plan"
      role="grid"
      aria-label="Shifts; arrow keys move, Enter opens"
      onKeyDown={(event) => moveInGrid(event)}
    >
      <Axis window={window} zone={zone} />
      <Line {...props} title="Final" className="final" spans={finalSpans(data)} first />
      <Line
        {...props}
        title="Overrides"
        className="override"
        spans={asSpans(overridden)}
        overrides={data.overrides}
      />
      {lines.map((layer) => (
        <Line
          key={layer.name}
          {...props}
          title={layer.name}
          note={`priority ${layer.priority}`}
          className="layer"
          spans={asSpans(layer.shifts)}
        />
      ))}
      {nowAt && (
        <div className="plan-now" aria-hidden="true">
          <span style={{ left: `${nowAt.left}%` }}>
            <b>now</b>
          </span>
        </div>
      )}
    </div>
  )
}

function Axis({ window, zone }: { readonly window: Window; readonly zone: string }) {
  const days = daysOf(window, zone)
  return (
    <div className="plan-row plan-axis" role="row">
      <span role="columnheader" className="plan-head">
        <span className="hidden-visually">Line</span>
      </span>
      <span role="columnheader" className="plan-track">
        {days.map((day) => {
          const place = placeOf(day, window)
          const weekday = formatOf(zone, { weekday: 'short' }).format(day.startsAt)
          const weekend = weekday === 'Sat' || weekday === 'Sun'
          return (
            <span
              key={day.startsAt}
              className={`plan-day ${weekend ? 'weekend' : ''} ${day.change ? 'changed' : ''}`}
              style={{ left: `${place?.left ?? 0}%`, width: `${place?.width ?? 0}%` }}
              title={day.change ?? undefined}
            >
              {days.length > 14
                ? formatOf(zone, { day: 'numeric' }).format(day.startsAt)
                : `${weekday} ${formatOf(zone, { day: 'numeric' }).format(day.startsAt)}`}
              {day.change && <small>{day.change}</small>}
            </span>
          )
        })}
      </span>
    </div>
  )
}

function Line(
  props: LineProps & {
    readonly title: string
    readonly note?: string
    readonly className: string
    readonly spans: readonly Span[]
    readonly overrides?: Shifts['overrides']
    readonly first?: boolean
  },
) {
  const { window, zone } = props
  const visible = props.spans.flatMap((span) => {
    const place = placeOf(span, window)
    return place ? [{ span, place }] : []
  })
  return (
    <div className={`plan-row ${props.className}`} role="row">
      <span role="rowheader" className="plan-head">
        <strong>{props.title}</strong>
        {props.note && <span className="tiny muted">{props.note}</span>}
      </span>
      <span className="plan-track" role="presentation">
        {daysOf(window, zone).map((day) => (
          <span
            key={day.startsAt}
            className="plan-line"
            aria-hidden="true"
            style={{ left: `${placeOf(day, window)?.left ?? 0}%` }}
          />
        ))}
        {visible.length === 0 && (
          <span role="gridcell" className="plan-none faint">
            None
          </span>
        )}
        {visible.map(({ span, place }, index) => (
          <Fragment key={`${span.kind}${span.startsAt}`}>
            <Bar
              {...props}
              span={span}
              place={place}
              tabIndex={props.first && index === 0 ? 0 : -1}
            />
          </Fragment>
        ))}
      </span>
    </div>
  )
}

function Bar(
  props: LineProps & {
    readonly span: Span
    readonly place: { readonly left: number; readonly width: number }
    readonly tabIndex: number
    readonly overrides?: Shifts['overrides']
  },
) {
  const { span, place, zone, now } = props
  const length = lengthInWords(span.endsAt - span.startsAt)
  const edges = `${shortTime(span.startsAt, now, zone)} to ${shortTime(span.endsAt, now, zone)}`
  const when = `${edges}, ${length}`
  const style = { left: `${place.left}%`, width: `calc(${place.width}% - 2px)` }
  if (span.kind === 'gap') {
    const label = `No one, ${length}, ${edges}`
    return (
      <span
        role="gridcell"
        tabIndex={props.tabIndex}
        className="plan-gap"
        style={style}
        aria-label={label}
        title={label}
      >
        <span>No one, {length}</span>
      </span>
    )
  }
  const { shift } = span
  const names = shift.users.length === 0 ? 'Nobody, on purpose' : namesInWords(shift.users)
  const override = props.overrides?.find((item) => item.id === shift.source.override)
  const forWhom = override?.remove ? ` for ${override.remove.displayName}` : ''
  const isOverride = shift.source.kind === 'override'
  const [person] = shift.users
  return (
    <span role="gridcell" className="plan-cell" style={style}>
      <button
        type="button"
        tabIndex={props.tabIndex}
        className={isOverride ? 'plan-bar by-override' : 'plan-bar'}
        style={{ background: person ? tintOf(person.name) : 'var(--neutral)' }}
        aria-label={`${names}${forWhom}, ${when}${isOverride ? ', by override' : ''}`}
        title={`${names}${forWhom}, ${when}`}
        onClick={() => props.onOpen(shift)}
      >
        {isOverride && <span aria-hidden="true">⇄</span>}
        {person && <b data-initials={initialsOf(person.displayName)} aria-hidden="true" />}
        <span className="plan-name">
          {names}
          {forWhom}
        </span>
      </button>
    </span>
  )
}

function moveInGrid(event: React.KeyboardEvent<HTMLElement>) {
  const rows = [...event.currentTarget.querySelectorAll('[role="row"]')]
    .map((row) => [...row.querySelectorAll<HTMLElement>('.plan-bar, .plan-gap')])
    .filter((row) => row.length > 0)
  const row = rows.findIndex((cells) => cells.some((cell) => cell === document.activeElement))
  const column = rows[row]?.findIndex((cell) => cell.matches(':focus')) ?? -1
  if (row < 0) return
  const nearest = (cells: readonly HTMLElement[] | undefined) => {
    const left = document.activeElement?.getBoundingClientRect().left ?? 0
    return cells?.toSorted(
      (a, b) =>
        Math.abs(a.getBoundingClientRect().left - left) -
        Math.abs(b.getBoundingClientRect().left - left),
    )[0]
  }
  const next = {
    ArrowRight: () => rows[row]?.[column + 1],
    ArrowLeft: () => rows[row]?.[column - 1],
    ArrowDown: () => nearest(rows[row + 1]),
    ArrowUp: () => nearest(rows[row - 1]),
    Home: () => rows[row]?.[0],
    End: () => rows[row]?.at(-1),
  }[event.key]
  if (!next) return
  event.preventDefault()
  const target = next()
  if (!target) return
  for (const cell of rows.flat()) cell.tabIndex = cell === target ? 0 : -1
  target.focus()
}
