// The hours in which a layer holds: none given means around the clock.

import { type HoursWindow, WEEKDAYS } from '@evenwatch/core'
import { Button, IconButton } from '../../ui/button.tsx'
import { ClockField } from '../../ui/fields.tsx'

type Windows = { days: HoursWindow['days'][number][]; from: string; until: string }[]

export function HoursWindows(props: {
  readonly hours: Windows | null
  readonly onChange: (hours: Windows | null) => void
}) {
  const { onChange } = props
  const hours = props.hours ?? []
  const put = (index: number, next: Partial<Windows[number]>) =>
    onChange(hours.map((one, at) => (at === index ? { ...one, ...next } : one)))
  return (
    <div className="stack tight">
      <span className="field-label">Hours</span>
      {hours.length === 0 && <p className="small muted">Around the clock.</p>}
      {hours.map((window, index) => (
        <fieldset key={index} className="hours-window">
          <legend className="hidden-visually">Window {index + 1}</legend>
          <div className="row wrap day-picks">
            {WEEKDAYS.map((day) => (
              <label key={day} className="day-pick">
                <input
                  type="checkbox"
                  checked={window.days.includes(day)}
                  onChange={(event) => {
                    const chosen = event.currentTarget.checked
                    const days = WEEKDAYS.filter((one) =>
                      one === day ? chosen : window.days.includes(one),
                    )
                    if (days.length > 0) put(index, { days })
                  }}
                />
                {day.slice(0, 1).toUpperCase() + day.slice(1)}
              </label>
            ))}
          </div>
          <div className="row">
            <ClockField
              label="From"
              value={window.from}
              onChange={(from) => put(index, { from })}
            />
            <ClockField
              label="Until"
              value={window.until}
              onChange={(until) => put(index, { until })}
            />
            <IconButton
              small
              glyph="trash"
              label={`Take window ${index + 1} away`}
              onClick={() => {
                const left = hours.filter((_, at) => at !== index)
                onChange(left.length === 0 ? null : left)
              }}
            />
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          size="small"
          glyph="plus"
          onClick={() =>
            onChange([...hours, { days: [...WEEKDAYS.slice(0, 5)], from: '09:00', until: '17:00' }])
          }
        >
          {hours.length === 0 ? 'Only in certain hours' : 'More hours'}
        </Button>
      </div>
    </div>
  )
}
