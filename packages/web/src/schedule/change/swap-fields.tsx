// The other half of a swap: whose shift is taken in return, on this schedule or another one.

import { listSchedules, listShifts } from '@evenwatch/api'
import { DAY_MS, SHIFT_ROLES, type ShiftRole } from '@evenwatch/core'
import { useState } from 'react'
import { useRead } from '../../app/query.ts'
import { Reading } from '../../app/reading.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { shortTime } from '../../ui/format-time.ts'
import { Notice } from '../../ui/states.tsx'
import { cityOf } from '../../ui/zone.ts'
import { type PersonRef, ROLE_WORDS, type Shift } from '../shifts.ts'
import { type Counterpart, iso } from './change-draft.ts'
import { SpanFields } from './span-fields.tsx'

const SHIFTS_AHEAD_DAYS = 92
const SHOWN_MAX = 60

export function SwapFields(props: {
  readonly schedule: string
  readonly role: ShiftRole
  readonly away: PersonRef | null
  readonly now: number
  readonly value: Counterpart | null
  readonly onChange: (value: Counterpart | null) => void
}) {
  const { away, now, value, onChange } = props
  const [name, setName] = useState(props.schedule)
  // Stays on screen while its fields hold no span.
  const [shown, setShown] = useState(value)
  const put = (next: Counterpart | null) => {
    setShown(next)
    onChange(next)
  }
  const [role, setRole] = useState<ShiftRole>(props.role)
  const hour = Math.floor(now / 3_600_000) * 3_600_000
  const schedules = useRead(listSchedules, { query: { limit: 200 } }).data?.items ?? []
  const read = useRead(listShifts, {
    params: { schedule: name },
    query: { from: iso(hour), until: iso(hour + SHIFTS_AHEAD_DAYS * DAY_MS), role },
  })
  return (
    <div className="stack">
      <div className="two">
        <SelectField
          label="Schedule of the shift in return"
          value={name}
          onChange={(event) => {
            setName(event.currentTarget.value)
            put(null)
          }}
          data={schedules.map((one) => ({ value: one.name, label: one.displayName }))}
        />
        <SelectField
          label="Its role"
          value={role}
          onChange={(event) => {
            setRole(SHIFT_ROLES.find((one) => one === event.currentTarget.value) ?? 'primary')
            put(null)
          }}
          data={(read.data?.roles ?? [role]).map((one) => ({
            value: one,
            label: ROLE_WORDS[one],
          }))}
        />
      </div>
      <Reading of={read} what="The shifts" lines={2}>
        {({ shifts, timeZone }) => (
          <>
            <TheirShift
              {...{ now, value: shown, onChange: put }}
              shifts={othersShifts(shifts, away, now)}
              line={{ schedule: name, role, zone: timeZone }}
            />
            {shown && (
              <SpanFields
                of="In return"
                span={shown}
                zone={timeZone}
                onChange={(span) => (span ? put({ ...shown, ...span }) : onChange(null))}
              />
            )}
          </>
        )}
      </Reading>
    </div>
  )
}

function othersShifts(shifts: readonly Shift[], away: PersonRef | null, now: number) {
  return shifts
    .filter(({ endsAt }) => Date.parse(endsAt) > now)
    .flatMap((shift) =>
      shift.users.filter(({ id }) => id !== away?.id).map((user) => ({ shift, user })),
    )
    .slice(0, SHOWN_MAX)
}

function TheirShift(props: {
  readonly shifts: readonly { readonly shift: Shift; readonly user: PersonRef }[]
  readonly line: { readonly schedule: string; readonly role: ShiftRole; readonly zone: string }
  readonly now: number
  readonly value: Counterpart | null
  readonly onChange: (value: Counterpart | null) => void
}) {
  const { shifts, line, now, value, onChange } = props
  const { zone, ...on } = line
  const keyOf = (user: PersonRef, startsAt: number) => `${user.id} ${startsAt}`
  if (shifts.length === 0) {
    return <Notice>Nobody else has a shift there in the next {SHIFTS_AHEAD_DAYS} days.</Notice>
  }
  const options = shifts.map(({ shift, user }) => {
    const startsAt = Math.max(Date.parse(shift.startsAt), now)
    const endsAt = Date.parse(shift.endsAt)
    const words = `${shortTime(startsAt, now, zone)} – ${shortTime(endsAt, now, zone)}`
    return {
      key: keyOf(user, Date.parse(shift.startsAt)),
      label: `${user.displayName}, ${words}`,
      counterpart: { ...on, user, startsAt, endsAt },
    }
  })
  const known = options.find(
    ({ counterpart }) =>
      value && counterpart.user.id === value.user.id && counterpart.endsAt >= value.endsAt,
  )
  return (
    <SelectField
      label={`Their shift (times in ${cityOf(zone)})`}
      value={value ? (known?.key ?? '') : ''}
      onChange={(event) => {
        const key = event.currentTarget.value
        onChange(options.find((option) => option.key === key)?.counterpart ?? null)
      }}
      data={[
        { value: '', label: 'Choose…' },
        ...options.map(({ key, label }) => ({ value: key, label })),
      ]}
    />
  )
}
