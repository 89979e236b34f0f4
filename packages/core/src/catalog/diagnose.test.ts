import { describe, expect, test } from 'vitest'
import type { EscalationPolicy, EscalationStep, Target } from '../paging/policy.ts'
import type { ContactMethod, Person } from '../people/user.ts'
import { compileSchedule } from '../schedule/compile-schedule.ts'
import {
  hours,
  makeLayer,
  makeSchedule,
  people,
  WORKDAYS,
} from '../schedule/testing/make-schedule.ts'
import type { MachineFacts } from './diagnose/diagnose-machine.ts'
import type { Finding } from './diagnose/finding.ts'
import { diagnose } from './diagnose.ts'
import type { Directory, ScheduleEntry } from './directory.ts'
import type { Service } from './service.ts'

const NOW = Date.UTC(2026, 0, 12, 12)
const fine: MachineFacts = {
  clock: { healthy: true, uncertaintyMs: 2 },
  disk: { freeBytes: 50e9, totalBytes: 100e9 },
  pooler: { reason: null },
  hasSynchronousStandby: true,
  channels: [{ name: 'inbox', missing: null, error: null }],
  nodes: [{ name: 'one', silentMs: 100, healthy: true }],
  deadLetters: 0,
}

function person(name: string, verified: boolean, changes: Partial<Person> = {}): Person {
  const method: ContactMethod = {
    id: `${name}-mail`,
    userId: name,
    name: 'mail',
    channel: 'email',
    address: `${name}@example.org`,
    position: 0,
    verifiedAt: verified ? 1 : null,
  }
  return {
    id: name,
    name,
    displayName: name,
    timeZone: 'UTC',
    role: 'responder',
    isActive: true,
    contactMethods: [method],
    notificationRules: [],
    ...changes,
  }
}

const step = (...notify: Target[]): EscalationStep => ({
  afterMs: 0,
  notify,
  mode: 'everyone',
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
  whenNobody: 'lastResort',
  steps,
})

const weekdays: ScheduleEntry = (() => {
  const schedule = makeSchedule([
    makeLayer({ members: people('ana'), hours: [hours(WORKDAYS, '00:00', '00:00')] }),
  ])
  return { schedule, displayName: 'primary', plan: compileSchedule(schedule, new Map()) }
})()

function directory(changes: Partial<Directory> = {}): Directory {
  const ana = person('ana', true)
  return {
    revision: 1,
    people: new Map([['ana', ana]]),
    teams: new Map(),
    schedules: new Map(),
    policies: new Map([['p', policy('p', step({ kind: 'user', id: 'ana' }))]]),
    services: new Map(),
    keys: new Map(),
    administratorIds: ['ana'],
    ...changes,
  }
}

const badOf = (findings: readonly Finding[]) =>
  findings
    .filter((one) => one.level !== 'ok')
    .map(({ level, code, subject }) => ({ level, code, subject }))
const bad = (changes: Partial<Directory>, facts: Partial<MachineFacts> = {}) =>
  badOf(diagnose(directory(changes), { ...fine, ...facts }, NOW))

