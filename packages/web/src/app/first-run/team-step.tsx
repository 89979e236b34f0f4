// Step 3: a team that owns things, and its people. Sample colleagues have no contact method, so that
// nobody is ever paged through them.

import {
  createTeam,
  createUser,
  deactivateUser,
  getSession,
  listTeams,
  listUsers,
  type TeamView,
  type User,
  updateTeam,
} from '@evenwatch/api'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/fields.tsx'
import { nameFrom } from '../../ui/name-from.ts'
import { Person } from '../../ui/person.tsx'
import { Notice } from '../../ui/states.tsx'
import { localZone } from '../../ui/zone.ts'
import { call } from '../client.ts'
import { useRead } from '../query.ts'
import { useMe } from '../session.ts'
import { useChange } from '../use-change.ts'
import type { StepProps } from './step-props.ts'

const SAMPLES = [
  { displayName: 'Ben Sample', timeZone: 'America/Lima' },
  { displayName: 'Chen Sample', timeZone: 'Asia/Singapore' },
] as const
const isSample = (user: User): boolean => user.email.endsWith('@sample.invalid')
const OLD = [listTeams, listUsers, getSession]

export function TeamStep({ onDone }: StepProps) {
  const teams = useRead(listTeams, { query: { limit: 200 } }).data?.items ?? []
  const [team] = teams
  return team ? <Members team={team} onDone={onDone} /> : <NewTeam />
}

function NewTeam() {
  const me = useMe()
  const change = useChange()
  const [displayName, setDisplayName] = useState('')
  const name = nameFrom(displayName)
  const create = () =>
    change.run(
      () =>
        call(createTeam, {
          body: { name, displayName: displayName.trim(), spec: { leads: [me.name], members: [] } },
        }),
      OLD,
    )
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault()
        if (name) void create()
      }}
    >
      <p className="muted">A team owns schedules, policies and services. You become its lead.</p>
      <TextField
        label="Name of the team"
        placeholder="Payments"
        required
        value={displayName}
        error={change.fields.name}
        onChange={(event) => setDisplayName(event.currentTarget.value)}
      />
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div>
        <Button
          kind="primary"
          type="submit"
          busy={change.busy}
          whyNot={name === '' ? 'Name the team first.' : undefined}
        >
          Create team
        </Button>
      </div>
    </form>
  )
}

function Members({ team, onDone }: { readonly team: TeamView; readonly onDone: () => void }) {
  const change = useChange()
  const users = useRead(listUsers, { query: { limit: 200 } }).data?.items ?? []
  const inTeam = new Set([...team.spec.leads, ...team.spec.members])
  const people = users.filter((user) => inTeam.has(user.name) && !user.deactivatedAt)
  const [displayName, setDisplayName] = useState('')
  const [email, setEmail] = useState('')

  const add = (list: readonly { displayName: string; email: string; timeZone: string }[]) =>
    change.run(async () => {
      const names: string[] = []
      for (const person of list) {
        const name = nameFrom(person.displayName)
        await call(createUser, {
          body: {
            name,
            displayName: person.displayName,
            spec: { email: person.email, timeZone: person.timeZone },
          },
        })
        names.push(name)
      }
      await join(team, names)
    }, OLD)
  const remove = (user: User) =>
    change.run(async () => {
      const without = (list: readonly string[]) => list.filter((name) => name !== user.name)
      await call(updateTeam, {
        params: { team: team.name },
        body: {
          displayName: team.displayName,
          spec: { leads: without(team.spec.leads), members: without(team.spec.members) },
        },
      })
      await call(deactivateUser, { params: { user: user.name } })
    }, OLD)
  return (
    <div className="stack">
      <p>
        <strong>{team.displayName}</strong>{' '}
        <span className="muted">
          has {people.length === 1 ? 'one person' : `${people.length} people`}.
        </span>
      </p>
      <ul className="stack tight">
        {people.map((user) => (
          <li key={user.id} className="member-row">
            <Person {...user} />
            {team.spec.leads.includes(user.name) && <span className="chip plain">lead</span>}
            {isSample(user) && (
              <>
                <span className="chip plain">sample, never paged</span>
                <Button
                  size="small"
                  kind="quiet"
                  busy={change.busy}
                  onClick={() => void remove(user)}
                >
                  Remove<span className="hidden-visually"> {user.displayName}</span>
                </Button>
              </>
            )}
          </li>
        ))}
      </ul>
      <form
        className="row wrap"
        style={{ alignItems: 'flex-end' }}
        onSubmit={(event) => {
          event.preventDefault()
          void add([{ displayName: displayName.trim(), email, timeZone: localZone() }]).then(
            (done) => {
              if (!done) return
              setDisplayName('')
              setEmail('')
            },
          )
        }}
      >
        <TextField
          label="Colleague’s name"
          required
          value={displayName}
          error={change.fields.name}
          onChange={(event) => setDisplayName(event.currentTarget.value)}
        />
        <TextField
          label="Colleague’s e-mail"
          type="email"
          required
          value={email}
          error={change.fields.email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <Button type="submit" busy={change.busy}>
          Add person
        </Button>
      </form>
      {change.fault && <Notice tone="warn">{change.fault}</Notice>}
      <div className="row wrap">
        <Button kind="primary" onClick={onDone}>
          Continue
        </Button>
        {people.length === 1 && (
          <Button
            busy={change.busy}
            onClick={() =>
              void add(
                SAMPLES.map((sample) => ({
                  ...sample,
                  email: `${nameFrom(sample.displayName)}@sample.invalid`,
                })),
              )
            }
          >
            Add two sample colleagues
          </Button>
        )}
      </div>
    </div>
  )
}

function join(team: TeamView, names: readonly string[]) {
  return call(
    updateTeam,
    {
      params: { team: team.name },
      body: {
        displayName: team.displayName,
        spec: { ...team.spec, members: [...new Set([...team.spec.members, ...names])] },
      },
    },
    { headers: { 'if-match': `"${team.version}"` } },
  )
}
