// What lies behind all rows: weekends, nights, the lines of days, and the marks of now and of the
// instant asked about.

import { useMemo } from 'react'
import { lineTicks } from './axis.tsx'
import { gradientOf, nightBands, weekendBands } from './bands.ts'
import { type Scale, xOf } from './scale.ts'

const NIGHT = { from: '22:00', until: '07:00' }

export function Backdrop({ scale, zone }: { readonly scale: Scale; readonly zone: string }) {
  const lines = useMemo(() => lineTicks(scale, zone), [scale, zone])
  const bands = useMemo(() => {
    const seesNights = scale.span === 'day' || scale.span === 'week'
    const weekends = weekendBands(scale, zone)
    const nights = seesNights ? nightBands(scale, zone, NIGHT) : []
    return [
      ...weekends.map((band) => ({ band, paint: gradientOf(band, 'var(--plan-weekend)') })),
      ...nights.map((band) => ({ band, paint: gradientOf(band, 'var(--plan-night)') })),
    ]
  }, [scale, zone])
  return (
    <div className="plan-back" aria-hidden="true" style={{ width: scale.width }}>
      {bands.map(({ band, paint }) => (
        <span
          key={`${band.period} ${band.left}`}
          className="plan-shade"
          style={{ left: band.left, width: band.width, backgroundImage: paint }}
        />
      ))}
      {lines.map((tick) => (
        <span
          key={tick.key}
          className="plan-line"
          style={{ left: Math.round(xOf(scale, tick.startsAt)) }}
        />
      ))}
    </div>
  )
}

export function Mark(props: {
  readonly scale: Scale
  readonly at: number
  readonly kind: 'now' | 'asked'
  readonly words: string
}) {
  const { scale, at } = props
  if (at < scale.startsAt || at >= scale.endsAt) return null
  return (
    <div className={`plan-mark ${props.kind}`} aria-hidden="true" style={{ left: xOf(scale, at) }}>
      <b>{props.words}</b>
    </div>
  )
}
