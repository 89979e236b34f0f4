// Whom to ask or put on call: the candidates, and behind them everybody else.

import type { CoverCandidate } from '@evenwatch/api'
import { SelectField } from '../../ui/fields.tsx'
import type { Window } from '../schedule-search.ts'
import type { PersonRef } from '../shifts.ts'
import { Candidates } from './candidates.tsx'

const idOf = ({ user }: CoverCandidate) => user.id

export function WhoFields(props: {
  readonly items: readonly CoverCandidate[]
  readonly several: boolean
  readonly chosen: ReadonlySet<string>
  readonly span: Window
  readonly now: number
  readonly everybody: readonly PersonRef[]
  readonly other: PersonRef | null
  readonly away: PersonRef | null
  readonly onChoose: (ids: ReadonlySet<string>) => void
  readonly onOther: (person: PersonRef | null) => void
}) {
  const { items, everybody, other, away } = props
  const known = new Set(items.map(idOf))
  const others = everybody.filter(({ id }) => !known.has(id) && id !== away?.id)
  return (
    <>
      {items.length === 0 && <p className="muted">The team has nobody else.</p>}
      <Candidates {...props} />
      {others.length > 0 && (
        <SelectField
          label={items.length === 0 ? 'Who' : 'Somebody else'}
          value={other?.id ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value
            props.onOther(others.find((one) => one.id === id) ?? null)
          }}
          data={[
            { value: '', label: 'Choose…' },
            ...others.map(({ id, displayName }) => ({ value: id, label: displayName })),
          ]}
        />
      )}
    </>
  )
}
