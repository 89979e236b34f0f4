// Many short shifts of one tile as a single element: what is too short to be read is painted, not
// laid out. Gaps and overrides keep elements of their own, and so does the shift that is active.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and points to the bar.

import { tintOf } from '../../ui/person.tsx'
import type { Bar } from '../shifts.ts'
import type { Row } from './rows.ts'
import { type Scale, TILE_PX, xOf } from './scale.ts'
import type { Stamps } from './stamps.ts'

/** Shorter than this on average, and there is nothing to read on a bar. */
const READABLE_PX = 21

export const isDense = (bars: readonly Bar[]): boolean =>
  bars.length > TILE_PX / READABLE_PX && bars.every((bar) => bar.lane === 0)

/** What goes into the strip; the rest is drawn as bars. */
export const isPainted = (bar: Bar, active: string | null): boolean =>
  bar.kind === 'shift' && bar.override === null && bar.people.length > 0 && bar.key !== active

export function Strip(props: {
  readonly row: Row
  readonly bars: readonly Bar[]
  readonly scale: Scale
  readonly stamps: Stamps
}) {
  const { row, bars, scale, stamps } = props
  const first = bars[0]
  const last = bars.at(-1)
  if (!first || !last) return null
  const left = Math.max(0, xOf(scale, first.startsAt))
  const right = Math.min(scale.width, xOf(scale, last.endsAt))
  return (
    <div
      role="gridcell"
      data-strip={row.key}
      className="bar strip"
      style={{ left, width: right - left, top: 5, backgroundImage: paintOf(bars, scale, left) }}
      aria-label={`${bars.length} shifts, ${stamps.full(first.startsAt)} to ${stamps.full(last.endsAt)}; arrow keys read each`}
    />
  )
}

function paintOf(bars: readonly Bar[], scale: Scale, left: number): string {
  const px = (at: number) =>
    Math.round((Math.max(scale.startsAt, at) - scale.startsAt) * perMs) - left
  const perMs = scale.width / (scale.endsAt - scale.startsAt)
  const stops = bars.flatMap((bar) => {
    const from = px(bar.startsAt)
    const until = Math.max(from + 1, px(bar.endsAt) - 1)
    const tint = tintOf(bar.people[0]?.name ?? '')
    return [`transparent ${from}px`, `${tint} ${from}px ${until}px`, `transparent ${until}px`]
  })
  return `linear-gradient(90deg, ${stops.join(', ')})`
}
