// The axis: hours, days or weeks in the zone on display. Pressing or dragging on it asks who was on
// call at that instant; the slider above the picture is the same by keyboard.

// biome-ignore-all lint/a11y/useSemanticElements: the columns are time, the twin is a table.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus.

import { memo, useMemo } from 'react'
import { Glyph } from '../../ui/glyphs.tsx'
import { cityOf } from '../../ui/zone.ts'
import { atX, type Scale, xOf } from './scale.ts'
import { type Tick, ticksOf } from './ticks-of.ts'

const SPARSE_HOUR_PX = 44

export const Axis = memo(function Axis(props: {
  readonly scale: Scale
  readonly zone: string
  readonly onAt: (at: number, done: boolean) => void
}) {
  const { scale, zone, onAt } = props
  const ticks = useMemo(() => ticksOf(scale, zone), [scale, zone])
  const point = (event: React.PointerEvent<HTMLElement>, done: boolean) => {
    const { left } = event.currentTarget.getBoundingClientRect()
    onAt(atX(scale, Math.max(0, Math.min(scale.width - 1, event.clientX - left))), done)
  }
  return (
    <div className="plan-row plan-axis" role="row" aria-rowindex={1}>
      <div role="columnheader" className="plan-head">
        <span className="plan-title muted">{cityOf(zone)} time</span>
      </div>
      <div
        role="columnheader"
        className="plan-track"
        style={{ width: scale.width }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          point(event, false)
        }}
        onPointerMove={(event) => event.buttons === 1 && point(event, false)}
        onPointerUp={(event) => point(event, true)}
      >
        {ticks.map((tick, index) => {
          const left = xOf(scale, tick.startsAt)
          const right = xOf(scale, tick.endsAt)
          const sparse = scale.span === 'day' && right - left < SPARSE_HOUR_PX && !tick.upper
          const quiet = sparse && index % 2 === 0
          const width = (right - left) * (sparse && !quiet ? 2 : 1)
          return <TickView key={tick.key} tick={tick} left={left} width={width} quiet={quiet} />
        })}
      </div>
    </div>
  )
})

function TickView(props: {
  readonly tick: Tick
  readonly left: number
  readonly width: number
  readonly quiet: boolean
}) {
  const { tick, left, width } = props
  const look = ['tick', tick.upper && 'upper', tick.change && 'changed', tick.weekend && 'weekend']
  return (
    <span
      className={look.filter(Boolean).join(' ')}
      style={{ left, width }}
      title={tick.change ?? undefined}
    >
      <span className="tick-label">{props.quiet && !tick.upper ? '' : tick.label}</span>
      {tick.change && (
        <small>
          <Glyph name="clock" size={11} /> {changeInWords(tick.change, width)}
        </small>
      )}
    </span>
  )
}

/** “clock goes back, 25 h”, as much of it as there is room for. */
function changeInWords(change: string, width: number): string {
  if (width > 60) return change
  return width > 20 ? change.replace('clock goes ', '') : (change.split(', ')[1] ?? change)
}

/** Lines through all rows, weekends, and nights where they are wide enough to see. */
export const lineTicks = (scale: Scale, zone: string): readonly Tick[] =>
  ticksOf(scale, zone).filter((tick) => tick.line)
