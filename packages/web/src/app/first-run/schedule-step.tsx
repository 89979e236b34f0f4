// Step 4: a weekly rotation, with eight weeks of preview beside it and its gaps named.

import {
  createSchedule,
  getOnCallOverview,
  listSchedules,
  listShifts,
  listTeams,
  listUsers,
  type ScheduleView,
} from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { ClockField, SelectField, TextField } from '../../ui/fields.tsx'
import { lengthInWords, shortTime } from '../../ui/format-time.ts'
import { nameFrom } from '../../ui/name-from.ts'
import { namesInWords, Person } from '../../ui/person.tsx'
import { Notice } from '../../ui/states.tsx'
import { ZoneField } from '../../ui/zone-field.tsx'
import { call } from '../client.ts'
import { paths } from '../paths.ts'
import { useRead } from '../query.ts'
import { Reading } from '../reading.tsx'
import { useMe } from '../session.ts'
import { useChange } from '../use-change.ts'
import { firstHandoff, PREVIEW_WEEKS, previewWeeks } from './schedule-preview.ts'
import type { StepProps } from './step-props.ts'

const DAY_MS = 24 * 3_600_000
const WORKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri'] as const

export function ScheduleStep({ onDone }: StepProps) {
  const [existing] = useRead(listSchedules, { query: { limit: 200 } }).data?.items ?? []
  if (!existing) return <NewSchedule />
  return (
    <div className="stack">
      <SavedPreview schedule={existing} />
      <div>
        <Button kind="primary" onClick={onDone}>
          Continue
        </Button>
      </div>
    </div>
  )
}

function NewSchedule() {
  const me = useMe()
  const change = useChange()
  const [team] = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const users = useRead(listUsers, { query: { limit: 200 } }).data?.items ?? []
  const [displayName, setDisplayName] = useState<string | null>(null)
  const [zone, setZone] = useState(me.timeZone)
  const [template, setTemplate] = useState<'always' | 'working'>('always')
  const [clock, setClock] = useState('09:00')
  const [order, setOrder] = useState<readonly string[] | null>(null)
  const inTeam = team ? [...team.spec.leads, ...team.spec.members] : [me.name]
  const members =
    order ??
    inTeam.filter((name) => users.some((user) => user.name === name && !user.deactivatedAt))
  const shown = displayName ?? `${team?.displayName ?? 'First'} primary`
  const handoff = firstHandoff(Date.now(), zone, clock)
  const move = (index: number, by: number) => {
    const next = [...members]
    const [item] = next.splice(index, 1)
    if (item !== undefined) next.splice(index + by, 0, item)
    setOrder(next)
  }
  const create = () =>
    change.run(
      () =>
        call(createSchedule, {
          body: {
            name: nameFrom(shown),
            displayName: shown.trim(),
            spec: {
              ...(team && { team: team.name }),
              timeZone: zone,
              layers: [
                {
                  name: 'weekly',
                  firstHandoff: handoff,
                  turn: { length: 1, unit: 'week' },
                  members: [...members],
                  hours:
                    template === 'working'
                      ? [{ days: [...WORKDAYS], from: '09:00', until: '17:00' }]
                      : null,
                },
              ],
            },
          },
        }),
      [listSchedules, getOnCallOverview],
    )
  const display = (name: string) => users.find((user) => user.name === name)?.displayName ?? name
  return (
    <form
      className="side-by-side"
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <div className="stack">
        <TextField
          label="Name of the schedule"
          required
          value={shown}
          error={change.fields.name}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <SelectField
          label="Template"
          value={template}
          data={[
            { value: 'always', label: 'Weekly, around the clock' },
            { value: 'working', label: 'Weekly, working hours only' },
          ]}
          onChange={(event) =>
            setTemplate(event.currentTarget.value === 'working' ? 'working' : 'always')
          }
        />
        <ZoneField label="Zone of the schedule" value={zone} onChange={setZone} />
        <ClockField label="Handoff on Mondays at" value={clock} onChange={setClock} />
        <fieldset className="rules">
          <legend>People, in order</legend>
          <ol>
            {members.map((name, index) => (
              <li key={name} className="member-row">
                <span className="muted">{index + 1}.</span>
                <Person name={name} displayName={display(name)} />
                {index > 0 && (
                  <IconButton
                    small
                    glyph="arrowUp"
                    label={`Move ${display(name)} up`}
                    onClick={() => move(index, -1)}
                  />
                )}
                {members.length > 1 && (
                  <IconButton
                    small
                    glyph="close"
                    label={`Leave out ${display(name)}`}
                    onClick={() => setOrder(members.filter((item) => item !== name))}
                  />
                )}
              </li>
            ))}
          </ol>
        </fieldset>
        {change.fault && <Notice tone="warn">{change.fault}</Notice>}
        <div>
          <Button
            kind="primary"
            type="submit"
            busy={change.busy}
            whyNot={members.length === 0 ? 'Somebody must be in the rotation.' : undefined}
          >
            Create schedule
          </Button>
        </div>
      </div>
      <section className="preview" aria-label="Preview">
        <h3>The next {PREVIEW_WEEKS} weeks</h3>
        <ol>
          {previewWeeks(handoff, zone, members).map((week) => (
            <li key={week.startsAt}>
              <span className="when">from {shortTime(week.startsAt, Date.now(), zone)}</span>
              {week.who === null ? 'nobody' : display(week.who)}
            </li>
          ))}
        </ol>
        {template === 'working' && (
          <p className="small">
            <strong>Gaps:</strong> no one on weekdays from 17:00 to 09:00 (16 h) and on weekends.
            Pages then go to the last resort: the team’s leads.
          </p>
        )}
      </section>
    </form>
  )
}

const GAPS_NAMED_MAX = 4

function SavedPreview({ schedule }: { readonly schedule: ScheduleView }) {
  const [from] = useState(() => Date.now())
  const read = useRead(listShifts, {
    params: { schedule: schedule.name },
    query: {
      from: new Date(from).toISOString(),
      until: new Date(from + PREVIEW_WEEKS * 7 * DAY_MS).toISOString(),
    },
  })
  const zone = schedule.spec.timeZone
  return (
    <div className="stack">
      <p>
        <Link to={paths.schedule(schedule.name)}>{schedule.displayName}</Link>{' '}
        <span className="muted">is planned.</span>
      </p>
      <Reading of={read} what="The plan">
        {(data) => (
          <div className="preview">
            <ol>
              {data.shifts.slice(0, PREVIEW_WEEKS).map((shift) => (
                <li key={shift.startsAt}>
                  <span className="when">
                    from {shortTime(Date.parse(shift.startsAt), from, zone)}
                  </span>
                  {namesInWords(shift.users)}
                </li>
              ))}
            </ol>
            <p className="small">
              {data.gaps.length === 0 ? (
                `No gaps in the next ${PREVIEW_WEEKS} weeks.`
              ) : (
                <>
                  <strong>
                    {data.gaps.length} {data.gaps.length === 1 ? 'gap' : 'gaps'}:
                  </strong>{' '}
                  {data.gaps
                    .slice(0, GAPS_NAMED_MAX)
                    .map(
                      (gap) =>
                        `${shortTime(Date.parse(gap.startsAt), from, zone)}, ${lengthInWords(Date.parse(gap.endsAt) - Date.parse(gap.startsAt))}`,
                    )
                    .join('; ')}
                  {data.gaps.length > GAPS_NAMED_MAX && ' and more'}
                </>
              )}
            </p>
          </div>
        )}
      </Reading>
    </div>
  )
}
