// Time chosen in the picture, to begin an override with: drawn with a pointer, after a long press
// with a finger, or with Shift and the arrow keys from the active bar. Escape drops it.
//
// Everything about it happens here, by listeners of its own, so that drawing a span draws this one
// element and none of the rows, and a finger that only scrolls is never held up.

import { type RefObject, useEffect, useRef, useState } from 'react'
import { lengthInWords } from '../../ui/format-time.ts'
import { announce } from '../../ui/live-region.tsx'
import type { Window } from '../schedule-search.ts'
import type { Bar } from '../shifts.ts'
import type { PlacedRow } from './rows.ts'
import { atX, type Scale, xOf } from './scale.ts'
import { snapSpan, snapUp, stepOf, stepOn } from './snap.ts'
import type { Stamps } from './stamps.ts'

const LONG_PRESS_MS = 450
/** A pointer that moved less has clicked; a finger that moved more scrolls. */
const CLICK_PX = 5
const FINGER_PX = 10
const MARGIN_PX = 48
/** `09:00`. */
const CLOCK_CHARACTERS = 5

export type Picked = { readonly row: PlacedRow; readonly span: Window }

export type SpanPickProps = {
  readonly grid: RefObject<HTMLDivElement | null>
  readonly rows: readonly PlacedRow[]
  readonly scale: Scale
  readonly stamps: Stamps
  readonly zone: string
  readonly now: number
  /** The width of the names at the left. */
  readonly head: number
  readonly active: { readonly bar: Bar; readonly row: PlacedRow } | null
  readonly onPick: (picked: Picked) => void
}

export function SpanPick(props: SpanPickProps) {
  const [picked, setPicked] = useState<Picked | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { grid, scale, stamps, head } = props
  useEffect(() => {
    const element = grid.current
    if (!element) return
    const ways = [byPointer(element, latest, setPicked), byKeys(element, latest, setPicked)]
    return () => {
      for (const stop of ways) stop()
    }
  }, [grid])
  // Another range: what was drawn is no longer there.
  useEffect(() => setPicked(null), [scale])
  if (!picked) return null
  const { row, span } = picked
  const left = Math.max(0, xOf(scale, span.startsAt))
  const width = Math.max(2, Math.min(scale.width, xOf(scale, span.endsAt)) - left)
  return (
    <div
      className="plan-pick"
      aria-hidden="true"
      style={{ left: head + left, top: row.top, width, height: row.height }}
    >
      <b className={left + width > scale.width / 2 ? 'before' : undefined}>
        {inWords(picked, stamps)}
      </b>
    </div>
  )
}

function inWords({ span }: Picked, stamps: Stamps): string {
  const { startsAt, endsAt } = span
  const from = stamps.full(startsAt)
  const until = stamps.full(endsAt)
  const day = (text: string) => text.slice(0, -CLOCK_CHARACTERS)
  const end = day(from) === day(until) ? stamps.clock(endsAt) : until
  return `${from} – ${end}, ${lengthInWords(endsAt - startsAt)}`
}

type Latest = { readonly current: SpanPickProps }
type Show = (picked: Picked | null) => void
type Press = {
  readonly row: PlacedRow
  readonly x: number
  readonly y: number
  readonly at: number
  readonly pointer: number
  readonly isFinger: boolean
}

/** What a pointer draws. Returns how to stop listening. */
function byPointer(element: HTMLElement, latest: Latest, show: Show): () => void {
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
    // Past the edge, the picture comes along.
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

/** What Shift and the arrow keys choose from the active bar on; Enter takes it. */
function byKeys(element: HTMLElement, latest: Latest, show: Show): () => void {
  let chosen: Picked | null = null
  const set = (next: Picked | null) => {
    chosen = next
    show(next)
    if (!next) return
    reveal(element, latest.current, next.span.endsAt)
    announce(`${inWords(next, latest.current.stamps)}. Enter starts an override.`)
  }
  const onKey = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
    if (shiftKey && by !== 0) {
      stop(event)
      set(chosen ? resized(chosen, latest.current, by) : firstStep(latest.current))
    } else if (chosen && key === 'Enter') {
      const taken = chosen
      stop(event)
      set(null)
      latest.current.onPick(taken)
    } else if (chosen && key !== 'Shift') {
      if (key === 'Escape') stop(event)
      set(null)
    }
  }
  const drop = () => set(null)
  return listen([
    [element, 'keydown', onKey],
    [element, 'blur', drop],
    [element, 'pointerdown', drop],
  ])
}

function stop(event: Event) {
  event.preventDefault()
  event.stopPropagation()
}

/** One step from where the active bar begins, or from now on when that has passed. */
function firstStep({ active, scale, zone, now }: SpanPickProps): Picked | null {
  if (!active || active.row.role === null) return null
  const step = stepOf(scale)
  const from = Math.max(active.bar.startsAt, scale.startsAt)
  const startsAt = from < now && active.bar.endsAt > now ? snapUp(now, step, zone) : from
  return { row: active.row, span: { startsAt, endsAt: stepOn(startsAt, step, zone, 1) } }
}

function resized({ row, span }: Picked, { scale, zone }: SpanPickProps, by: 1 | -1): Picked {
  const endsAt = stepOn(span.endsAt, stepOf(scale), zone, by)
  const fits = endsAt > span.startsAt && endsAt <= scale.endsAt
  return { row, span: fits ? { ...span, endsAt } : span }
}

function reveal(element: HTMLElement, { scale, head }: SpanPickProps, at: number) {
  const x = xOf(scale, at)
  const room = element.clientWidth - head
  if (x > element.scrollLeft + room) element.scrollLeft = x - room + MARGIN_PX
  else if (x < element.scrollLeft) element.scrollLeft = Math.max(0, x - MARGIN_PX)
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

type Listener = readonly [EventTarget, string, (event: never) => void]

function listen(all: readonly Listener[]): () => void {
  const each = all.map(([target, name, run]) => {
    // The name says which event it is; the browser's own types say it by overload only.
    const handler = run as EventListener
    const options = { capture: true, passive: false }
    target.addEventListener(name, handler, options)
    return () => target.removeEventListener(name, handler, options)
  })
  return () => {
    for (const stop of each) stop()
  }
}
