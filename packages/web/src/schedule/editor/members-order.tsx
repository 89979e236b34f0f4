// People in order, and policies that hold a slot among them. Dragging is a shortcut; the buttons do the same, and say what they did.

import { listEscalationPolicies } from '@evenwatch/api'
import { useState } from 'react'
import { useRead } from '../../app/query.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { SelectField } from '../../ui/fields.tsx'
import { announce } from '../../ui/live-region.tsx'
import { Avatar } from '../../ui/person.tsx'
import { type MemberSpec, moved } from './draft.ts'

/** A person or a policy, as an answer names it. */
export type KnownPerson = { readonly name: string; readonly displayName: string }

/** How members are called, policies by their display names as well. */
export function useMemberWords(people: readonly KnownPerson[]): (member: MemberSpec) => string {
  const policies = usePolicies()
  return (member) => memberInWords(member, people, policies)
}

const usePolicies = (): readonly KnownPerson[] =>
  useRead(listEscalationPolicies, { query: { limit: 200 } }).data?.items ?? []

/** What is not known yet, or is gone, is called by its name. */
export function memberInWords(
  member: MemberSpec,
  people: readonly KnownPerson[],
  policies: readonly KnownPerson[],
): string {
  const displayed = (all: readonly KnownPerson[], name: string) =>
    all.find((one) => one.name === name)?.displayName ?? name
  const known = (name: string) => displayed(people, name)
  if (member === null) return 'Nobody, on purpose'
  if (typeof member === 'string') return known(member)
  if (Array.isArray(member)) return member.map(known).join(' with ')
  if ('policy' in member) return `Policy ${displayed(policies, member.policy)}`
  return `Everybody of team ${member.team}`
}

export function MembersOrder(props: {
  readonly members: readonly MemberSpec[]
  readonly people: readonly KnownPerson[]
  readonly team: string | undefined
  readonly onChange: (members: MemberSpec[]) => void
}) {
  const { members, people, team, onChange } = props
  const wordsOf = useMemberWords(people)
  const [dragged, setDragged] = useState<number | null>(null)
  const move = (from: number, to: number) => {
    const next = moved(members, from, to)
    if (next === members) return
    onChange([...next])
    const member = members[from]
    if (member !== undefined) announce(`${wordsOf(member)} is now number ${to + 1}.`)
  }
  const add = (value: string) => {
    if (value === '') return
    onChange([...members, memberOf(value, team)])
  }
  return (
    <div className="stack tight">
      <span className="field-label">People, in the order of their turns</span>
      <ol className="turn-order">
        {members.map((member, index) => {
          const words = wordsOf(member)
          // Keyed by person, so that a moved one keeps the focus; a person may stand in it twice.
          const times = members.slice(0, index).filter((one) => wordsOf(one) === words)
          return (
            <li
              key={`${words} ${times.length}`}
              className={dragged === index ? 'member dragged' : 'member'}
              draggable
              onDragStart={() => setDragged(index)}
              onDragOver={(event) => event.preventDefault()}
              onDragEnd={() => setDragged(null)}
              onDrop={(event) => {
                event.preventDefault()
                if (dragged !== null) move(dragged, index)
                setDragged(null)
              }}
            >
              <span className="member-number">{index + 1}</span>
              {typeof member === 'string' && <Avatar name={member} displayName={words} />}
              <span className="grow cut">{words}</span>
              <IconButton
                small
                glyph="arrowUp"
                label={`Move ${words} up`}
                onClick={() => move(index, index - 1)}
              />
              <span className="turned">
                <IconButton
                  small
                  glyph="arrowUp"
                  label={`Move ${words} down`}
                  onClick={() => move(index, index + 1)}
                />
              </span>
              <IconButton
                small
                glyph="close"
                label={`Take ${words} out`}
                onClick={() => onChange(members.filter((_, at) => at !== index))}
              />
            </li>
          )
        })}
      </ol>
      {members.length === 0 && <p className="small muted">Nobody yet. Add the first one.</p>}
      <AddMember people={people} team={team} onAdd={add} />
    </div>
  )
}

/** What an option of the list stands for; no name begins with a colon. */
function memberOf(value: string, team: string | undefined): MemberSpec {
  if (value === ':nobody') return null
  if (value === ':team' && team) return { team }
  return value.startsWith(POLICY) ? { policy: value.slice(POLICY.length) } : value
}

const POLICY = ':policy '

function AddMember(props: {
  readonly people: readonly KnownPerson[]
  readonly team: string | undefined
  readonly onAdd: (value: string) => void
}) {
  const [value, setValue] = useState('')
  const policies = usePolicies()
  return (
    <div className="row" style={{ alignItems: 'flex-end' }}>
      <SelectField
        label="Add"
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      >
        <option value="">Choose…</option>
        {props.people.map((person) => (
          <option key={person.name} value={person.name}>
            {person.displayName}
          </option>
        ))}
        {props.team && <option value=":team">Everybody of team {props.team}</option>}
        {policies.length > 0 && (
          <optgroup label="Whomever a policy reaches">
            {policies.map(({ name, displayName }) => (
              <option key={name} value={`${POLICY}${name}`}>
                Policy {displayName}
              </option>
            ))}
          </optgroup>
        )}
        <option value=":nobody">Nobody, on purpose</option>
      </SelectField>
      <Button
        glyph="plus"
        whyNot={value === '' ? 'Choose whom to add first.' : undefined}
        onClick={() => {
          props.onAdd(value)
          setValue('')
        }}
      >
        Add
      </Button>
    </div>
  )
}
