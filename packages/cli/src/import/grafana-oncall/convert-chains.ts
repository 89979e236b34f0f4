// Escalation chains of Grafana OnCall as escalation policies.
//
// A `wait` becomes the delay of the step after it; steps without a wait between them follow at
// once. What has no equal here (webhooks, Slack, conditions on the hour, resolving) is left out and
// said, and the steps behind a left-out condition stand without it: rather a page too many.

import { API_VERSION, type ConfigurationDocument, type EscalationPolicySpec } from '@evenwatch/api'
import { formatDuration, POLICY_LIMITS, SECOND_MS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import type { Report } from '../report.ts'
import { type Fields, flagOf, numberOf, objectsOf, textOf, textsOf } from '../source-fields.ts'
import { type GrafanaNames, objectNamed, teamOf } from './grafana-names.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

/** Grafana's own number, which its API does not give. */
const GRAFANA_REPEATS = 5

type Step = EscalationPolicySpec['steps'][number]
type Targets = Step['notify']

const LEFT_OUT: { readonly [type: string]: string | undefined } = {
  notify_user_group: 'A Slack user group cannot be paged; name its people or a team.',
  notify_whole_channel: 'A Slack channel cannot be paged.',
  trigger_webhook: 'Webhooks are not called by a step here.',
  trigger_action: 'Webhooks are not called by a step here.',
  resolve: 'A step does not resolve alerts here; a service can, after a time.',
  declare_incident: 'A step does not declare incidents here.',
  notify_if_time_from_to: 'There are no conditions on the hour; later steps page at any time.',
  notify_if_num_alerts_in_window: 'There are no conditions on numbers; later steps page each time.',
}

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

function stepOf(
  policy: Fields,
  type: string | null,
  names: GrafanaNames,
  report: Report,
  chain: SourceObject,
): Omit<Step, 'after'> | null {
  const object = objectNamed('escalation step', policy, `${chain.name}: ${type ?? 'empty step'}`)
  const notify = targetsOf(policy, type, names)
  if (notify === null) {
    const detail = LEFT_OUT[type ?? ''] ?? `Steps of type ${type ?? 'none'} are unknown.`
    report.cannot('escalation-rule-not-expressible', object, detail)
    return null
  }
  const wanted = wantedOf(policy, type)
  if (notify.length < wanted) {
    const detail = `${wanted - notify.length} of those it pages are not known here.`
    report.cannot('user-unknown', object, detail)
  }
  if (notify.length === 0) return null
  const mode = type === 'notify_person_next_each_time' ? 'roundRobin' : 'everyone'
  return { notify: notify.slice(0, POLICY_LIMITS.targetsPerStep), mode, when: 'unacknowledged' }
}

function targetsOf(policy: Fields, type: string | null, names: GrafanaNames): Targets | null {
  const users = (ids: unknown): Targets =>
    [...new Set(textsOf(ids))].flatMap((id) => {
      const user = names.users.get(id)
      return user === undefined ? [] : [{ user }]
    })
  switch (type) {
    case 'notify_persons':
    case 'notify_one_person':
      return users(policy.persons_to_notify)
    case 'notify_person_next_each_time':
      return users(policy.persons_to_notify_next_each_time)
    case 'notify_on_call_from_schedule': {
      const schedule = names.schedules.get(textOf(policy.notify_on_call_from_schedule) ?? '')
      return schedule === undefined ? [] : [{ schedule }]
    }
    case 'notify_team_members': {
      const team = names.teams.get(textOf(policy.team_to_notify) ?? '')
      return team === undefined ? [] : [{ team }]
    }
    default:
      return null
  }
}

function wantedOf(policy: Fields, type: string | null): number {
  const listed =
    type === 'notify_person_next_each_time'
      ? policy.persons_to_notify_next_each_time
      : policy.persons_to_notify
  const isList = type?.startsWith('notify_person') === true || type === 'notify_one_person'
  return isList ? new Set(textsOf(listed)).size : 1
}

/** There a step says whether people's important rules are used; here the alert's urgency does. */
function reportImportance(policies: readonly Fields[], object: SourceObject, report: Report): void {
  const usual = policies.filter((one) => flagOf(one.important) === false).length
  if (usual === 0) return
  const detail = `${usual} of its steps used people's default rules; here an alert's urgency decides which rules are used.`
  report.changed('escalation-rule-changed', object, detail)
}
