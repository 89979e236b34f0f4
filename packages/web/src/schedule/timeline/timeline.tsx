// The picture: the final line first and thick, overrides, the layers that produce it, the people.
// A grid whose rows are lines and whose cells are bars: arrow keys move, Enter opens. The grid keeps
// the focus and names the active bar, so that nothing is lost when a bar is scrolled out of sight.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.

import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { SpanName, Window } from '../schedule-search.ts'
import { type Bar, barAt } from '../shifts.ts'
import { Axis } from './axis.tsx'
import { Backdrop, Mark } from './backdrop.tsx'
import { idOfBar } from './bar.tsx'
import type { Picked } from './picked.ts'
import { layoutOf } from './row-layout.ts'
import { RowHeads, RowView } from './row-view.tsx'
import type { PlacedRow } from './rows.ts'
import { atX, type Scale, scaleOf, xOf } from './scale.ts'
import { SpanPick } from './span-pick.tsx'
import { sayBar, stampsOf } from './stamps.ts'
import { useActiveBar } from './use-active-bar.ts'
import { rowsInView, useRoom, useView } from './use-view.ts'

const headPx = (whole: number) => (whole < 760 ? 116 : 176)
const WIDE_HEAD_PX = 176

export type TimelineProps = {
  readonly rows: readonly PlacedRow[]
  readonly window: Window
  readonly span: SpanName
  /** A year day by day, to be scrolled, instead of fitted into the room. */
  readonly isWide: boolean
  readonly zone: string
  readonly now: number
  /** The instant asked about. */
  readonly at: number | null
  readonly onAt: (at: number, done: boolean) => void
  readonly onOpen: (bar: Bar) => void
  /** Time was chosen in a row, to put somebody else on call. */
  readonly onPick: (picked: Picked) => void
}

export function Timeline(props: TimelineProps) {
  const { rows, window, span, isWide, zone, now, at, onOpen, onAt } = props
  const grid = useRef<HTMLDivElement>(null)
  const room = useRoom(grid, headPx)
  const scale = useMemo(() => scaleOf(window, span, room, isWide), [window, span, room, isWide])
  const stamps = useMemo(() => stampsOf(window, zone), [window, zone])
  const { active, bars, setKey, onKeyDown, onFocus } = useActiveBar({
    ...{ grid, rows, window, scale, room, now, onOpen },
  })
  const latestAt = useRef(onAt)
  latestAt.current = onAt
  const point = useCallback((instant: number, done: boolean) => latestAt.current(instant, done), [])
  const head = headPx(room + WIDE_HEAD_PX)
  const height = rows.reduce((sum, row) => sum + row.height, 0)
  const { view, laidOut, heads } = useDrawnRows(grid, rows, scale, room)

  useEffect(() => {
    if (grid.current && scale.width > room) {
      grid.current.scrollLeft = Math.max(0, xOf(scale, now) - room / 3)
    }
    // Only when another range is shown; the clock going on moves nothing.
  }, [scale])

  const barUnder = (event: React.MouseEvent) =>
    bars.get(keyUnder(event.target, event.clientX, rows, scale) ?? '')

  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      className="card plan"
      aria-label="Shifts. Arrow keys move, Enter opens, Shift with an arrow key chooses time for an override."
      aria-rowcount={rows.length + 1}
      aria-activedescendant={active ? idOfBar(active.bar.key) : undefined}
      style={{ ['--head' as string]: `${head}px` }}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={(event) => {
        const found = barUnder(event)
        if (!found) return
        setKey(found.bar.key)
        onOpen(found.bar)
      }}
      onPointerMove={(event) => {
        const { target } = event
        if (!(target instanceof HTMLElement) || !target.matches('[data-bar], [data-strip]')) return
        const found = barUnder(event)
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
            active={row === active?.row ? active.bar.key : null}
          />
        ))}
        <Mark scale={scale} at={now} kind="now" words="now" />
        {at !== null && <Mark scale={scale} at={at} kind="asked" words={stamps.clock(at)} />}
        <SpanPick
          {...{ grid, rows, scale, stamps, zone, now, head, active }}
          onPick={props.onPick}
        />
      </div>
    </div>
  )
}

/** The rows in sight with how each is drawn; the names beside them change only when the rows do. */
function useDrawnRows(
  grid: React.RefObject<HTMLDivElement | null>,
  rows: readonly PlacedRow[],
  scale: Scale,
  room: number,
) {
  const view = useView(grid, scale, room, rows.length)
  const layouts = useMemo(
    () => new Map(rows.map((row) => [row, layoutOf(row, scale)] as const)),
    [rows, scale],
  )
  const shown = rowsInView(rows, view)
  const laidOut = shown.flatMap((row) => {
    const layout = layouts.get(row)
    return layout ? [{ row, layout }] : []
  })
  // The same list as long as the same rows are in sight.
  const heads = useMemo(() => rowsInView(rows, view), [rows, shown[0]?.key, shown.at(-1)?.key])
  return { view, laidOut, heads }
}

/** A painted bar is found by where the pointer is. */
function keyUnder(
  target: EventTarget,
  clientX: number,
  rows: readonly PlacedRow[],
  scale: Scale,
): string | null {
  if (!(target instanceof Element)) return null
  const key = target.closest<HTMLElement>('[data-bar]')?.dataset.bar
  if (key !== undefined) return key
  const strip = target.closest<HTMLElement>('[data-strip]')
  const track = strip?.parentElement?.getBoundingClientRect()
  const row = rows.find((one) => one.key === strip?.dataset.strip)
  return (track && row && barAt(row.bars, atX(scale, clientX - track.left))?.key) || null
}
