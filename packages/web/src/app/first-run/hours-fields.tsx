// When a person works and sleeps: pages are counted by it, and low urgency waits for it.

import type { User } from '@evenwatch/api'
import { WEEKDAYS, type Weekday } from '@evenwatch/core'
import { ClockField } from '../../ui/fields.tsx'

export type Hours = {
  readonly workingHours: { days: Weekday[]; from: string; until: string }
  readonly sleepHours: { from: string; until: string }
}

export const DEFAULT_HOURS: Hours = {
  workingHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' },
  sleepHours: { from: '22:00', until: '07:00' },
}

export function hoursOf(user: User): Hours {
  const days = WEEKDAYS.filter((day) => user.workingHours.days.includes(day))
  return { workingHours: { ...user.workingHours, days }, sleepHours: user.sleepHours }
}

export function HoursFields(props: {
  readonly value: Hours
  readonly onChange: (hours: Hours) => void
}) {
  const { value, onChange } = props
  const clock = (label: string, part: 'workingHours' | 'sleepHours', edge: 'from' | 'until') => (
    <ClockField
      label={label}
      value={value[part][edge]}
      onChange={(text) => onChange({ ...value, [part]: { ...value[part], [edge]: text } })}
    />
  )
  return (
    <div className="two">
      {clock('Work from', 'workingHours', 'from')}
      {clock('Work until', 'workingHours', 'until')}
      {clock('Sleep from', 'sleepHours', 'from')}
      {clock('Sleep until', 'sleepHours', 'until')}
    </div>
  )
}
