// From when a changed plan holds: now, or an instant of the future in the schedule's zone.

import { ClockField, TextField } from '../../ui/fields.tsx'
import { clockTime } from '../../ui/format-time.ts'
import { cityOf, instantOf, startOfDay, startOfWeek } from '../../ui/zone.ts'
import { dateOf } from '../schedule-search.ts'

export function TakesEffect(props: {
  /** Null: now. */
  readonly value: number | null
  readonly zone: string
  readonly now: number
  readonly onChange: (at: number | null) => void
}) {
  const { value, zone, now, onChange } = props
  const set = (date: string, clock: string) => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
    const [hour = 0, minute = 0] = clock.split(':').map(Number)
    if (day > 0) onChange(instantOf({ year, month, day, hour, minute }, zone))
  }
  const monday = startOfDay(startOfWeek(now, zone), zone, 7)
  return (
    <fieldset className="choices">
      <legend className="field-label">Takes effect</legend>
      <label>
        <input
          type="radio"
          name="effect"
          checked={value === null}
          onChange={() => onChange(null)}
        />
        <span>
          <b>Now.</b> Whoever is on call stays until the next handoff.
        </span>
      </label>
      <label>
        <input
          type="radio"
          name="effect"
          checked={value !== null}
          onChange={() => set(dateOf(monday, zone), '09:00')}
        />
        <span>
          <b>From a later instant on.</b> Until then the present plan holds.
        </span>
      </label>
      {value !== null && (
        <div className="two">
          <TextField
            label="Day"
            type="date"
            value={dateOf(value, zone)}
            onChange={(event) => set(event.currentTarget.value, clockTime(value, zone))}
          />
          <ClockField
            label={`Time (${cityOf(zone)})`}
            value={clockTime(value, zone)}
            onChange={(clock) => set(dateOf(value, zone), clock)}
          />
        </div>
      )}
    </fieldset>
  )
}
