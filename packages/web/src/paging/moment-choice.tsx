// Now, or a moment in a zone that is printed beside it. The moment is an instant; what is half typed
// stays on screen until it is a day or a time.

import { HOUR_MS, YEAR_MAX, YEAR_MIN } from '@evenwatch/core'
import { useState } from 'react'
import { ClockField, TextField } from '../ui/fields.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { cityOf, instantOf, wallOf } from '../ui/zone.ts'

export function MomentChoice(props: {
  /** Undefined: now. */
  readonly at: string | undefined
  readonly zone: string
  readonly onChange: (at: string | undefined) => void
}) {
  const { zone, onChange } = props
  const at = props.at === undefined ? null : Date.parse(props.at)
  return (
    <div className="moment-choice">
      <div className="stack tight">
        <span className="small strong">When</span>
        <Segmented
          label="When"
          value={at === null ? 'now' : 'at'}
          options={[
            { value: 'now', label: 'Now' },
            { value: 'at', label: 'At a moment' },
          ]}
          onChange={(value) =>
            onChange(value === 'now' ? undefined : new Date(nextHour()).toISOString())
          }
        />
      </div>
      {at !== null && <MomentFields at={at} zone={zone} onChange={onChange} />}
    </div>
  )
}

function MomentFields(props: {
  readonly at: number
  readonly zone: string
  readonly onChange: (at: string) => void
}) {
  const { at, zone, onChange } = props
  const wall = wallOf(at, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  const today = `${wall.year}-${two(wall.month)}-${two(wall.day)}`
  const present = `${two(wall.hour)}:${two(wall.minute)}`
  const [day, setDay] = useState<string | null>(null)
  const [clock, setClock] = useState<string | null>(null)
  const apply = (nextDay: string, nextClock: string): boolean => {
    const next = momentOf(nextDay, nextClock, zone)
    if (next !== null) onChange(new Date(next).toISOString())
    return next !== null
  }
  return (
    <>
      <TextField
        label="Day"
        type="date"
        value={day ?? today}
        onChange={(event) => {
          const text = event.currentTarget.value
          setDay(apply(text, present) ? null : text)
        }}
      />
      <ClockField
        label={`Time in ${cityOf(zone)}`}
        value={clock ?? present}
        onChange={(text) => setClock(apply(today, text) ? null : text)}
      />
    </>
  )
}

function momentOf(day: string, clock: string, zone: string): number | null {
  const [year, month, date] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (!year || year < YEAR_MIN || year >= YEAR_MAX || !month || !date) return null
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) return null
  return instantOf({ year, month, day: date, hour, minute }, zone)
}

/** The next full hour: what people mean who ask about another moment. */
function nextHour(): number {
  return Math.ceil((Date.now() + 1) / HOUR_MS) * HOUR_MS
}
