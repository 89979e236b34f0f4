// One bar of the picture. Where it is too short for its words it prints initials, then nothing: its
// name is on it for ears and for the pointer in any case.

// biome-ignore-all lint/a11y/useSemanticElements: bars placed by time fit no native table; the twin is one.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid keeps the focus and points to the bar.

import { initialsOf, tintOf } from '../../ui/person.tsx'
import { type Bar, gapInWords } from '../shifts.ts'
import { READABLE_PX, type RowLayout } from './row-layout.ts'
import { xOf } from './scale.ts'
import { type Stamps, sayBar } from './stamps.ts'

const WORDS_PX_MIN = 58
const HANDOFF_PX_MIN = 60

export const idOfBar = (key: string) => `bar-${key.replaceAll(/[^\w.~-]/g, '_')}`

export function TimelineBar(props: {
  readonly bar: Bar
  readonly layout: RowLayout
  readonly stamps: Stamps
  readonly active: boolean
}) {
  const { bar, layout, stamps, active } = props
  const { row, scale } = layout
  const left = Math.max(0, xOf(scale, bar.startsAt))
  const width = Math.max(3, Math.min(scale.width, xOf(scale, bar.endsAt)) - left - 1)
  const top = 5 + bar.lane * row.laneHeight
  const [person] = bar.people
  const isGap = bar.kind === 'gap'
  const words = width >= WORDS_PX_MIN
  const initials = person && row.kind !== 'person' && width >= READABLE_PX
  const byOverride = bar.kind === 'override' || bar.override !== null
  const label = layout.labels.get(bar.key)
  const tint = person && !isGap ? tintOf(person.name) : undefined
  return (
    <>
      <div
        role="gridcell"
        id={idOfBar(bar.key)}
        data-bar={bar.key}
        className={[
          'bar',
          bar.kind,
          byOverride && 'by-override',
          bar.override?.hasEffect === false && 'idle',
          bar.people.length === 0 && !isGap && 'nobody',
          bar.policies.length > 0 && 'policy',
          active && 'active',
          !words && 'short',
        ]
          .filter(Boolean)
          .join(' ')}
        style={{ left, width, top, background: tint }}
        aria-label={sayBar(bar, stamps)}
      >
        {!isGap && (initials || words) && (
          <span className="bar-words">
            {byOverride && words && <i aria-hidden="true">⇄ </i>}
            {bar.policies.length > 0 && words && <i aria-hidden="true">↳ </i>}
            {initials && (
              <b
                className={words ? 'lead' : undefined}
                data-initials={initialsOf(person.displayName)}
              />
            )}
            {words && bar.words}
          </span>
        )}
      </div>
      {isGap && label !== undefined && (
        <span className="bar-note gap-note" aria-hidden="true" style={{ left: label }}>
          {gapInWords(bar)}
        </span>
      )}
      {layout.handoffs.has(bar.key) && bar.startsAt >= scale.startsAt && (
        <span className="bar-note handoff" aria-hidden="true" style={{ left }}>
          {width >= HANDOFF_PX_MIN && scale.span !== 'year'
            ? `⇄ ${stamps.clock(bar.startsAt)}`
            : ''}
        </span>
      )}
    </>
  )
}
