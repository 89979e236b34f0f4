// The shifts of a temporary schedule, in any order. Where none is given nobody is on call, on purpose.

import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/fields.tsx'
import type { Window } from '../schedule-search.ts'
import type { TemporaryShift } from './change-draft.ts'
import { SpanFields } from './span-fields.tsx'

export function TemporaryFields(props: {
  readonly span: Window
  readonly zone: string
  readonly people: readonly { readonly name: string; readonly displayName: string }[]
  readonly shifts: readonly TemporaryShift[]
  readonly onChange: (shifts: readonly TemporaryShift[]) => void
}) {
  const { span, zone, people, shifts, onChange } = props
  // Those behind a removed one move up, and take no half-typed text over from it.
  const [removed, setRemoved] = useState(0)
  const put = (index: number, next: Partial<TemporaryShift>) =>
    onChange(shifts.map((shift, at) => (at === index ? { ...shift, ...next } : shift)))
  const add = () => {
    const startsAt = Math.max(span.startsAt, ...shifts.map(({ endsAt }) => endsAt))
    const free = startsAt < span.endsAt ? { startsAt, endsAt: span.endsAt } : span
    onChange([...shifts, { startsAt: free.startsAt, endsAt: free.endsAt, users: [] }])
  }
  return (
    <div className="stack">
      {shifts.length === 0 && (
        <p className="muted">No shift: nobody is on call for the whole span, on purpose.</p>
      )}
      <ol className="stack">
        {shifts.map((shift, index) => (
          // A shift has no name of its own; its place in the list is its identity.
          <li key={`${removed} ${index}`} className="method">
            <SelectField
              label={`Shift ${index + 1}: who`}
              value={shift.users[0] ?? ''}
              onChange={(event) => {
                const name = event.currentTarget.value
                put(index, { users: name === '' ? [] : [name] })
              }}
              data={[
                { value: '', label: 'Choose…' },
                ...people.map((one) => ({ value: one.name, label: one.displayName })),
              ]}
            />
            <SpanFields
              of={`Shift ${index + 1}`}
              span={shift}
              zone={zone}
              onChange={(next) =>
                put(index, next ? { ...next, isLoose: false } : { isLoose: true })
              }
            />
            <div>
              <Button
                size="small"
                kind="quiet"
                onClick={() => {
                  setRemoved(removed + 1)
                  onChange(shifts.filter((_, at) => at !== index))
                }}
              >
                Remove<span className="hidden-visually"> shift {index + 1}</span>
              </Button>
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button size="small" onClick={add}>
          Add a shift
        </Button>
      </div>
    </div>
  )
}
