// Whether a step's own condition holds for what is being paged about. Asked by the engine when it
// takes the step, by the forecast, and by "what would happen if", so that they cannot differ.
//
// A condition that cannot be read, or asked, counts as holding: better a page too many than one too
// few. What was wrong with it is said, so that somebody can mend it.

import type { ConditionFacts } from '../alert/condition/condition-facts.ts'
import { type CompiledCondition, compileCondition, conditionHolds } from '../alert/condition.ts'
import type { EscalationStep } from './policy.ts'

export type StepVerdict = {
  readonly holds: boolean
  /** Why the condition could not be answered; null: it was, or there is none. */
  readonly problem: string | null
}

const HOLDS: StepVerdict = { holds: true, problem: null }
const HOLDS_NOT: StepVerdict = { holds: false, problem: null }

// A step never changes: a changed policy is another version with steps of its own.
const compiledOfStep = new WeakMap<EscalationStep, CompiledCondition>()

/** Without facts every condition holds. */
export function stepApplies(
  step: EscalationStep | undefined,
  facts: ConditionFacts | null,
): StepVerdict {
  if (!step || step.condition === null || facts === null) return HOLDS
  const compiled = compiledOfStep.get(step) ?? compileCondition(step.condition)
  compiledOfStep.set(step, compiled)
  if (!compiled.ok) return { holds: true, problem: compiled.fault.message }
  const answer = conditionHolds(compiled.condition, facts)
  if ('error' in answer) return { holds: true, problem: answer.error }
  return answer.holds ? HOLDS : HOLDS_NOT
}
