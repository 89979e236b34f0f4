// From when until when, as days and clock times of one zone, which is printed with each. What is
// half typed stays on screen until it can be read; an end before its begin is said, not sent.

import { useState } from 'react'
import { ClockField, TextField } from '../../ui/fields.tsx'
import { lengthInWords } from '../../ui/format-time.ts'
import { cityOf, instantOf, wallOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const two = (value: number) => String(value).padStart(2, '0')

export function SpanFields(props: {
  /** Said before “from” and “until” where a form holds several. */
  readonly of?: string
  readonly span: Window
  readonly zone: string
  readonly onChange: (span: Window) => void
}) {
  const { of, span, zone, onChange } = props
  // The end may lie before the begin while one of them is typed.
  const [loose, setLoose] = useState<Window | null>(null)
  const shown = loose ?? span
  const apply = (next: Window) => {
    const isSpan = next.endsAt > next.startsAt
    setLoose(isSpan ? null : next)
    if (isSpan) onChange(next)
  }
  const name = (end: string) => (of ? `${of}, ${end}` : end[0]?.toUpperCase() + end.slice(1))
  return (
    <div className="stack tight">
      <div className="span-fields">
        <InstantFields
          label={name('from')}
          at={shown.startsAt}
          zone={zone}
          onChange={(startsAt) => apply({ ...shown, startsAt })}
        />
        <InstantFields
          label={name('until')}
          at={shown.endsAt}
          zone={zone}
          onChange={(endsAt) => apply({ ...shown, endsAt })}
        />
      </div>
      <p className="small muted" role="status">
        {loose
          ? 'The end must lie after the begin.'
          : `${lengthInWords(span.endsAt - span.startsAt)}, times in ${cityOf(zone)}`}
      </p>
    </div>
  )
}

function InstantFields(props: {
  readonly label: string
  readonly at: number
  readonly zone: string
  readonly onChange: (at: number) => void
}) {
  const { label, at, zone, onChange } = props
  const wall = wallOf(at, zone)
  const today = `${wall.year}-${two(wall.month)}-${two(wall.day)}`
  const present = `${two(wall.hour)}:${two(wall.minute)}`
  const [day, setDay] = useState<string | null>(null)
  const [clock, setClock] = useState<string | null>(null)
  const apply = (nextDay: string, nextClock: string) => {
    const next = instantIn(nextDay, nextClock, zone)
    setDay(next === null ? nextDay : null)
    setClock(next === null ? nextClock : null)
    if (next !== null) onChange(next)
  }
  return (
    <div className="instant-fields">
      <TextField
        label={`${label}, day`}
        type="date"
        value={day ?? today}
        onChange={(event) => apply(event.currentTarget.value, clock ?? present)}
      />
      <ClockField
        label={`${label}, time in ${cityOf(zone)}`}
        value={clock ?? present}
        onChange={(text) => apply(day ?? today, text)}
      />
    </div>
  )
}

/** The instant that a day and a clock time mean in a zone; null: they mean none. */
export function instantIn(day: string, clock: string, zone: string): number | null {
  const [year, month, date] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (!year || year < 2000 || year > 2200 || !month || !date || !CLOCK.test(clock)) return null
  return instantOf({ year, month, day: date, hour, minute }, zone)
}
