// In which zone the labels are: the schedule's, mine, UTC, or any by city. Spans never move.

import { useState } from 'react'
import { Dropdown } from '../ui/dropdown.tsx'
import { Glyph } from '../ui/glyphs.tsx'
import { cityOf } from '../ui/zone.ts'
import { ZoneField } from '../ui/zone-field.tsx'

type ZoneSwitchProps = {
  readonly own: string
  readonly mine: string
  readonly zone: string
  /** As in the address: undefined is the schedule's own. */
  readonly onChange: (value: string | undefined) => void
}

export function ZoneSwitch(props: ZoneSwitchProps) {
  return (
    <Dropdown
      kind="dialog"
      label="Zone of the labels"
      width={290}
      align="end"
      trigger={(trigger) => (
        <button type="button" className="btn small" title={props.zone} {...trigger}>
          <Glyph name="clock" size={14} />
          {cityOf(props.zone)} time
          <Glyph name="chevronDown" size={12} />
        </button>
      )}
    >
      {(close) => <Choices {...props} close={close} />}
    </Dropdown>
  )
}

function Choices(props: ZoneSwitchProps & { readonly close: () => void }) {
  const { own, mine, zone, onChange, close } = props
  const [other, setOther] = useState(zone)
  const choices = [
    { value: undefined, zone: own, words: 'schedule' },
    ...(mine === own ? [] : [{ value: 'mine', zone: mine, words: 'mine' }]),
    ...(own === 'UTC' || mine === 'UTC' ? [] : [{ value: 'utc', zone: 'UTC', words: '' }]),
  ]
  const choose = (value: string | undefined) => {
    onChange(value)
    close()
  }
  return (
    <div className="stack">
      <div className="row wrap">
        {choices.map((one) => (
          <button
            key={one.zone}
            type="button"
            className="btn small"
            aria-pressed={one.zone === zone}
            onClick={() => choose(one.value)}
          >
            {cityOf(one.zone)}
            {one.words && <span className="muted">({one.words})</span>}
          </button>
        ))}
      </div>
      <form
        className="stack tight"
        onSubmit={(event) => {
          event.preventDefault()
          choose(other === own ? undefined : other)
        }}
      >
        <ZoneField label="Any other city or zone" value={other} onChange={setOther} />
        <button type="submit" className="btn small primary">
          Show times in {cityOf(other)}
        </button>
      </form>
      <p className="tiny muted">Only the labels change. Shifts stay where they are.</p>
    </div>
  )
}
