// One layer on the table: who, in which order, how long, from when, in which hours.

import type { ScheduleSpec } from '@evenwatch/api'
import { SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { ClockField, SelectField, TextField } from '../../ui/fields.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { cityOf } from '../../ui/zone.ts'
import { ROLE_WORDS } from '../shifts.ts'
import { type DraftLayer, turnInWords, type VersionSpec } from './draft.ts'
import { HoursWindows } from './hours-windows.tsx'
import { type KnownPerson, MembersOrder } from './members-order.tsx'

const UNITS = ['hour', 'day', 'week', 'month'] as const

export function LayerForm(props: {
  readonly layer: DraftLayer
  readonly spec: ScheduleSpec
  readonly people: readonly KnownPerson[]
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
        onChange={(next) => version({ members: next })}
      />
      <TurnFields layer={layer} zone={layer.timeZone ?? spec.timeZone} version={version} />
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

function TurnFields(props: {
  readonly layer: DraftLayer
  readonly zone: string
  readonly version: (next: Partial<VersionSpec>) => void
}) {
  const { layer, zone, version } = props
  const { turn, firstHandoff } = layer.version
  const [date = '', clock = ''] = firstHandoff.split('T')
  return (
    <div className="stack tight">
      <span className="field-label">
        Turns change {turnInWords(layer.version)} {cityOf(zone)} time
      </span>
      <div className="two">
        {'unit' in turn && (
          <>
            <TextField
              label="Length"
              type="number"
              min={1}
              max={1_000}
              value={turn.length}
              onChange={(event) => {
                const length = Math.max(1, Math.round(Number(event.currentTarget.value)))
                version({ turn: { ...turn, length } })
              }}
            />
            <SelectField
              label="Unit"
              value={turn.unit}
              onChange={(event) => {
                const unit = UNITS.find((one) => one === event.currentTarget.value)
                if (unit) version({ turn: { ...turn, unit } })
              }}
            >
              {UNITS.map((unit) => (
                <option key={unit} value={unit}>
                  {turn.length === 1 ? unit : `${unit}s`}
                </option>
              ))}
            </SelectField>
          </>
        )}
        <TextField
          label="First handoff"
          type="date"
          value={date}
          onChange={(event) => {
            const next = event.currentTarget.value
            if (next) version({ firstHandoff: `${next}T${clock}` })
          }}
        />
        <ClockField
          label={`At (${cityOf(zone)})`}
          value={clock.slice(0, 5)}
          onChange={(next) => version({ firstHandoff: `${date}T${next}` })}
        />
      </div>
      <fieldset className="choices">
        <legend className="field-label">A turn counts</legend>
        <label>
          <input
            type="radio"
            name={`count ${layer.id}`}
            checked={turn.count === 'worked'}
            onChange={() => version({ turn: { ...turn, count: 'worked' } })}
          />
          <span>
            <b>when it is worked.</b> A turn in which none of the hours begin is skipped, so nobody
            loses theirs to a weekend.
          </span>
        </label>
        <label>
          <input
            type="radio"
            name={`count ${layer.id}`}
            checked={turn.count === 'elapsed'}
            onChange={() => version({ turn: { ...turn, count: 'elapsed' } })}
          />
          <span>
            <b>when it has passed.</b> Every turn counts, worked or not: the same weekday meets
            different people.
          </span>
        </label>
      </fieldset>
    </div>
  )
}
