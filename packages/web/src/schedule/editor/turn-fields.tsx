// How turns change: every so often or by a rule, from when, who has the first, how many in a row, and
// which of them count.

import { ClockField, SelectField, TextField } from '../../ui/fields.tsx'
import { cityOf, formatOf } from '../../ui/zone.ts'
import {
  type DraftLayer,
  type EveryTurn,
  everyTurnOf,
  ruleTurnOf,
  turnInWords,
  type VersionSpec,
} from './draft.ts'
import { type KnownPerson, useMemberWords } from './members-order.tsx'
import { RuleFields } from './rule-fields.tsx'

const UNITS = ['hour', 'day', 'week', 'month'] as const
const SHIFTS_MAX = 100
/** The day of a wall time, which has no zone. */
const FIRST_DAY = formatOf('UTC', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})

type FieldProps = {
  readonly layer: DraftLayer
  readonly version: (next: Partial<VersionSpec>) => void
}

export function TurnFields(
  props: FieldProps & {
    readonly zone: string
    readonly now: number
    readonly people: readonly KnownPerson[]
  },
) {
  const { layer, zone, now, people, version } = props
  const { turn, firstHandoff } = layer.version
  const [date = '', clock = ''] = firstHandoff.split('T')
  const isRule = 'rrule' in turn
  return (
    <div className="stack tight">
      <span className="field-label">
        Turns change {turnInWords(layer.version)} {cityOf(zone)} time
      </span>
      <SelectField
        label="How turns change"
        value={isRule ? 'rule' : 'every'}
        onChange={(event) => {
          const wanted = event.currentTarget.value === 'rule'
          if (wanted !== isRule)
            version({ turn: wanted ? ruleTurnOf(layer.version) : everyTurnOf(layer.version) })
        }}
      >
        <option value="every">Every so often</option>
        <option value="rule">By a recurrence rule</option>
      </SelectField>
      {'unit' in turn && <EveryFields turn={turn} onChange={(next) => version({ turn: next })} />}
      {'rrule' in turn && (
        <RuleFields
          turn={turn}
          version={layer.version}
          zone={zone}
          now={now}
          onChange={(next) => version({ turn: next })}
        />
      )}
      <div className="two">
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
      <OrderFields layer={layer} people={people} version={version} />
      <CountChoice layer={layer} version={version} />
    </div>
  )
}

function EveryFields(props: {
  readonly turn: EveryTurn
  readonly onChange: (turn: EveryTurn) => void
}) {
  const { turn, onChange } = props
  return (
    <div className="two">
      <TextField
        label="Length"
        type="number"
        min={1}
        max={1_000}
        value={turn.length}
        onChange={(event) => {
          const length = Math.max(1, Math.round(Number(event.currentTarget.value)))
          onChange({ ...turn, length })
        }}
      />
      <SelectField
        label="Unit"
        value={turn.unit}
        onChange={(event) => {
          const unit = UNITS.find((one) => one === event.currentTarget.value)
          if (unit) onChange({ ...turn, unit })
        }}
      >
        {UNITS.map((unit) => (
          <option key={unit} value={unit}>
            {turn.length === 1 ? unit : `${unit}s`}
          </option>
        ))}
      </SelectField>
    </div>
  )
}

/** Who begins, and how many turns each has before the next one's. */
function OrderFields({
  layer,
  people,
  version,
}: FieldProps & { readonly people: readonly KnownPerson[] }) {
  const wordsOf = useMemberWords(people)
  const { members, startsWith, turn, firstHandoff } = layer.version
  const at = Date.parse(`${firstHandoff.slice(0, 10)}T00:00:00Z`)
  const day = Number.isNaN(at) ? '' : FIRST_DAY.format(at).replace(',', '')
  return (
    <div className="two">
      <SelectField
        label="Has the first turn"
        description={`On ${day}, the first handoff.`}
        value={String(startsWith)}
        onChange={(event) => version({ startsWith: Number(event.currentTarget.value) })}
      >
        {members.map((member, index) => (
          <option key={`${index} ${wordsOf(member)}`} value={index}>
            {index + 1}. {wordsOf(member)}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Turns in a row"
        description="Before the next one’s turn."
        type="number"
        min={1}
        max={SHIFTS_MAX}
        value={turn.shiftsPerMember}
        error={inRow(turn.shiftsPerMember) ? undefined : `A whole number from 1 to ${SHIFTS_MAX}.`}
        onChange={(event) => {
          const shiftsPerMember = Number(event.currentTarget.value)
          version({ turn: { ...turn, shiftsPerMember } })
        }}
      />
    </div>
  )
}

const inRow = (value: number) => Number.isInteger(value) && value >= 1 && value <= SHIFTS_MAX

function CountChoice({ layer, version }: FieldProps) {
  const { turn } = layer.version
  return (
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
  )
}
