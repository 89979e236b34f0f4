// In which zone the labels are: the schedule's, mine, UTC, or any by city. Spans never move.

import { useState } from 'react'
import { Dropdown } from '../ui/dropdown.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { cityOf } from '../ui/zone.ts'
import { ZoneField } from '../ui/zone-field.tsx'

export function ZoneSwitch(props: {
  readonly own: string
  readonly mine: string
  /** As in the address: absent is the schedule's own. */
  readonly value: string | undefined
  readonly onChange: (value: string | undefined) => void
}) {
  const { own, mine, value } = props
  const other = value !== undefined && value !== 'mine' && value !== 'utc' ? value : null
  return (
    <span className="row" style={{ gap: 4 }}>
      <Segmented
        label="Zone of the labels"
        value={value ?? 'own'}
        options={[
          { value: 'own', label: cityOf(own) },
          ...(mine !== own ? [{ value: 'mine', label: `${cityOf(mine)} (mine)` }] : []),
          ...(own !== 'UTC' ? [{ value: 'utc', label: 'UTC' }] : []),
          ...(other ? [{ value: other, label: cityOf(other) }] : []),
        ]}
        onChange={(next) => props.onChange(next === 'own' ? undefined : next)}
      />
      <Dropdown
        kind="dialog"
        label="Another zone"
        width={280}
        align="end"
        trigger={(trigger) => (
          <button type="button" className="btn small quiet" {...trigger}>
            Other zone
          </button>
        )}
      >
        {(close) => (
          <Choose
            value={other ?? own}
            onChoose={(zone) => {
              props.onChange(zone)
              close()
            }}
          />
        )}
      </Dropdown>
    </span>
  )
}

function Choose(props: { readonly value: string; readonly onChoose: (zone: string) => void }) {
  const [zone, setZone] = useState(props.value)
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        props.onChoose(zone)
      }}
    >
      <ZoneField label="City or zone" value={zone} onChange={setZone} />
      <button type="submit" className="btn small primary">
        Show times in {cityOf(zone)}
      </button>
    </form>
  )
}
