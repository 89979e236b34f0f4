// From when until when, as days and clock times of one zone, which is printed with each. What is
// half typed stays on screen until it can be read; meanwhile there is no span, and the form is told so.

import { useState } from 'react'
import { ClockField, TextField } from '../../ui/fields.tsx'
import { lengthInWords } from '../../ui/format-time.ts'
import { cityOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import { isSameSpan, type SpanTexts, spanIn, textsOf, whyNoSpan } from './span-texts.ts'

export function SpanFields(props: {
  /** Said before “from” and “until” where a form holds several. */
  readonly of?: string
  /** The last span that the fields held. */
  readonly span: Window
  readonly zone: string
  /** Null: what the fields hold now is no span, so the former one must not be used. */
  readonly onChange: (span: Window | null) => void
}) {
  const { of, span, zone, onChange } = props
  const [typed, setTyped] = useState<{ readonly texts: SpanTexts; readonly over: Window } | null>(
    null,
  )
  // A span that came from elsewhere meanwhile, as by a quick pick, takes the place of what was typed.
  const loose = typed && isSameSpan(typed.over, span) ? typed.texts : null
  const shown = loose ?? textsOf(span, zone)
  const apply = (next: Partial<SpanTexts>) => {
    const texts = { ...shown, ...next }
    const found = spanIn(texts, zone)
    setTyped(found === null ? { texts, over: span } : null)
    onChange(found)
  }
  const name = (end: string) => (of ? `${of}, ${end}` : end[0]?.toUpperCase() + end.slice(1))
  return (
    <div className="stack tight">
      <div className="span-fields">
        <InstantFields
          label={name('from')}
          day={shown.fromDay}
          clock={shown.fromClock}
          zone={zone}
          onDay={(fromDay) => apply({ fromDay })}
          onClock={(fromClock) => apply({ fromClock })}
        />
        <InstantFields
          label={name('until')}
          day={shown.untilDay}
          clock={shown.untilClock}
          zone={zone}
          onDay={(untilDay) => apply({ untilDay })}
          onClock={(untilClock) => apply({ untilClock })}
        />
      </div>
      <p className={loose ? 'small strong' : 'small muted'} role="status">
        {loose
          ? whyNoSpan(loose, zone)
          : `${lengthInWords(span.endsAt - span.startsAt)}, times in ${cityOf(zone)}`}
      </p>
    </div>
  )
}

function InstantFields(props: {
  readonly label: string
  readonly day: string
  readonly clock: string
  readonly zone: string
  readonly onDay: (text: string) => void
  readonly onClock: (text: string) => void
}) {
  const { label, day, clock, zone } = props
  return (
    <div className="span-fields">
      <TextField
        label={`${label}, day`}
        type="date"
        value={day}
        onChange={(event) => props.onDay(event.currentTarget.value)}
      />
      <ClockField
        label={`${label}, time in ${cityOf(zone)}`}
        value={clock}
        onChange={props.onClock}
      />
    </div>
  )
}
