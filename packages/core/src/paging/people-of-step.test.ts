import { describe, expect, test } from 'vitest'
import type { Directory } from '../catalog/directory.ts'
import type { Person } from '../people/user.ts'
import { compileSchedule } from '../schedule/compile-schedule.ts'
import type { Member } from '../schedule/schedule.ts'
import { makeLayer, makeSchedule, utc } from '../schedule/testing/make-schedule.ts'
import { nextCoverOf, peopleOfStep } from './people-of-step.ts'
import type { EscalationPolicy, EscalationStep, StepMode, Target } from './policy.ts'
import { reachedByStep } from './reached-by-step.ts'
import { findWho } from './who/find-who.ts'

function person(id: string): Person {
  const method = {
    id,
    userId: id,
    name: 'mail',
    channel: 'email',
    address: id,
    position: 0,
  } as const
  return {
    id,
    name: id,
    displayName: id,
    timeZone: 'UTC',
    role: 'responder',
    isActive: true,
    contactMethods: [{ ...method, verifiedAt: 1 }],
    notificationRules: [],
  }
}

const step = (mode: StepMode, ...notify: Target[]): EscalationStep => ({
  afterMs: 0,
  notify,
  mode,
  when: 'unacknowledged',
  condition: null,
})
const policy = (id: string, ...steps: EscalationStep[]): EscalationPolicy => ({
  id,
  name: id,
  version: 1,
  teamId: null,
  delaysFrom: 'previousStep',
  repeat: { times: 0, afterMs: 0 },
  whenNobody: 'hold',
  steps,
})
const PRIMARY: Target = { kind: 'schedule', id: 'primary' }
const user = (id: string): Target => ({ kind: 'user', id })
const asks = (mode: StepMode) => step(mode, PRIMARY)

/** A week each, from Monday the fifth: Ana, the policy, nobody, Ben. */
const MEMBERS: readonly Member[] = [
  { userIds: ['ana'] },
  { policyId: 'night' },
  null,
  { userIds: ['ben'] },
]
const [FIRST, SECOND, THIRD] = ['2026-01-06', '2026-01-13', '2026-01-20'].map((day) =>
  utc(`${day}T12:00Z`),
) as [number, number, number]

function directoryWith(members: readonly Member[] = MEMBERS): Directory {
  const schedule = makeSchedule([makeLayer({ members })])
  const plan = compileSchedule(schedule, new Map())
  return {
    revision: 1,
    people: new Map(['ana', 'ben', 'chen'].map((id) => [id, person(id)])),
    teams: new Map(),
    schedules: new Map([['primary', { schedule, displayName: 'Primary', plan }]]),
    policies: new Map([
      ['main', policy('main', asks('everyone'))],
      ['night', policy('night', step('everyone', user('chen')))],
    ]),
    services: new Map(),
    keys: new Map(),
    administratorIds: [],
  }
}

const reach = (one: EscalationStep, at: number, directory = directoryWith()) =>
  peopleOfStep(directory, one, 'high', at, { turnsTaken: 0, random: 0 })

describe('a step whose schedule has a policy on call', () => {
  test('calls the policy, and is not empty', () => {
    const called = { userIds: [], policyIds: ['night'], takesTurn: false }
    expect(reach(asks('everyone'), SECOND)).toEqual(called)
    expect(reach(asks('everyone'), THIRD)).toEqual({ ...called, policyIds: [] })
  })

  test('calls it once, however often it is named, and whole in modes that draw one person', () => {
    const beside = (mode: StepMode) =>
      step(mode, PRIMARY, { kind: 'policy', id: 'night' }, user('ana'), user('ben'))
    expect(reach(beside('everyone'), SECOND)).toMatchObject({
      userIds: ['ana', 'ben'],
      policyIds: ['night'],
    })
    for (const mode of ['roundRobin', 'random'] as const) {
      expect(reach(beside(mode), SECOND)).toMatchObject({ userIds: ['ana'], policyIds: ['night'] })
    }
  })

  test('takes it as the next or the previous in the rotation', () => {
    expect(reach(asks('next'), FIRST)).toMatchObject({ userIds: [], policyIds: ['night'] })
    expect(reach(asks('next'), SECOND)).toMatchObject({ userIds: ['ben'], policyIds: [] })
    expect(reach(asks('previous'), THIRD)).toMatchObject({ userIds: [], policyIds: ['night'] })
  })

  test('reaches nobody where the policy is gone', () => {
    const directory = directoryWith([{ policyId: 'gone' }])
    expect(reach(asks('everyone'), FIRST, directory)).toMatchObject({ userIds: [], policyIds: [] })
  })
})

test('a policy that waits for cover waits for the slot of another policy, too', () => {
  const main = policy('main', asks('everyone'))
  const directory = directoryWith([null, { policyId: 'night' }])
  expect(nextCoverOf(directory, main, FIRST)).toBe(utc('2026-01-12T08:00Z'))
})

test('whom a step reaches is told through the slot: the people of the policy’s first step', () => {
  const [reached] = reachedByStep(directoryWith(), asks('everyone'), SECOND)
  expect(reached).toEqual({ userId: 'chen', reasons: [{ kind: 'named' }] })
})

test('who is on call for a schedule names the policy, and whom it pages first', () => {
  const { hits } = findWho(directoryWith(), 'primary', SECOND, () => false)
  const level = hits.find(({ kind }) => kind === 'schedule')?.levels[0]
  expect(level).toMatchObject({
    policyIds: ['night'],
    people: [{ userId: 'chen', until: null }],
    gaps: [],
    next: [{ userIds: ['ben'], policyIds: [] }],
  })
  const before = findWho(directoryWith(), 'primary', FIRST, () => false).hits[0]?.levels[0]
  expect(before?.next).toMatchObject([{ userIds: [], policyIds: ['night'] }])
})
