// Time chosen in the picture, to begin an override with: drawn with a pointer, after a long press
// with a finger, or with Shift and the arrow keys from the active bar. Escape drops it.
//
// Everything about it happens here, by listeners of its own, so that drawing a span draws this one
// element and none of the rows, and a finger that only scrolls is never held up.

import { useEffect, useRef, useState } from 'react'
import { pickByKeys } from './pick-by-keys.ts'
import { pickByPointer } from './pick-by-pointer.ts'
import { inWords, type Picked, type SpanPickProps } from './picked.ts'
import { xOf } from './scale.ts'

export function SpanPick(props: SpanPickProps) {
  const [picked, setPicked] = useState<Picked | null>(null)
  const latest = useRef(props)
  latest.current = props
  const { grid, scale, stamps, head } = props
  useEffect(() => {
    const element = grid.current
    if (!element) return
    const ways = [pickByPointer(element, latest, setPicked), pickByKeys(element, latest, setPicked)]
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
