// One layer on the table: who, in which order, how long, from when, in which hours.

import type { ScheduleSpec } from '@evenwatch/api'
import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { ROLE_WORDS } from '../shifts.ts'
import { type DraftLayer, type VersionSpec, withMembers } from './draft.ts'
import { HoursWindows } from './hours-windows.tsx'
import { type KnownPerson, MembersOrder } from './members-order.tsx'
import { TurnFields } from './turn-fields.tsx'

export function LayerForm(props: {
  readonly layer: DraftLayer
  readonly spec: ScheduleSpec
  readonly people: readonly KnownPerson[]
  readonly now: number
  readonly onChange: (next: DraftLayer) => void
}) {
  const { layer, spec, people, onChange } = props
  const put = (next: Partial<DraftLayer>) => onChange({ ...layer, ...next })
  const version = (next: Partial<VersionSpec>) => put({ version: { ...layer.version, ...next } })
  const begun = layer.stored !== null
  const { members, hours } = layer.version
  return (
    <div className="stack layer-form">
      <div className="two">
        <TextField
          label="Name"
          value={layer.name}
          disabled={begun}
          onChange={(event) => put({ name: nameFrom(event.currentTarget.value) })}
        />
        <SelectField
          label="Role"
          value={layer.role}
          disabled={begun}
          onChange={(event) => {
            const role = SHIFT_ROLES.find((one) => one === event.currentTarget.value)
            if (role) put({ role })
          }}
        >
          {SHIFT_ROLES.map((role: ShiftRole) => (
            <option key={role} value={role}>
              {ROLE_WORDS[role]}
            </option>
          ))}
        </SelectField>
        <TextField
          label="Priority"
          type="number"
          min={0}
          max={1_000}
          value={layer.priority}
          disabled={begun}
          onChange={(event) => put({ priority: Number(event.currentTarget.value) })}
        />
      </div>
      <p className="tiny muted">
        {begun
          ? 'Name, role and priority of a layer that has begun stay. To change them, remove it and add another: the past keeps the old one.'
          : 'A higher priority hides a lower one; equal ones are on call together.'}
      </p>
      {spec.stages.length > 0 && <Stages layer={layer} spec={spec} put={put} />}
      <MembersOrder
        members={members}
        people={people}
        team={spec.team}
        onChange={(next) => put({ version: withMembers(layer.version, next) })}
      />
      <TurnFields
        layer={layer}
        zone={layer.timeZone ?? spec.timeZone}
        now={props.now}
        people={people}
        version={version}
      />
      <HoursWindows hours={hours} onChange={(next) => version({ hours: next })} />
    </div>
  )
}

function Stages(props: {
  readonly layer: DraftLayer
  readonly spec: ScheduleSpec
  readonly put: (next: Partial<DraftLayer>) => void
}) {
  const { layer, spec, put } = props
  const names = [...new Set(spec.stages.map((stage) => stage.name))]
  const chosen = layer.stages ?? names
  return (
    <fieldset className="hours-window">
      <legend className="field-label">Holds in these stages</legend>
      <div className="row wrap day-picks">
        {names.map((name) => (
          <label key={name} className="day-pick">
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={(event) => {
                const on = event.currentTarget.checked
                const next = names.filter((one) => (one === name ? on : chosen.includes(one)))
                if (next.length > 0) put({ stages: next.length === names.length ? null : next })
              }}
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
