// What of the picture is in sight: its room, the tiles and the rows to draw. Changes only when a tile
// or a row comes into sight, so that most frames of scrolling draw nothing new.

import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { PlacedRow } from './rows.ts'
import { OVERSCAN_PX, type Scale, type Tiles, tilesIn } from './scale.ts'

const ROWS_OVERSCAN_PX = 400
/** So many rows are cheaper to keep than to bring and take away. */
const ROWS_KEPT_MAX = 80
const ROWS_STEP_PX = 120

export type View = Tiles & { readonly top: number; readonly bottom: number }

/** The room for the track: what the heads leave. */
export function useRoom(
  ref: RefObject<HTMLElement | null>,
  head: (whole: number) => number,
): number {
  const [room, setRoom] = useState(0)
  const headOf = useRef(head)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => setRoom(element.clientWidth - headOf.current(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return room
}

export function useView(
  ref: RefObject<HTMLElement | null>,
  scale: Scale,
  room: number,
  rowCount: number,
): View {
  const [view, setView] = useState<View>({ first: 0, last: 8, top: 0, bottom: 1_200 })
  const shown = useRef(view)
  useEffect(() => {
    const element = ref.current
    if (!element) return
    const look = () => {
      const next = viewOf(element, scale, room)
      const sameRows = rowCount <= ROWS_KEPT_MAX || sameHeight(next, shown.current)
      if (sameRows && sameTiles(next, shown.current)) return
      shown.current = next
      // At once and in small steps: put off, the steps of a quick movement pile up into a long one.
      setView(next)
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    return () => element.removeEventListener('scroll', look)
  }, [ref, scale, room, rowCount])
  return view
}

function viewOf(element: HTMLElement, scale: Scale, room: number): View {
  const { scrollLeft, scrollTop, clientHeight } = element
  const up = (px: number) => Math.ceil(px / ROWS_STEP_PX) * ROWS_STEP_PX
  const top = Math.floor(scrollTop / ROWS_STEP_PX) * ROWS_STEP_PX - ROWS_OVERSCAN_PX
  const bottom = top + up(clientHeight) + ROWS_STEP_PX + 2 * ROWS_OVERSCAN_PX
  return { ...tilesIn(scale, scrollLeft, Math.max(room, OVERSCAN_PX)), top, bottom }
}

const sameTiles = (one: View, other: View) => one.first === other.first && one.last === other.last
const sameHeight = (one: View, other: View) => one.top === other.top && one.bottom === other.bottom

export const rowsInView = (rows: readonly PlacedRow[], view: View) =>
  rows.length <= ROWS_KEPT_MAX
    ? rows
    : rows.filter((row) => row.top + row.height > view.top && row.top < view.bottom)
