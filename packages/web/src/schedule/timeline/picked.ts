// What is common to the ways of choosing time in the picture: what is chosen, in words, and in sight.

import type { RefObject } from 'react'
import { lengthInWords } from '../../ui/format-time.ts'
import type { Window } from '../schedule-search.ts'
import type { PlacedRow } from './rows.ts'
import { type Scale, xOf } from './scale.ts'
import type { Stamps } from './stamps.ts'
import type { BarInRow } from './use-active-bar.ts'

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
  readonly active: BarInRow | null
  readonly onPick: (picked: Picked) => void
}

/** What the picture shows now, for listeners that outlive a drawing of it. */
export type Latest = { readonly current: SpanPickProps }
export type Show = (picked: Picked | null) => void
export function inWords({ span }: Picked, stamps: Stamps): string {
  const { startsAt, endsAt } = span
  const from = stamps.full(startsAt)
  const until = stamps.full(endsAt)
  const day = (text: string) => text.slice(0, -CLOCK_CHARACTERS)
  const end = day(from) === day(until) ? stamps.clock(endsAt) : until
  return `${from} – ${end}, ${lengthInWords(endsAt - startsAt)}`
}

/** Past an edge, the picture comes along. */
export function reveal(element: HTMLElement, { scale, head }: SpanPickProps, at: number) {
  const x = xOf(scale, at)
  const room = element.clientWidth - head
  if (x > element.scrollLeft + room) element.scrollLeft = x - room + MARGIN_PX
  else if (x < element.scrollLeft) element.scrollLeft = Math.max(0, x - MARGIN_PX)
}

type Listener = readonly [EventTarget, string, (event: never) => void]

/** Returns how to stop listening. */
export function listen(all: readonly Listener[]): () => void {
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
