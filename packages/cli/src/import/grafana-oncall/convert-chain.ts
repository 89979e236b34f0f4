// Escalation chains of Grafana OnCall as escalation policies.
//
// A `wait` becomes the delay of the step after it; steps without a wait between them follow at
// once. What has no equal here (webhooks, Slack, conditions on the hour, resolving) is left out and
// said, and the steps behind a left-out condition stand without it: rather a page too many.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import { formatDuration, POLICY_LIMITS, SECOND_MS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import type { Report } from '../report.ts'
import { type Fields, flagOf, numberOf, objectsOf, textOf } from '../source-fields.ts'
import { type GrafanaNames, objectNamed, teamOf } from './grafana-names.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'
import { type Step, stepOf } from './step-of.ts'

/** Grafana's own number, which its API does not give. */
const GRAFANA_REPEATS = 5

/** Null: nothing of the chain pages anybody here. */
export function convertChain(
  name: string,
  chain: Fields,
  source: GrafanaOncallSource,
  names: GrafanaNames,
  report: Report,
): ConfigurationDocument | null {
  const object = objectNamed('escalation chain', chain)
  const policies = objectsOf(source.escalation_policies)
    .filter((one) => textOf(one.escalation_chain_id) === object.id)
    .sort((a, b) => (numberOf(a.position) ?? 0) - (numberOf(b.position) ?? 0))
  const steps: Step[] = []
  let waitMs = 0
  let repeatAfterMs: number | null = null
  for (const policy of policies) {
    const type = textOf(policy.type)
    if (type === 'wait') {
      waitMs += secondsOf(policy.duration) * SECOND_MS
      continue
    }
    if (type === 'repeat_escalation') {
      repeatAfterMs = waitMs
      waitMs = 0
      // Nothing behind it is ever reached.
      break
    }
    const step = stepOf(policy, type, names, report, object)
    if (!step) continue
    steps.push({ ...step, after: afterOf(waitMs, object, report) })
    waitMs = 0
  }
  if (waitMs > 0) {
    report.changed('escalation-rule-changed', object, 'Its last wait has nothing to wait for.')
  }
  reportImportance(policies, object, report)
  if (steps.length > POLICY_LIMITS.steps) {
    report.cannot(
      'escalation-rule-not-expressible',
      object,
      `At most ${POLICY_LIMITS.steps} steps.`,
    )
  }
  if (steps.length === 0) {
    const detail = 'No step of it pages anybody here; what it served is recorded and pages nobody.'
    report.cannot('escalation-rule-not-expressible', object, detail)
    return null
  }
  const team = teamOf(chain, names)
  return makeDocument({
    apiVersion: API_VERSION,
    kind: 'EscalationPolicy',
    metadata: namedMetadata(name, object.name),
    spec: {
      ...(team !== null && { team }),
      delaysFrom: 'previousStep',
      repeat:
        repeatAfterMs === null
          ? { times: 0 }
          : { times: GRAFANA_REPEATS, after: afterOf(repeatAfterMs, object, report) },
      steps: steps.slice(0, POLICY_LIMITS.steps),
    },
  })
}

/** The API gives seconds; older answers `HH:MM:SS`. */
function secondsOf(value: unknown): number {
  const clock = typeof value === 'string' ? /^(\d+):(\d\d):(\d\d)/.exec(value) : null
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3])
  return Math.max(0, numberOf(value) ?? 0)
}

function afterOf(ms: number, object: SourceObject, report: Report): string {
  if (ms <= POLICY_LIMITS.delayMsMax) return formatDuration(ms)
  const longest = formatDuration(POLICY_LIMITS.delayMsMax)
  report.changed('escalation-rule-changed', object, `A wait was cut to ${longest}.`)
  return longest
}

/** There a step says whether people's important rules are used; here the alert's urgency does. */
function reportImportance(policies: readonly Fields[], object: SourceObject, report: Report): void {
  const usual = policies.filter((one) => flagOf(one.important) === false).length
  if (usual === 0) return
  const detail = `${usual} of its steps used people's default rules; here an alert's urgency decides which rules are used.`
  report.changed('escalation-rule-changed', object, detail)
}
