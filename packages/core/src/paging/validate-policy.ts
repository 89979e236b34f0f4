// Says everything that is wrong with an escalation policy, among the policies it may call.
//
// Policies that call each other must end: a loop is refused with its whole path, and so is a chain
// deeper than POLICY_LIMITS.nestingDepth. Delays are bounded, conditions must compile. Whether the
// people, teams and schedules exist is the caller's to ask.

import { compileCondition } from '../alert/condition.ts'
import { formatDuration } from '../platform/duration.ts'
import type { Fault } from '../schedule/validate-schedule.ts'
import { type EscalationPolicy, POLICY_LIMITS } from './policy.ts'

export type PolicyGraph = ReadonlyMap<string, Pick<EscalationPolicy, 'name' | 'steps'>>

/** `policies` holds the policy itself and every policy it could reach, by id, as they will be. */
export function validatePolicy(
  id: string,
  policy: Omit<EscalationPolicy, 'id' | 'version'>,
  policies: PolicyGraph,
): Fault[] {
  const faults: Fault[] = []
  const { steps, targetsPerStep, repeatTimes, delayMsMax } = POLICY_LIMITS
  const longest = formatDuration(delayMsMax)
  if (policy.steps.length === 0) faults.push(faultAt(['steps'], 'A policy has at least one step.'))
  if (policy.steps.length > steps) faults.push(faultAt(['steps'], `At most ${steps} steps.`))
  const { times, afterMs } = policy.repeat
  if (!Number.isInteger(times) || times < 0 || times > repeatTimes) {
    faults.push(faultAt(['repeat', 'times'], `A whole number from 0 to ${repeatTimes}.`, '2'))
  }
  if (afterMs < 0 || afterMs > delayMsMax) {
    faults.push(faultAt(['repeat', 'after'], `At most ${longest}.`, '10m'))
  }
  policy.steps.forEach((step, i) => {
    if (step.afterMs < 0 || step.afterMs > delayMsMax) {
      faults.push(faultAt(['steps', i, 'after'], `At most ${longest}.`, '5m'))
    }
    if (step.notify.length === 0 || step.notify.length > targetsPerStep) {
      faults.push(faultAt(['steps', i, 'notify'], `A step has 1 to ${targetsPerStep} targets.`))
    }
    if (step.condition !== null) {
      const compiled = compileCondition(step.condition)
      if (!compiled.ok) {
        faults.push(faultAt(['steps', i, 'if'], compiled.fault.message, 'severity == "critical"'))
      }
    }
    step.notify.forEach((target, k) => {
      if (target.kind !== 'policy') return
      const wrong = nestingFault([id], target.id, policies)
      if (wrong) faults.push(faultAt(['steps', i, 'notify', k, 'policy'], wrong))
    })
  })
  return faults
}

function faultAt(path: Fault['path'], rule: string, example?: string): Fault {
  return example === undefined ? { path, rule } : { path, rule, example }
}

/** What is wrong with calling `next` from the end of `chain`; null when every way down ends. */
function nestingFault(
  chain: readonly string[],
  next: string,
  policies: PolicyGraph,
): string | null {
  const nameOf = (id: string) => policies.get(id)?.name ?? id
  const path = [...chain, next]
  const start = chain.indexOf(next)
  if (start >= 0) {
    const loop = path.slice(start).map(nameOf).join(' → ')
    return `Policies must not call each other in a loop: ${loop}.`
  }
  if (path.length > POLICY_LIMITS.nestingDepth) {
    const deepest = path.map(nameOf).join(' → ')
    return `Policies call policies at most ${POLICY_LIMITS.nestingDepth} deep: ${deepest}.`
  }
  for (const called of calledBy(next, policies)) {
    const wrong = nestingFault(path, called, policies)
    if (wrong) return wrong
  }
  return null
}

function calledBy(id: string, policies: PolicyGraph): Set<string> {
  const called = new Set<string>()
  for (const step of policies.get(id)?.steps ?? []) {
    for (const target of step.notify) if (target.kind === 'policy') called.add(target.id)
  }
  return called
}
