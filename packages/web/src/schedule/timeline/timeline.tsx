// The picture: the final line first and thick, overrides, the layers that produce it, the people.
// A grid whose rows are lines and whose cells are bars: arrow keys move, Enter opens. The grid keeps
// the focus and names the active bar, so that nothing is lost when a bar is scrolled out of sight.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { SpanName, Window } from '../schedule-search.ts'
import { type Bar, barAt } from '../shifts.ts'
import { Axis, lineTicks } from './axis.tsx'
import { gradientOf, nightBands, weekendBands } from './bands.ts'
import { idOfBar } from './bar.tsx'
import { layoutOf } from './row-layout.ts'
import { RowHeads, RowView } from './row-view.tsx'
import { neighbour, type PlacedRow } from './rows.ts'
import { atX, type Scale, scaleOf, xOf } from './scale.ts'
import { sayBar, stampsOf } from './stamps.ts'
import { rowsInView, useRoom, useView } from './use-view.ts'

const headPx = (whole: number) => (whole < 760 ? 116 : 176)
const MARGIN_PX = 48
const NIGHT = { from: '22:00', until: '07:00' }
const MOVES = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End']

export type TimelineProps = {
  readonly rows: readonly PlacedRow[]
  readonly window: Window
  readonly span: SpanName
  readonly zone: string
  readonly now: number
  /** The instant asked about. */
  readonly at: number | null
  readonly onAt: (at: number, done: boolean) => void
  readonly onOpen: (bar: Bar) => void
}

export function Timeline(props: TimelineProps) {
  const { rows, window, span, zone, now, at, onOpen, onAt } = props
  const grid = useRef<HTMLDivElement>(null)
  const room = useRoom(grid, headPx)
  const scale = useMemo(() => scaleOf(window, span, room), [window, span, room])
  const stamps = useMemo(() => stampsOf(window, zone), [window, zone])
  const view = useView(grid, scale, room, rows.length)
  const [active, setActive] = useState<string | null>(null)
  const bars = useMemo(
    () => new Map(rows.flatMap((row) => row.bars.map((bar) => [bar.key, { bar, row }] as const))),
    [rows],
  )
  const layouts = useMemo(
    () => new Map(rows.map((row) => [row, layoutOf(row, scale)] as const)),
    [rows, scale],
  )
  const activeRow = active === null ? undefined : bars.get(active)?.row
  const latestAt = useRef(onAt)
  latestAt.current = onAt
  const point = useCallback((instant: number, done: boolean) => latestAt.current(instant, done), [])
  const head = headPx(room + 176)
  const height = rows.reduce((sum, row) => sum + row.height, 0)

  useEffect(() => {
    if (grid.current && (span === 'year' || scale.width > room)) {
      grid.current.scrollLeft = Math.max(0, xOf(scale, now) - room / 3)
    }
    // Only when another range is shown; the clock going on moves nothing.
  }, [scale])

  const shown = rowsInView(rows, view)
  const laidOut = shown.flatMap((row) => {
    const layout = layouts.get(row)
    return layout ? [{ row, layout }] : []
  })
  const firstShown = shown[0]?.key
  const lastShown = shown.at(-1)?.key
  // The same list as long as the same rows are in sight.
  const heads = useMemo(() => rowsInView(rows, view), [rows, firstShown, lastShown])

  const reveal = (bar: Bar, row: PlacedRow) => {
    const element = grid.current
    if (!element) return
    const left = Math.max(0, xOf(scale, bar.startsAt))
    const right = Math.min(scale.width, xOf(scale, bar.endsAt))
    if (left < element.scrollLeft || right - left > room) element.scrollLeft = left - MARGIN_PX
    else if (right > element.scrollLeft + room) element.scrollLeft = right - room + MARGIN_PX
    const { scrollTop, clientHeight } = element
    if (row.top < scrollTop) element.scrollTop = row.top - MARGIN_PX
    else if (row.top + row.height + MARGIN_PX > scrollTop + clientHeight)
      element.scrollTop = row.top + row.height + MARGIN_PX - clientHeight
  }
  const activate = (bar: Bar | null) => {
    const found = bar && bars.get(bar.key)
    if (!found) return
    setActive(found.bar.key)
    reveal(found.bar, found.row)
  }
  const inWindow = (bar: Bar) => bar.endsAt > window.startsAt && bar.startsAt < window.endsAt
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    const current = active === null ? undefined : bars.get(active)?.bar
    if ((event.key === 'Enter' || event.key === ' ') && current) {
      event.preventDefault()
      return onOpen(current)
    }
    if (!MOVES.includes(event.key)) return
    event.preventDefault()
    const cut = rows.map((row) => ({ ...row, bars: row.bars.filter(inWindow) }))
    const from = Math.max(window.startsAt, Math.min(now, window.endsAt - 1))
    activate(neighbour(cut, active, event.key, current ? window.startsAt : from))
  }
  /** A painted bar is found by where the pointer is. */
  const keyUnder = (event: React.MouseEvent): string | null => {
    const key = barUnder(event.target)?.dataset.bar
    if (key !== undefined) return key
    const strip =
      event.target instanceof Element ? event.target.closest<HTMLElement>('[data-strip]') : null
    const track = strip?.parentElement?.getBoundingClientRect()
    const row = rows.find((one) => one.key === strip?.dataset.strip)
    return (track && row && barAt(row.bars, atX(scale, event.clientX - track.left))?.key) || null
  }
  const barUnder = (target: EventTarget) =>
    target instanceof Element ? target.closest<HTMLElement>('[data-bar]') : null

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      className="card plan"
      aria-label="Shifts. Arrow keys move, Enter opens."
      aria-rowcount={rows.length + 1}
      aria-activedescendant={active !== null && activeRow ? idOfBar(active) : undefined}
      style={{ ['--head' as string]: `${head}px` }}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active !== null && activeRow) return
        const first = rows.find((row) => row.kind === 'final')
        const here = first?.bars.filter(inWindow) ?? []
        setActive((here.find((bar) => bar.endsAt > now) ?? here[0])?.key ?? null)
      }}
      onClick={(event) => {
        const found = bars.get(keyUnder(event) ?? '')
        if (!found) return
        setActive(found.bar.key)
        onOpen(found.bar)
      }}
      onPointerMove={(event) => {
        const { target } = event
        if (!(target instanceof HTMLElement) || !target.matches('[data-bar], [data-strip]')) return
        const found = bars.get(keyUnder(event) ?? '')
        // A thousand titles that nobody asks for would cost more than they say.
        if (found && target.dataset.said !== found.bar.key) {
          target.dataset.said = found.bar.key
          target.title = sayBar(found.bar, stamps)
        }
      }}
    >
      <Axis scale={scale} zone={zone} onAt={point} />
      <div className="plan-canvas" role="rowgroup" style={{ height, width: head + scale.width }}>
        <RowHeads rows={heads} />
        <Backdrop scale={scale} zone={zone} />
        {laidOut.map(({ row, layout }) => (
          <RowView
            key={row.key}
            row={row}
            index={rows.indexOf(row)}
            layout={layout}
            stamps={stamps}
            first={layout.tiled ? view.first : 0}
            last={layout.tiled ? view.last : 0}
            active={row === activeRow ? active : null}
          />
        ))}
        <Mark scale={scale} at={now} kind="now" words="now" />
        {at !== null && <Mark scale={scale} at={at} kind="asked" words={stamps.clock(at)} />}
      </div>
    </div>
  )
}

