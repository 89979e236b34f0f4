// When a person is away: what is noted, which of their shifts still need somebody, and a form.
// An absence takes nobody off call, so its shifts are named beside it.

import {
  type AbsenceView,
  type CallInput,
  cancelAbsence,
  createAbsence,
  listAbsences,
  listUserAbsences,
  type User,
} from '@evenwatch/api'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../app/client.ts'
import { paths } from '../app/paths.ts'
import { useRead } from '../app/query.ts'
import { Reading } from '../app/reading.tsx'
import { useMe } from '../app/session.ts'
import { useChange } from '../app/use-change.ts'
import { changeLink } from '../schedule/change-link.ts'
import { Button } from '../ui/button.tsx'
import { SelectField, TextField } from '../ui/fields.tsx'
import { useNow } from '../ui/now.ts'
import { Segmented } from '../ui/segmented.tsx'
import { Notice } from '../ui/states.tsx'
import { Time } from '../ui/time.tsx'
import { toast } from '../ui/toast.tsx'
import { cityOf, instantOf } from '../ui/zone.ts'
import { absenceInWords } from './absence-in-words.ts'

const OLD = [listUserAbsences, listAbsences]
const KIND_WORDS = { vacation: 'Vacation', unavailable: 'Unavailable' } as const

export function Absences({ user }: { readonly user: User }) {
  const list = useRead(listUserAbsences, { params: { user: user.name }, query: { limit: 50 } })
  return (
    <div className="stack">
      <Reading of={list} what="The absences">
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">
              Nothing noted. Absences never take anybody off call by themselves.
            </p>
          ) : (
            <ul className="methods">
              {items.map((absence) => (
                <AbsenceRow key={absence.id} absence={absence} zone={user.timeZone} />
              ))}
            </ul>
          )
        }
      </Reading>
      <NewAbsence user={user} />
    </div>
  )
}

function AbsenceRow(props: { readonly absence: AbsenceView; readonly zone: string }) {
  const { absence, zone } = props
  const change = useChange()
  const now = useNow(60_000)
  const { id, kind, startsAt, endsAt, note, shifts } = absence
  const params = { user: absence.user.id }
  const isMine = useMe().id === absence.user.id
  const words = absenceInWords(absence, now, zone)
  const undo = () =>
    change.run(() => call(createAbsence, { params, body: { kind, startsAt, endsAt, note } }), OLD)
  const cancel = async () => {
    const done = await change.run(
      () => call(cancelAbsence, { params: { ...params, absence: id } }),
      OLD,
    )
    if (done) toast(`Absence cancelled: ${words}.`, { undo: () => void undo() })
  }
  return (
    <li className="method">
      <div className="row wrap">
        <strong>{words}</strong>
        <span className="muted">{KIND_WORDS[kind]}</span>
        {note && <span className="muted cut">{note}</span>}
        {absence.feed && <span className="muted">from the calendar {absence.feed.name}</span>}
        <span className="grow" />
        {absence.mayCancel && (
          <Button size="small" kind="quiet" busy={change.busy} onClick={() => void cancel()}>
            Cancel<span className="hidden-visually"> the absence {words}</span>
          </Button>
        )}
      </div>
      {shifts.length > 0 && (
        <Notice tone="warn">
          <strong>
            {shifts.length === 1
              ? 'A shift falls into it.'
              : `${shifts.length} shifts fall into it.`}
          </strong>{' '}
          You stay on call until somebody covers.
          <ul className="plain">
            {shifts.map((shift) => (
              <li key={`${shift.schedule.id} ${shift.role} ${shift.startsAt}`}>
                <Link to={paths.schedule(shift.schedule.name)}>{shift.schedule.displayName}</Link>
                {shift.role !== 'primary' && ` (${shift.role})`}:{' '}
                <Time at={shift.startsAt} as="short" /> – <Time at={shift.endsAt} as="short" />{' '}
                <Link
                  {...changeLink(shift.schedule.name, {
                    kind: 'cover',
                    role: shift.role,
                    from: Date.parse(shift.startsAt),
                    until: Date.parse(shift.endsAt),
                    ...(isMine ? {} : { away: absence.user.name }),
                  })}
                >
                  Get cover
                </Link>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
    </li>
  )
}

type Way = 'days' | 'times'

function NewAbsence({ user }: { readonly user: User }) {
  const change = useChange()
  const [way, setWay] = useState<Way>('days')
  const [kind, setKind] = useState<AbsenceView['kind']>('vacation')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [note, setNote] = useState('')
  const turn = (next: Way) => {
    setWay(next)
    // A day and a time are different texts; what a field cannot show it would send unseen.
    setFrom('')
    setUntil('')
  }
  const add = async () => {
    const when =
      way === 'days'
        ? { firstDay: from, lastDay: until || from }
        : { startsAt: instantIn(from, user.timeZone), endsAt: instantIn(until, user.timeZone) }
    const body: CallInput<typeof createAbsence>['body'] = { kind, note, ...when }
    const done = await change.run(
      () => call(createAbsence, { params: { user: user.name }, body }),
      OLD,
    )
    if (!done) return
    toast('Absence noted.')
    turn(way)
    setNote('')
  }
  const type = way === 'days' ? 'date' : 'datetime-local'
  const { fields } = change
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void add()
      }}
    >
      <div className="row wrap">
        <Segmented<Way>
          label="Whole days or exact times"
          value={way}
          options={[
            { value: 'days', label: 'Whole days' },
            { value: 'times', label: 'Exact times' },
          ]}
          onChange={turn}
        />
        <span className="small muted">
          In {cityOf(user.timeZone)}. The note is for you, your leads and managers.
        </span>
      </div>
      <div className="method-add">
        <SelectField
          label="Kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value as AbsenceView['kind'])}
          data={(['vacation', 'unavailable'] as const).map((value) => ({
            value,
            label: KIND_WORDS[value],
          }))}
        />
        <TextField
          label={way === 'days' ? 'First day' : 'From'}
          type={type}
          required
          value={from}
          error={fields.firstDay ?? fields.startsAt}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextField
          label={way === 'days' ? 'Last day' : 'Until'}
          type={type}
          required={way === 'times'}
          min={from}
          value={until}
          error={fields.lastDay ?? fields.endsAt}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <TextField
          label="Note"
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Button type="submit" busy={change.busy}>
          Note absence
        </Button>
      </div>
      {change.fault && Object.keys(fields).length === 0 && (
        <Notice tone="warn">{change.fault}</Notice>
      )}
    </form>
  )
}

/** `2026-07-01T09:00` of a field, read as a wall time of the person's zone. */
function instantIn(text: string, zone: string): string {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = text.split(/\D/).map(Number)
  return new Date(instantOf({ year, month, day, hour, minute }, zone)).toISOString()
}
