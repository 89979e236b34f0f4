import { escalationPolicyDocumentOf } from '@evenwatch/api'
import {
  assert,
  decideEscalation,
  type EscalationWorld,
  type Instant,
  MINUTE_MS,
  startOfRun,
  validatePolicy,
} from '@evenwatch/core'
import { expect, test } from 'vitest'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutyPolicy, PagerdutyRule, PagerdutySource } from './pagerduty-source.ts'

const NOW = Date.parse('2026-03-01T00:00:00Z')
const SOURCE: PagerdutySource = {
  users: [
    { id: 'PANA', name: 'Ana', email: 'ana@example.org' },
    { id: 'PBEN', name: 'Ben', email: 'ben@example.org' },
    { id: 'PMUTE', name: 'Mute' },
  ],
  teams: [
    { id: 'PT1', name: 'Payments' },
    { id: 'PT2', name: 'Platform' },
  ],
  schedules: [{ id: 'PS1', name: 'Primary', time_zone: 'UTC', schedule_layers: [] }],
  schedules_v3: [{ id: 'PS3', name: 'Shift based', time_zone: 'UTC', rotations: [] }],
}
const ANA = { id: 'PANA', type: 'user_reference' }
const BEN = { id: 'PBEN', type: 'user_reference' }
const PRIMARY = { id: 'PS1', type: 'schedule_reference' }
const SHIFT_BASED = { id: 'PS3', type: 'schedule_v3_reference' }

test('a rule’s delay is the wait behind it, so it stands before the next step', () => {
  const { spec } = convert({
    num_loops: 2,
    escalation_rules: [rule(5, [PRIMARY]), rule(15, [ANA]), rule(30, [BEN])],
  })
  expect(spec.delaysFrom).toBe('previousStep')
  expect(spec.steps.map(({ after, notify }) => ({ after, notify }))).toEqual([
    { after: '0m', notify: [{ schedule: 'primary' }] },
    { after: '5m', notify: [{ user: 'ana' }] },
    { after: '15m', notify: [{ user: 'ben' }] },
  ])
  expect(spec.repeat).toEqual({ times: 2, after: '30m' })
})

test('the engine takes each step at the minute at which PagerDuty would', () => {
  const policy = convert({
    num_loops: 2,
    escalation_rules: [rule(5, [PRIMARY]), rule(15, [ANA]), rule(30, [BEN])],
  })
  // Rules at 0, 5 and 20 minutes; the last waits 30, and the round is repeated twice.
  expect(minutesOfSteps(policy)).toEqual({
    steps: [0, 5, 20, 50, 55, 70, 100, 105, 120],
    endsAt: 150,
  })
})

test('one rule without loops is tried once, and its delay ends the escalation', () => {
  const policy = convert({ num_loops: 0, escalation_rules: [rule(30, [ANA])] })
  expect(minutesOfSteps(policy)).toEqual({ steps: [0], endsAt: 30 })
})

test('a rule that names nobody who comes over is skipped at once, with its delay', () => {
  const policy = convert({
    escalation_rules: [
      rule(5, [ANA]),
      rule(40, [{ id: 'PMUTE', type: 'user_reference', summary: 'Mute' }]),
      rule(10, [BEN]),
    ],
  })
  expect(minutesOfSteps(policy)).toEqual({ steps: [0, 5], endsAt: 15 })
  expect(policy.codes).toEqual([
    'user-without-email',
    'user-unknown',
    'escalation-rule-not-expressible',
  ])
})

test('targets are people and schedules of both kinds, each once', () => {
  const { spec, codes } = convert({
    escalation_rules: [rule(5, [ANA, PRIMARY, SHIFT_BASED, ANA])],
  })
  expect(spec.steps[0]?.notify).toEqual([
    { user: 'ana' },
    { schedule: 'primary' },
    { schedule: 'shift-based' },
  ])
  expect(codes).toEqual(['user-without-email'])
})