function Mark(props: {
  readonly scale: Scale
  readonly at: number
  readonly kind: 'now' | 'asked'
  readonly words: string
}) {
  const { scale, at } = props
  if (at < scale.startsAt || at >= scale.endsAt) return null
  return (
    <div className={`plan-mark ${props.kind}`} aria-hidden="true" style={{ left: xOf(scale, at) }}>
      <b>{props.words}</b>
    </div>
  )
}

function Backdrop({ scale, zone }: { readonly scale: Scale; readonly zone: string }) {
  const lines = useMemo(() => lineTicks(scale, zone), [scale, zone])
  const bands = useMemo(
    () => [
      ...weekendBands(scale, zone).map((band) => gradientOf(band, 'var(--plan-weekend)')),
      ...(scale.span === 'day' || scale.span === 'week'
        ? nightBands(scale, zone, NIGHT).map((band) => gradientOf(band, 'var(--plan-night)'))
        : []),
    ],
    [scale, zone],
  )
  const places = useMemo(
    () => [
      ...weekendBands(scale, zone),
      ...(scale.span === 'day' || scale.span === 'week' ? nightBands(scale, zone, NIGHT) : []),
    ],
    [scale, zone],
  )
  return (
    <div className="plan-back" aria-hidden="true" style={{ width: scale.width }}>
      {places.map((band, index) => (
        <span
          key={`${band.period} ${band.left}`}
          className="plan-shade"
          style={{ left: band.left, width: band.width, backgroundImage: bands[index] }}
        />
      ))}
      {lines.map((tick) => (
        <span
          key={tick.key}
          className="plan-line"
          style={{ left: Math.round(xOf(scale, tick.startsAt)) }}
        />
      ))}
    </div>
  )
}
