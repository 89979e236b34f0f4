// What is planned: the layer, from when, how many turns, who, and each person's maximum.

import { listAbsences, type ScheduleSpec, type User } from '@evenwatch/api'
import { useState } from 'react'
import { useRead } from '../../app/query.ts'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Avatar } from '../../ui/person.tsx'
import { formatOf, startOfDay } from '../../ui/zone.ts'
import { dateOf } from '../schedule-search.ts'
import { membersOfLayer, type PlanForm } from './plan-request.ts'

/** Absences are shown this far ahead of the first day. */
const ABSENCES_DAYS = 183

type FieldsProps = {
  readonly form: PlanForm
  readonly spec: ScheduleSpec
  readonly now: number
  readonly people: readonly User[]
  readonly onChange: (next: PlanForm) => void
}

export function PlanFields({ form, spec, now, people, onChange }: FieldsProps) {
  const put = (next: Partial<PlanForm>) => onChange({ ...form, ...next })
  return (
    <>
      <div className="two">
        {spec.layers.length > 1 && (
          <SelectField
            label="Layer"
            value={form.layer}
            onChange={(event) => {
              const layer = event.currentTarget.value
              put({ layer, people: membersOfLayer(spec, layer, people) })
            }}
          >
            {spec.layers.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <TextField
          label="From"
          description="Empty: the next handoff"
          type="date"
          min={dateOf(now, spec.timeZone)}
          value={form.from}
          onChange={(event) => put({ from: event.currentTarget.value })}
        />
        <TextField
          label="Turns"
          description="One after the other"
          inputMode="numeric"
          value={form.turns}
          onChange={(event) => put({ turns: event.currentTarget.value })}
        />
      </div>
      <People {...{ form, spec, now, people, onChange }} />
      <details className="plan-limits">
        <summary>Limits for this period</summary>
        <div className="two">
          <TextField
            label="Hours of rest between turns"
            description="Empty: the team’s"
            name="rest"
            inputMode="numeric"
            value={form.restHours}
            onChange={(event) => put({ restHours: event.currentTarget.value })}
          />
          <TextField
            label="Weeks in a row"
            description="Empty: the team’s"
            name="weeks-in-a-row"
            inputMode="numeric"
            value={form.weeksInARow}
            onChange={(event) => put({ weeksInARow: event.currentTarget.value })}
          />
        </div>
      </details>
    </>
  )
}

function People({ form, spec, now, people, onChange }: FieldsProps) {
  const [added, setAdded] = useState<readonly string[]>([])
  const members = membersOfLayer(spec, form.layer, people)
  const isShown = ({ name, teams }: User) =>
    members.includes(name) || added.includes(name) || teams.some((team) => team.name === spec.team)
  const shown = people.filter(isShown)
  const others = people.filter((user) => !isShown(user))
  const absencesOf = useAbsences(form.from, spec.timeZone, now)
  const toggle = (name: string, on: boolean) => {
    const chosen = on ? [...form.people, name] : form.people.filter((one) => one !== name)
    onChange({ ...form, people: chosen })
  }
  return (
    <fieldset className="plan-people">
      <legend className="field-label">People</legend>
      <ul>
        {shown.map((user) => {
          const away = absencesOf(user.id)
          const checked = form.people.includes(user.name)
          return (
            <li key={user.id} className="plan-person">
              <label className="row grow">
                <input
                  type="checkbox"
                  checked={checked}
                  onChange={(event) => toggle(user.name, event.currentTarget.checked)}
                />
                <Avatar {...user} />
                <span>
                  {user.displayName}
                  {away !== '' && <span className="small muted"> away {away}</span>}
                </span>
              </label>
              <label className="row small">
                at most
                <input
                  className="plan-max"
                  name={`max-${user.name}`}
                  aria-label={`At most so many turns for ${user.displayName}`}
                  inputMode="numeric"
                  maxLength={3}
                  placeholder="–"
                  disabled={!checked}
                  value={form.max[user.name] ?? ''}
                  onChange={(event) =>
                    onChange({
                      ...form,
                      max: { ...form.max, [user.name]: event.currentTarget.value },
                    })
                  }
                />
                turns
              </label>
            </li>
          )
        })}
      </ul>
      {others.length > 0 && (
        <SelectField
          label="Somebody else"
          value=""
          onChange={(event) => {
            const name = event.currentTarget.value
            if (name === '') return
            setAdded([...added, name])
            toggle(name, true)
          }}
        >
          <option value="">Choose…</option>
          {others.map((user) => (
            <option key={user.id} value={user.name}>
              {user.displayName}
            </option>
          ))}
        </SelectField>
      )}
    </fieldset>
  )
}

/** “16 – 20 Mar, 6 Apr”; only informs, so it is left out when it cannot be read. */
function useAbsences(from: string, zone: string, now: number): (userId: string) => string {
  const [year = 0, month = 0, day = 0] = from.split('-').map(Number)
  const chosen = day > 0 ? Date.UTC(year, month - 1, day) : now
  const startsAt = startOfDay(Math.max(now, chosen), zone)
  const query = {
    from: new Date(startsAt).toISOString(),
    until: new Date(startOfDay(startsAt, zone, ABSENCES_DAYS)).toISOString(),
    limit: 200,
  }
  const absences = useRead(listAbsences, { query }, { keep: true }).data?.items ?? []
  const format = formatOf(zone, { day: 'numeric', month: 'short' })
  return (userId) =>
    absences
      .filter((one) => one.user.id === userId && one.cancelledAt === null)
      .map((one) => {
        const first = format.format(Date.parse(one.startsAt))
        const last = format.format(Date.parse(one.endsAt) - 1)
        return first === last ? first : `${first} – ${last}`
      })
      .join(', ')
}
