// Conditions of rules, written in CEL: `severity == "critical" && labels.env == "prod"`.
//
// A condition is compiled once and asked for every event, so it may cost little: what rules mostly
// say (texts compared, labels looked up) is turned into plain functions, the rest is left to the CEL
// library, part by part. Asking never throws. As CEL has it, a label that is not set makes its
// comparison an error, which `&&` and `||` forget when the other side decides; `has(labels.env)` or
// `"env" in labels` asks first.

import { Environment } from '@marcbachmann/cel-js'
import { isJsonObject } from '../platform/json.ts'
import { CompileFault, compileNode, type Verdict } from './condition/compile-node.ts'
import type { ConditionFacts } from './condition/condition-facts.ts'
import { type ConditionNeed, needOf } from './condition/need-of.ts'

export const CONDITION_CHARS_MAX = 1_000
const AST_NODES_MAX = 500
const DEPTH_MAX = 32

export type Condition = {
  readonly text: string
  readonly verdictOf: (facts: ConditionFacts) => Verdict
  /** A text that must have one of some values wherever the condition holds; null: nothing so plain. */
  readonly need: ConditionNeed | null
}

/** `at`: how many characters into the text, where known. */
export type ConditionFault = { readonly message: string; readonly at: number | null }

export type CompiledCondition =
  | { readonly ok: true; readonly condition: Condition }
  | { readonly ok: false; readonly fault: ConditionFault }

const environment = new Environment({
  unlistedVariablesAreDyn: false,
  limits: { maxAstNodes: AST_NODES_MAX, maxDepth: DEPTH_MAX },
})
  .registerVariable('severity', 'string')
  .registerVariable('urgency', 'string')
  .registerVariable('summary', 'string')
  .registerVariable('source', 'string')
  .registerVariable('service', 'string')
  .registerVariable('labels', 'map<string, string>')
  .registerVariable('details', 'map<string, dyn>')

export function compileCondition(text: string): CompiledCondition {
  if (text.length > CONDITION_CHARS_MAX) {
    return fault(`a condition has at most ${CONDITION_CHARS_MAX} characters`)
  }
  try {
    const parsed = environment.parse(text)
    const checked = parsed.check()
    if (!checked.valid) return faultOf(checked.error)
    if (checked.type !== 'bool' && checked.type !== 'dyn') {
      return fault(`a condition must say true or false; this one says ${checked.type}`)
    }
    const verdictOf = compileNode(parsed.ast, environment)
    return { ok: true, condition: { text, verdictOf, need: needOf(parsed.ast) } }
  } catch (error) {
    // The library throws its own errors for wrong texts; whatever it is, it is the text's fault.
    return faultOf(error)
  }
}

type Answer = { readonly holds: boolean } | { readonly error: string }
const HOLDS: Answer = { holds: true }
const HOLDS_NOT: Answer = { holds: false }

export function conditionHolds(condition: Condition, facts: ConditionFacts): Answer {
  const verdict = condition.verdictOf(facts)
  if (typeof verdict === 'string') return { error: verdict }
  return verdict ? HOLDS : HOLDS_NOT
}

function faultOf(error: unknown): CompiledCondition {
  if (error instanceof CompileFault) return fault(error.message, error.at)
  if (!(error instanceof Error)) return fault('the condition cannot be read')
  const summary = 'summary' in error && typeof error.summary === 'string' ? error.summary : null
  const range: unknown = 'range' in error ? error.range : undefined
  const at = isJsonObject(range) && typeof range.start === 'number' ? range.start : null
  return fault(summary ?? error.message, at)
}

function fault(message: string, at: number | null = null): CompiledCondition {
  return { ok: false, fault: { message, at } }
}
