// Many short shifts as a single element: what is too short to be read is painted, not laid out.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and points to the bar.

import { memo } from 'react'
import { tintOf } from '../../ui/person.tsx'
import type { Bar } from '../shifts.ts'
import type { Row } from './rows.ts'
import { type Scale, xOf } from './scale.ts'
import type { Stamps } from './stamps.ts'

export const Strip = memo(function Strip(props: {
  readonly row: Row
  readonly bars: readonly Bar[]
  readonly scale: Scale
  readonly stamps: Stamps
}) {
  const { row, bars, scale, stamps } = props
  const first = bars[0]
  const last = bars.at(-1)
  if (!first || !last) return null
  const left = Math.max(0, Math.round(xOf(scale, first.startsAt)))
  const right = Math.min(scale.width, Math.round(xOf(scale, last.endsAt)))
  const count = bars.length === 1 ? '1 shift' : `${bars.length} shifts`
  return (
    <div
      role="gridcell"
      data-strip={row.key}
      className="bar strip"
      style={{ left, width: right - left, top: 5, backgroundImage: paintOf(bars, scale, left) }}
      aria-label={`${count}, ${stamps.full(first.startsAt)} to ${stamps.full(last.endsAt)}; arrow keys read each`}
    />
  )
})

function paintOf(bars: readonly Bar[], scale: Scale, left: number): string {
  const px = (at: number) => Math.round(Math.max(0, Math.min(scale.width, xOf(scale, at)))) - left
  const stops = bars.flatMap((bar) => {
    const from = px(bar.startsAt)
    const until = Math.max(from + 1, px(bar.endsAt) - 1)
    const tint = tintOf(bar.people[0]?.name ?? '')
    return [`transparent ${from}px`, `${tint} ${from}px ${until}px`, `transparent ${until}px`]
  })
  return `linear-gradient(90deg, ${stops.join(', ')})`
}