test('round robin is a mode of the step; in a v3 schedule it reaches one person, not all', () => {
  const roundRobin = { ...rule(5, [ANA, BEN]), escalation_rule_assignment_strategy: 'round_robin' }
  const asObject = {
    ...rule(5, [SHIFT_BASED]),
    escalation_rule_assignment_strategy: { type: 'round_robin' },
  }
  const everyone = {
    ...rule(5, [ANA]),
    escalation_rule_assignment_strategy: { type: 'assign_to_everyone' },
  }
  const { spec, codes } = convert({ escalation_rules: [roundRobin, asObject, everyone] })
  expect(spec.steps.map(({ mode }) => mode)).toEqual(['roundRobin', 'roundRobin', 'everyone'])
  expect(codes).toEqual(['user-without-email', 'escalation-rule-changed'])
})

test('a policy without rules pages its team; one without a team stays behind', () => {
  const withTeam = convert({ escalation_rules: [], teams: [{ id: 'PT1' }] })
  expect(withTeam.spec.steps).toMatchObject([{ after: '0m', notify: [{ team: 'payments' }] }])
  expect(withTeam.codes).toContain('escalation-rule-changed')
  const alone = convertPagerduty(sourceWith({ escalation_rules: [] }), { now: NOW })
  expect(alone.documents.some(({ kind }) => kind === 'EscalationPolicy')).toBe(false)
  expect(alone.findings.map(({ code }) => code)).toContain('escalation-rule-not-expressible')
})

test('of several teams the first owns the policy, and more loops than ours are cut', () => {
  const { spec, codes } = convert({
    num_loops: 25,
    teams: [{ id: 'PT1' }, { id: 'PT2' }],
    escalation_rules: [rule(5, [ANA])],
  })
  expect(spec.team).toBe('payments')
  expect(spec.repeat.times).toBe(20)
  expect(codes).toEqual(['user-without-email', 'team-changed', 'escalation-repeat-changed'])
})

test('a schedule that no policy names comes over all the same', () => {
  const { documents } = convertPagerduty(sourceWith({ escalation_rules: [rule(5, [ANA])] }), {
    now: NOW,
  })
  const schedules = documents.filter(({ kind }) => kind === 'Schedule')
  expect(schedules.map(({ metadata }) => metadata.name)).toEqual(['primary', 'shift-based'])
})

function rule(minutes: number, targets: PagerdutyRule['targets']): PagerdutyRule {
  return { id: `PR${minutes}`, escalation_delay_in_minutes: minutes, targets: targets ?? [] }
}

function sourceWith(policy: Omit<PagerdutyPolicy, 'id'>): PagerdutySource {
  return { ...SOURCE, escalation_policies: [{ id: 'PP1', name: 'Default', ...policy }] }
}

function convert(policy: Omit<PagerdutyPolicy, 'id'>) {
  const { documents, findings } = convertPagerduty(sourceWith(policy), { now: NOW })
  const document = documents.find((one) => one.kind === 'EscalationPolicy')
  assert(document !== undefined, 'the policy comes over')
  return { ...document, codes: findings.map(({ code }) => code) }
}

/** Runs the production engine until it ends; every step reaches somebody, nobody acknowledges. */
function minutesOfSteps({ metadata, spec }: Pick<ReturnType<typeof convert>, 'metadata' | 'spec'>) {
  const converted = escalationPolicyDocumentOf(metadata, spec, (_kind, name) => name)
  assert(converted.ok, 'the policy has no fault')
  const policy = { ...converted.document, id: 'default', name: 'default', version: 1 }
  const graph = { policies: new Map([['default', policy]]), schedules: new Map(), now: NOW }
  expect(validatePolicy('default', policy, graph)).toEqual([])
  const world: EscalationWorld = {
    peopleOf: (step) => ({ userIds: [`person-${step}`], policyIds: [], takesTurn: false }),
    appliesTo: () => true,
    lastResort: () => [],
    nextCoverAt: () => null,
  }
  const steps: number[] = []
  let progress = startOfRun(0)
  let now: Instant | null = 0
  let endsAt = 0
  while (now !== null) {
    const move = decideEscalation(policy, progress, world, now)
    for (const { step } of move.pages) if (step >= 0) steps.push(now / MINUTE_MS)
    progress = move.progress
    endsAt = now / MINUTE_MS
    now = move.dueAt
  }
  return { steps, endsAt }
}
