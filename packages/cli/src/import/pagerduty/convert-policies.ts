// Escalation policies.
//
// PagerDuty writes the wait behind a rule: how long it has before the next one begins. Here `after`
// stands before a step, so each step has the delay of the rule before it, the first has none, and
// the last rule's delay stands between rounds. A rule that names nobody who comes over is skipped
// at once, as an empty step is, and its delay goes with it.

import type { ConfigurationDocument, EscalationPolicySpec } from '@evenwatch/api'
import { POLICY_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { namedMetadata } from '../name-objects.ts'
import type {
  PagerdutyPolicy,
  PagerdutyRef,
  PagerdutyRule,
  PagerdutySource,
} from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject, teamNamed } from './pagerduty-world.ts'

type StepSpec = EscalationPolicySpec['steps'][number]
type TargetSpec = StepSpec['notify'][number]
type Step = Omit<StepSpec, 'after'> & { readonly waitsMinutes: number }

const DEFAULT_DELAY_MINUTES = 30

export function convertPolicies(
  source: PagerdutySource,
  world: PagerdutyWorld,
): ConfigurationDocument[] {
  return (source.escalation_policies ?? []).flatMap((policy) => convertPolicy(policy, world) ?? [])
}

function convertPolicy(
  policy: PagerdutyPolicy,
  world: PagerdutyWorld,
): ConfigurationDocument | null {
  const object = sourceObject('escalation policy', policy)
  const name = world.policies.get(policy.id) ?? object.name
  const team = teamNamed(world, policy.teams, object)
  const steps = stepsOf(policy.escalation_rules ?? [], team, object, world)
  const last = steps.at(-1)
  if (last === undefined) return null
  if (policy.on_call_handoff_notifications === 'always') {
    const detail = 'Notices of handoffs are set per person here, not per policy.'
    note(world, 'changed', 'object-not-imported', object, detail)
  }
  return {
    apiVersion: 'evenwatch/v1',
    kind: 'EscalationPolicy',
    metadata: namedMetadata(name, object.name),
    spec: {
      ...(team !== null && { team }),
      delaysFrom: 'previousStep',
      repeat: { times: repeatsOf(policy, object, world), after: `${last.waitsMinutes}m` },
      whenNobody: 'lastResort',
      steps: steps.map(({ waitsMinutes: _, ...step }, index) => ({
        after: `${steps[index - 1]?.waitsMinutes ?? 0}m`,
        ...step,
      })),
    },
  }
}

function stepsOf(
  rules: readonly PagerdutyRule[],
  team: string | null,
  object: SourceObject,
  world: PagerdutyWorld,
): Step[] {
  const steps = rules.flatMap((rule, index) => {
    const place = {
      ...object,
      kind: 'escalation rule',
      id: rule.id,
      name: `rule ${index + 1} of ${object.name}`,
    }
    return stepOf(rule, place, world) ?? []
  })
  if (steps.length > POLICY_LIMITS.steps) {
    const detail = `Only the first ${POLICY_LIMITS.steps} steps came over.`
    note(world, 'changed', 'escalation-rule-not-expressible', object, detail)
    return steps.slice(0, POLICY_LIMITS.steps)
  }
  if (steps.length > 0) return steps
  if (team === null) {
    const detail = 'It has no step that names anybody, and no team to page instead.'
    note(world, 'cannot', 'escalation-rule-not-expressible', object, detail)
    return []
  }
  const detail = `It has no step that names anybody; the team ${team} is paged instead.`
  note(world, 'changed', 'escalation-rule-changed', object, detail)
  return [
    {
      waitsMinutes: DEFAULT_DELAY_MINUTES,
      notify: [{ team }],
      mode: 'everyone',
      when: 'unacknowledged',
    },
  ]
}

function stepOf(rule: PagerdutyRule, object: SourceObject, world: PagerdutyWorld): Step | null {
  const targets = rule.targets ?? []
  const notify: TargetSpec[] = []
  const seen = new Set<string>()
  for (const target of targets) {
    const found = targetOf(target, object, world)
    const key = JSON.stringify(found)
    if (found !== null && !seen.has(key)) notify.push(found)
    seen.add(key)
  }
  if (notify.length > POLICY_LIMITS.targetsPerStep) {
    const detail = `Only the first ${POLICY_LIMITS.targetsPerStep} targets came over.`
    note(world, 'changed', 'escalation-rule-changed', object, detail)
  }
  if (notify.length === 0) {
    const detail = 'It names nobody who comes over; the next rule begins in its place.'
    note(world, 'cannot', 'escalation-rule-not-expressible', object, detail)
    return null
  }
  const strategy = rule.escalation_rule_assignment_strategy
  const isRoundRobin = (typeof strategy === 'string' ? strategy : strategy?.type) === 'round_robin'
  if (isRoundRobin && targets.some(({ type }) => type?.startsWith('schedule_v3'))) {
    const detail = 'People take turns one by one, also those on call together in one schedule.'
    note(world, 'changed', 'escalation-rule-changed', object, detail)
  }
  return {
    waitsMinutes: delayOf(rule, object, world),
    notify: notify.slice(0, POLICY_LIMITS.targetsPerStep),
    mode: isRoundRobin ? 'roundRobin' : 'everyone',
    when: 'unacknowledged',
  }
}

function delayOf(rule: PagerdutyRule, object: SourceObject, world: PagerdutyWorld): number {
  const written = rule.escalation_delay_in_minutes ?? DEFAULT_DELAY_MINUTES
  const longest = POLICY_LIMITS.delayMsMax / 60_000
  const minutes = Math.min(Math.max(0, Math.round(written)), longest)
  if (minutes !== written) {
    const detail = `It waits ${minutes} minutes; in PagerDuty ${written}.`
    note(world, 'changed', 'escalation-rule-changed', object, detail)
  }
  return minutes
}

function targetOf(
  target: PagerdutyRef,
  object: SourceObject,
  world: PagerdutyWorld,
): TargetSpec | null {
  const type = (target.type ?? '').replace(/_reference$/, '')
  const user = type === 'user' ? world.users.get(target.id) : undefined
  if (user !== undefined) return { user }
  const isSchedule = type === 'schedule' || type === 'schedule_v3'
  const schedule = isSchedule ? world.schedules.get(target.id) : undefined
  if (schedule !== undefined) return { schedule }
  const who = target.summary ?? target.id
  const code = type === 'user' ? 'user-unknown' : 'not-found-in-source'
  const detail = `${type || 'Target'} ${who} does not come over and is not notified.`
  note(world, 'changed', code, object, detail)
  return null
}

function repeatsOf(policy: PagerdutyPolicy, object: SourceObject, world: PagerdutyWorld): number {
  const written = policy.num_loops ?? 0
  const times = Math.min(Math.max(0, written), POLICY_LIMITS.repeatTimes)
  if (times !== written) {
    const detail = `It repeats ${times} times; in PagerDuty ${written}.`
    note(world, 'changed', 'escalation-repeat-changed', object, detail)
  }
  return times
}
