// Whom a page by hand is for, and the policy that pages them: its own for a policy, else one made
// for the purpose, which asks again twice and ends, like every policy, at the last resort.

import type { ConfigurationDocument, pageSomeone as contract } from '@evenwatch/api'
import { API_VERSION } from '@evenwatch/api'
import { DEFAULT_TEAM_LIMITS, type Directory, findByRef } from '@evenwatch/core'
import type { z } from 'zod'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

export const DIRECT_PAGES = 'direct-pages'
const NAME_CHARS_MAX = 64

export type DirectTarget = {
  readonly displayName: string
  readonly policyName: string
  /** Null: the policy exists and is not ours to make. */
  readonly policy: ConfigurationDocument | null
}

type Wanted = z.output<typeof contract.body>['target']

export function findDirectTarget(directory: Directory, wanted: Wanted): DirectTarget | Refusal {
  if ('policy' in wanted) {
    const policy = findByRef(directory.policies, wanted.policy)
    if (!policy) return unknown('policy', wanted.policy)
    return { displayName: policy.name, policyName: policy.name, policy: null }
  }
  if ('user' in wanted) {
    const person = findByRef(directory.people, wanted.user)
    if (!person?.isActive) return unknown('user', wanted.user)
    return madeFor('user', person, teamOfPerson(directory, person.id))
  }
  if ('team' in wanted) {
    const team = findByRef(directory.teams, wanted.team)
    return team ? madeFor('team', team, team.name) : unknown('team', wanted.team)
  }
  const entry = [...directory.schedules.values()].find(
    ({ schedule }) => schedule.id === wanted.schedule || schedule.name === wanted.schedule,
  )
  if (!entry) return unknown('schedule', wanted.schedule)
  const { schedule, displayName } = entry
  const team = directory.teams.get(schedule.teamId ?? '')?.name ?? null
  return madeFor('schedule', { id: schedule.id, name: schedule.name, displayName }, team)
}

function unknown(kind: string, ref: string): Refusal {
  return refuse('not-found', { detail: `There is no active ${kind} ${ref}.` })
}

type Named = { readonly id: string; readonly name: string; readonly displayName: string }

function madeFor(
  kind: 'user' | 'team' | 'schedule',
  target: Named,
  team: string | null,
): DirectTarget {
  const wished = `direct-${kind}-${target.name}`
  // A long name would not fit; the id always does.
  const policyName = wished.length <= NAME_CHARS_MAX ? wished : `direct-${kind}-${target.id}`
  const notify =
    kind === 'user'
      ? { user: target.name }
      : kind === 'team'
        ? { team: target.name }
        : { schedule: target.name }
  return {
    displayName: target.displayName,
    policyName,
    policy: {
      apiVersion: API_VERSION,
      kind: 'EscalationPolicy',
      metadata: { name: policyName, displayName: `Direct: ${target.displayName}`.slice(0, 128) },
      spec: {
        ...(team !== null && { team }),
        delaysFrom: 'previousStep',
        repeat: { times: 2, after: '5m' },
        whenNobody: 'lastResort',
        steps: [{ after: '0m', notify: [notify], mode: 'everyone', when: 'unacknowledged' }],
      },
    },
  }
}

/** The team whose leads are the last resort: the first by name that the person belongs to. */
function teamOfPerson(directory: Directory, userId: string): string | null {
  const names = [...directory.teams.values()]
    .filter((team) => team.leadIds.includes(userId) || team.memberIds.includes(userId))
    .map((team) => team.name)
  return names.sort()[0] ?? null
}

/** The built-in service that direct pages are about, and the team without people that owns it. */
export function directPagesDocuments(policyName: string): readonly ConfigurationDocument[] {
  const metadata = { name: DIRECT_PAGES, displayName: 'Direct pages' }
  return [
    {
      apiVersion: API_VERSION,
      kind: 'Team',
      metadata,
      spec: { leads: [], members: [], limits: DEFAULT_TEAM_LIMITS },
    },
    {
      apiVersion: API_VERSION,
      kind: 'Service',
      metadata,
      spec: {
        team: DIRECT_PAGES,
        escalationPolicy: policyName,
        dependsOn: [],
        repage: 'whenMoreUrgent',
        integrations: [],
      },
    },
  ]
}
