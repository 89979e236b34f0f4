// Says everything that is wrong with an escalation policy, among the policies it may call.
//
// Policies that call each other, by name or through a slot of a schedule, must end: a loop is
// refused with its whole path, and so is a chain deeper than POLICY_LIMITS.nestingDepth. Delays are bounded, conditions must compile. Whether the
// people, teams and schedules exist is the caller's to ask.

import { compileCondition } from '../alert/condition.ts'
import { formatDuration } from '../platform/duration.ts'
import type { Fault } from '../schedule/validate-schedule.ts'
import { nestingFault } from './nesting-fault.ts'
import { type EscalationPolicy, POLICY_LIMITS } from './policy.ts'
import { callsOf, type PolicyGraph } from './policy-graph.ts'

/** `graph` holds the policy itself and every policy and schedule it could reach. */
export function validatePolicy(
  id: string,
  policy: Omit<EscalationPolicy, 'id' | 'version'>,
  graph: PolicyGraph,
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
      for (const call of callsOf(target, graph)) {
        const wrong = nestingFault([{ policyId: id, schedule: null }], call, graph)
        if (!wrong) continue
        faults.push(faultAt(['steps', i, 'notify', k, target.kind], wrong))
        break
      }
    })
  })
  return faults
}

function faultAt(path: Fault['path'], rule: string, example?: string): Fault {
  return example === undefined ? { path, rule } : { path, rule, example }
}
