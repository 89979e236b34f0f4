// Business events: what the calendar must bear besides the usual. Listed for everybody; leads mark
// them for their team, managers for all.

import {
  type BusinessEventView,
  cancelBusinessEvent,
  createBusinessEvent,
  getScheduleCalendar,
  listBusinessEvents,
  listTeams,
} from '@evenwatch/api'
import { useState } from 'react'
import { call } from '../../app/client.ts'
import { useRead } from '../../app/query.ts'
import { useMe, whyNotLead } from '../../app/session.ts'
import { useChange } from '../../app/use-change.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { SelectField, TextField } from '../../ui/fields.tsx'
import { Notice } from '../../ui/states.tsx'
import { Time } from '../../ui/time.tsx'
import { toast } from '../../ui/toast.tsx'
import { cityOf, instantOf } from '../../ui/zone.ts'

const OLD = [getScheduleCalendar, listBusinessEvents]
const ALL_TEAMS = ''

export function BusinessEvents(props: {
  readonly events: readonly BusinessEventView[]
  readonly onAdd: () => void
}) {
  const me = useMe()
  return (
    <section className="card" aria-labelledby="events-heading">
      <div className="card-head">
        <h2 id="events-heading">Business events</h2>
        <Button size="small" glyph="plus" whyNot={whyNotLead(me, undefined)} onClick={props.onAdd}>
          Add event
        </Button>
      </div>
      <div className="card-body">
        {props.events.length === 0 ? (
          <p className="muted">None in these days. Launches, sales and peaks belong here.</p>
        ) : (
          <ul className="stack tight">
            {props.events.map((event) => (
              <EventItem key={event.id} event={event} />
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

function EventItem({ event }: { readonly event: BusinessEventView }) {
  const me = useMe()
  const change = useChange()
  const { id, name, team, startsAt, endsAt, wantsDouble, note } = event
  const again = () =>
    change.run(
      () =>
        call(createBusinessEvent, { body: { name, team, startsAt, endsAt, wantsDouble, note } }),
      OLD,
    )
  const cancel = async () => {
    const done = await change.run(() => call(cancelBusinessEvent, { params: { event: id } }), OLD)
    if (done) toast(`${name} is off the calendar.`, { undo: () => void again() })
  }
  return (
    <li>
      <div className="row wrap">
        <strong>{name}</strong>
        <span className="muted">{team ?? 'all teams'}</span>
        <span>
          <Time at={startsAt} as="short" /> – <Time at={endsAt} as="short" />
        </span>
        {wantsDouble && <span>two people on call</span>}
        {note && <span className="muted">{note}</span>}
        <span className="grow" />
        <Button
          size="small"
          kind="quiet"
          busy={change.busy}
          whyNot={whyNotLead(me, team ?? ' ')}
          onClick={() => void cancel()}
        >
          Cancel<span className="hidden-visually"> {name}</span>
        </Button>
      </div>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </li>
  )
}

export function NewEvent(props: { readonly zone: string; readonly onClose: () => void }) {
  const { zone, onClose } = props
  const me = useMe()
  const change = useChange()
  const teams = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const manages = whyNotLead(me, ' ') === undefined
  const own = teams.filter((team) => whyNotLead(me, team.name) === undefined)
  const [chosen, setTeam] = useState<string | null>(null)
  const team = chosen ?? (manages ? ALL_TEAMS : (own[0]?.name ?? ALL_TEAMS))
  const [name, setName] = useState('')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [wantsDouble, setDouble] = useState(true)
  const [note, setNote] = useState('')
  const add = async () => {
    const body = {
      name,
      team: team === ALL_TEAMS ? null : team,
      startsAt: dayStart(from, zone, 0),
      endsAt: dayStart(until || from, zone, 1),
      wantsDouble,
      note,
    }
    const done = await change.run(() => call(createBusinessEvent, { body }), OLD)
    if (!done) return
    toast(`${name} is on the calendar.`)
    onClose()
  }
  const { fields } = change
  return (
    <Dialog title="Add a business event" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          void add()
        }}
      >
        <TextField
          label="What"
          required
          maxLength={128}
          placeholder="Launch, sale, peak"
          value={name}
          error={fields.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SelectField
          label="Whom it concerns"
          value={team}
          data={[
            ...(manages ? [{ value: ALL_TEAMS, label: 'All teams' }] : []),
            ...own.map((item) => ({ value: item.name, label: item.displayName })),
          ]}
          onChange={(event) => setTeam(event.currentTarget.value)}
        />
        <div className="two">
          <TextField
            label={`First day (${cityOf(zone)})`}
            type="date"
            required
            value={from}
            error={fields.startsAt}
            onChange={(event) => setFrom(event.currentTarget.value)}
          />
          <TextField
            label="Last day"
            type="date"
            min={from}
            value={until}
            error={fields.endsAt}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        </div>
        <label className="row">
          <input
            type="checkbox"
            checked={wantsDouble}
            onChange={(event) => setDouble(event.currentTarget.checked)}
          />
          Two people shall be on call; the quality report checks it
        </label>
        <TextField
          label="Note"
          maxLength={1_000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {change.fault && Object.keys(fields).length === 0 && (
          <Notice tone="warn">{change.fault}</Notice>
        )}
        <div>
          <Button type="submit" kind="primary" busy={change.busy}>
            Add to the calendar
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** `2026-07-01` of a field, as the start of that day or of one after it in the zone on display. */
function dayStart(text: string, zone: string, plusDays: number): string {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number)
  const wall = { year, month, day: day + plusDays, hour: 0, minute: 0 }
  return new Date(instantOf(wall, zone)).toISOString()
}
