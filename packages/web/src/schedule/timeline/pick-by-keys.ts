// Time chosen with Shift and the arrow keys, from where the active bar begins: the twin of drawing it.

import { announce } from '../../ui/live-region.tsx'
import {
  inWords,
  type Latest,
  listen,
  type Picked,
  reveal,
  type Show,
  type SpanPickProps,
} from './picked.ts'
import { snapUp, stepOf, stepOn } from './snap.ts'

/** Enter takes it, Escape and any other key drops it. */
export function pickByKeys(element: HTMLElement, latest: Latest, show: Show): () => void {
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
