// From when until when, and whose shift that is: the fields, the quick picks, and what is said where no
// shift was found to begin with.

import { HOUR_MS } from '@evenwatch/core'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { cityOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import type { PersonRef } from '../shifts.ts'
import { iso } from './change-draft.ts'
import type { ChangeKind } from './change-search.ts'
import { quickPicks } from './quick-picks.ts'
import { SpanFields } from './span-fields.tsx'

export const SHIFTS_AHEAD_DAYS = 92

export function Whose(props: {
  readonly away: PersonRef | null
  readonly isMine: boolean
  readonly kind: ChangeKind
}) {
  const { away, isMine, kind } = props
  if (kind === 'add' || kind === 'temporary') return null
  if (!away) return <p className="muted">Nobody is on call then.</p>
  return (
    <p>
      {isMine ? 'Your shift' : `The shift of ${away.displayName}`}
      {kind === 'cover' && ', or a part of it'}
    </p>
  )
}

export function NoShift(props: { readonly now: number; readonly onSpan: (span: Window) => void }) {
  const { now, onSpan } = props
  const tomorrow = Math.ceil((now + 1) / HOUR_MS) * HOUR_MS
  return (
    <Notice>
      <p>No shift is planned in the next {SHIFTS_AHEAD_DAYS} days that this could be about.</p>
      <Button
        size="small"
        onClick={() => onSpan({ startsAt: tomorrow, endsAt: tomorrow + 8 * HOUR_MS })}
      >
        Choose a span of your own
      </Button>
    </Notice>
  )
}

export function WhenFields(props: {
  readonly span: Window
  readonly zone: string
  readonly now: number
  readonly shift: Window | null
  /** Null: the fields hold no span now. */
  readonly onChange: (span: Window | null) => void
}) {
  const { span, zone, now, shift, onChange } = props
  const picks = quickPicks(now, zone, shift)
  // A pick writes the fields anew, whatever was half typed in them.
  const [picked, setPicked] = useState(0)
  return (
    <>
      <div className="row wrap">
        {picks.map(({ label, startsAt, endsAt }) => (
          <Button
            key={label}
            size="small"
            aria-pressed={startsAt === span.startsAt && endsAt === span.endsAt}
            onClick={() => {
              setPicked(picked + 1)
              onChange({ startsAt, endsAt })
            }}
          >
            {label}
          </Button>
        ))}
      </div>
      <SpanFields key={picked} span={span} zone={zone} onChange={onChange} />
      <p className="small muted">
        Begins <Time at={iso(span.startsAt)} zone={zone} />. The schedule’s zone is {cityOf(zone)}.
      </p>
    </>
  )
}
