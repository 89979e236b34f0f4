// Time drawn with a pointer: a mouse draws once it has moved further than a click does, a finger after a
// long press, so that it scrolls before. Escape drops what is drawn, and no click follows it.

import {
  type Latest,
  listen,
  type Picked,
  reveal,
  type Show,
  type SpanPickProps,
} from './picked.ts'
import type { PlacedRow } from './rows.ts'
import { atX } from './scale.ts'
import { snapSpan, stepOf } from './snap.ts'

const LONG_PRESS_MS = 450
/** A pointer that moved less has clicked; a finger that moved more scrolls. */
const CLICK_PX = 5
const FINGER_PX = 10

type Press = {
  readonly row: PlacedRow
  readonly x: number
  readonly y: number
  readonly at: number
  readonly pointer: number
  readonly isFinger: boolean
}

/** What a pointer draws. Returns how to stop listening. */
export function pickByPointer(element: HTMLElement, latest: Latest, show: Show): () => void {
  let press: Press | null = null
  let drawn: Picked | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let swallow = false

  const instantAt = (clientX: number) => {
    const { scale, head } = latest.current
    const x = clientX - canvasOf(element).left - head
    return atX(scale, Math.max(0, Math.min(scale.width - 1, x)))
  }
  const draw = (at: number) => {
    if (!press) return
    const { scale, zone } = latest.current
    drawn = { row: press.row, span: snapSpan(press.at, at, stepOf(scale), zone) }
    show(drawn)
    reveal(element, latest.current, at)
  }
  const begin = () => {
    if (!press) return
    element.setPointerCapture(press.pointer)
    draw(press.at)
  }
  const drop = () => {
    clearTimeout(timer)
    press = null
    drawn = null
    show(null)
  }
  const onDown = (event: PointerEvent) => {
    if (press) return drop()
    const row = rowUnder(event, element, latest.current)
    if (!row || event.button !== 0 || !event.isPrimary) return
    swallow = false
    const isFinger = event.pointerType === 'touch'
    const { clientX: x, clientY: y, pointerId: pointer } = event
    press = { row, x, y, at: instantAt(x), pointer, isFinger }
    if (isFinger) timer = setTimeout(begin, LONG_PRESS_MS)
  }
  const onMove = (event: PointerEvent) => {
    if (!press || event.pointerId !== press.pointer) return
    if (drawn) return draw(instantAt(event.clientX))
    const moved = Math.hypot(event.clientX - press.x, event.clientY - press.y)
    if (press.isFinger) {
      if (moved > FINGER_PX) drop()
    } else if (moved > CLICK_PX) {
      begin()
      draw(instantAt(event.clientX))
    }
  }
  const onUp = (event: PointerEvent) => {
    if (!press || event.pointerId !== press.pointer) return
    const done = drawn
    drop()
    if (!done) return
    swallow = true
    latest.current.onPick(done)
  }
  const onEscape = (event: KeyboardEvent) => {
    if (!drawn || event.key !== 'Escape') return
    event.stopPropagation()
    drop()
    swallow = true
  }
  /** The click that follows a drawn span opens nothing. */
  const onClick = (event: MouseEvent) => {
    if (swallow) event.stopPropagation()
    swallow = false
  }
  const hold = (event: Event) => {
    if (press?.isFinger && (drawn || event.type === 'contextmenu')) event.preventDefault()
  }
  return listen([
    [element, 'pointerdown', onDown],
    [element, 'pointermove', onMove],
    [element, 'pointerup', onUp],
    [element, 'pointercancel', drop],
    [element, 'touchmove', hold],
    [element, 'contextmenu', hold],
    [element, 'click', onClick],
    [window, 'keydown', onEscape],
  ])
}

const canvasOf = (element: HTMLElement) =>
  (element.querySelector('.plan-canvas') ?? element).getBoundingClientRect()

/** The row that a pointer is on, unless it is on the axis, the names, or a heading. */
function rowUnder(
  event: PointerEvent,
  element: HTMLElement,
  { rows }: SpanPickProps,
): PlacedRow | null {
  const { target } = event
  if (!(target instanceof Element) || !target.closest('.plan-canvas')) return null
  if (target.closest('.plan-heads')) return null
  const y = event.clientY - canvasOf(element).top
  const row = rows.find((one) => y >= one.top && y < one.top + one.height)
  return row?.role ? row : null
}