describe('the diagnosis', () => {
  test('of a sound installation is a list of things that are well', () => {
    const findings = diagnose(directory(), fine, NOW)
    expect(badOf(findings)).toEqual([])
    expect(findings.length).toBeGreaterThan(8)
  })

  test('every finding that is not well says what to do', () => {
    const broken = diagnose(
      directory({ administratorIds: [], schedules: new Map([['schedule', weekdays]]) }),
      { ...fine, hasSynchronousStandby: false, deadLetters: 1 },
      NOW,
    )
    for (const one of broken.filter((finding) => finding.level !== 'ok')) {
      expect(one.remedy, one.code).toMatch(/\.$/)
    }
  })

  test('names people who are counted on and cannot be reached', () => {
    const everybody = new Map([
      ['ana', person('ana', true)],
      ['ben', person('ben', false)],
      ['old', person('old', true, { isActive: false })],
    ])
    const target = (id: string): Target => ({ kind: 'user', id })
    const policies = new Map([
      ['p', policy('p', step(target('ana'), target('ben'), target('old')))],
    ])
    expect(bad({ people: everybody, policies })).toEqual([
      { level: 'critical', code: 'person-unreachable', subject: 'ben' },
      { level: 'critical', code: 'person-deactivated', subject: 'old' },
      { level: 'warning', code: 'contact-unverified', subject: 'ben/mail' },
    ])
  })

  test('finds the gap of a schedule, and the policy that reaches nobody in it', () => {
    const schedules = new Map([['schedule', weekdays]])
    const policies = new Map([['p', policy('p', step({ kind: 'schedule', id: 'schedule' }))]])
    expect(bad({ schedules, policies })).toEqual([
      { level: 'warning', code: 'schedule-gap', subject: 'primary' },
      { level: 'warning', code: 'policy-reaches-nobody', subject: 'p' },
    ])
  })

  test('a policy that reaches nobody now is critical', () => {
    const policies = new Map([['p', policy('p', step({ kind: 'team', id: 'gone' }))]])
    expect(bad({ policies })).toEqual([
      { level: 'critical', code: 'policy-reaches-nobody', subject: 'p' },
    ])
  })

  test('policies that call each other are found, and reach who they call', () => {
    const policies = new Map([
      ['a', policy('a', step({ kind: 'policy', id: 'b' }))],
      ['b', policy('b', step({ kind: 'policy', id: 'a' }, { kind: 'user', id: 'ana' }))],
    ])
    expect(bad({ policies })).toEqual([
      { level: 'warning', code: 'policy-loop', subject: 'a' },
      { level: 'warning', code: 'policy-loop', subject: 'b' },
    ])
  })

  test('policies that call each other through a slot of a schedule are found', () => {
    const schedule = makeSchedule([makeLayer({ members: [...people('ana'), { policyId: 'a' }] })])
    const plan = compileSchedule(schedule, new Map())
    const schedules = new Map([['schedule', { schedule, displayName: 'primary', plan }]])
    const target = { kind: 'schedule', id: 'schedule' } as const
    const policies = new Map([
      ['a', policy('a', step(target, { kind: 'user', id: 'ana' }))],
      ['b', policy('b', step(target))],
    ])
    expect(bad({ schedules, policies })).toEqual([
      { level: 'warning', code: 'policy-loop', subject: 'a' },
    ])
  })

  test('a service whose policy is gone is critical', () => {
    // Only what the check reads.
    const service = {
      name: 's',
      policyRoutes: [{ condition: null, policyId: 'gone' }],
    } as unknown as Service
    expect(bad({ services: new Map([['s', service]]) })).toEqual([
      { level: 'critical', code: 'service-without-policy', subject: 's' },
    ])
  })

  test('a channel that is not set up matters when somebody relies on it', () => {
    const mail = { name: 'email', missing: 'Set SMTP_URL.', error: null } as const
    const hook = { name: 'webhook', missing: 'Set it up.', error: null } as const
    expect(bad({}, { channels: [mail, hook] })).toEqual([
      { level: 'critical', code: 'channel-missing', subject: 'email' },
    ])
  })

  test('reports clock, disk, pooler, standby, nodes and dead letters', () => {
    const facts: Partial<MachineFacts> = {
      clock: { healthy: false, uncertaintyMs: 900 },
      disk: { freeBytes: 1e8, totalBytes: 1e12 },
      pooler: { reason: 'SET does not last' },
      hasSynchronousStandby: false,
      nodes: [{ name: 'two', silentMs: 60_000, healthy: true }],
      deadLetters: 2,
    }
    expect(bad({}, facts).map((one) => one.code)).toEqual([
      'clock-unsure',
      'disk-short',
      'pooler-shares-sessions',
      'dead-letters-open',
      'no-synchronous-standby',
      'node-silent',
    ])
  })
})
