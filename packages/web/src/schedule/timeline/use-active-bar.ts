// Which bar the keyboard is on. The grid keeps the focus and points to the bar; arrow keys move along
// a row or to the nearest bar of the next one, and what they lead to is brought into sight.

import { type RefObject, useMemo, useState } from 'react'
import type { Window } from '../schedule-search.ts'
import type { Bar } from '../shifts.ts'
import { neighbour, type PlacedRow } from './rows.ts'
import { type Scale, xOf } from './scale.ts'

const MARGIN_PX = 48
const MOVES = ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp', 'Home', 'End']

export type BarInRow = { readonly bar: Bar; readonly row: PlacedRow }

export function useActiveBar(input: {
  readonly grid: RefObject<HTMLDivElement | null>
  readonly rows: readonly PlacedRow[]
  readonly window: Window
  readonly scale: Scale
  readonly room: number
  readonly now: number
  readonly onOpen: (bar: Bar) => void
}) {
  const { grid, rows, window, scale, room, now, onOpen } = input
  const [key, setKey] = useState<string | null>(null)
  const bars = useMemo(
    () => new Map(rows.flatMap((row) => row.bars.map((bar) => [bar.key, { bar, row }] as const))),
    [rows],
  )
  const active: BarInRow | null = (key !== null && bars.get(key)) || null
  const inWindow = (bar: Bar) => bar.endsAt > window.startsAt && bar.startsAt < window.endsAt

  const activate = (bar: Bar | null) => {
    const found = bar && bars.get(bar.key)
    if (!found) return
    setKey(found.bar.key)
    if (grid.current) reveal(grid.current, found, scale, room)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if ((event.key === 'Enter' || event.key === ' ') && active) {
      event.preventDefault()
      return onOpen(active.bar)
    }
    if (!MOVES.includes(event.key)) return
    event.preventDefault()
    const cut = rows.map((row) => ({ ...row, bars: row.bars.filter(inWindow) }))
    const from = Math.max(window.startsAt, Math.min(now, window.endsAt - 1))
    activate(neighbour(cut, key, event.key, active ? window.startsAt : from))
  }
  /** Whoever comes by Tab is on what runs now. */
  const onFocus = () => {
    if (active) return
    const first = rows.find((row) => row.kind === 'final')
    const here = first?.bars.filter(inWindow) ?? []
    setKey((here.find((bar) => bar.endsAt > now) ?? here[0])?.key ?? null)
  }
  return { active, bars, setKey, onKeyDown, onFocus }
}

function reveal(element: HTMLElement, { bar, row }: BarInRow, scale: Scale, room: number) {
  const left = Math.max(0, xOf(scale, bar.startsAt))
  const right = Math.min(scale.width, xOf(scale, bar.endsAt))
  if (left < element.scrollLeft || right - left > room) element.scrollLeft = left - MARGIN_PX
  else if (right > element.scrollLeft + room) element.scrollLeft = right - room + MARGIN_PX
  const { scrollTop, clientHeight } = element
  if (row.top < scrollTop) element.scrollTop = row.top - MARGIN_PX
  else if (row.top + row.height + MARGIN_PX > scrollTop + clientHeight)
    element.scrollTop = row.top + row.height + MARGIN_PX - clientHeight
}
