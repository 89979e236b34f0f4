// One step of an escalation chain: whom it pages here, or why it has no equal.

import type { EscalationPolicySpec } from '@evenwatch/api'
import { POLICY_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import type { Report } from '../report.ts'
import { type Fields, textOf, textsOf } from '../source-fields.ts'
import { type GrafanaNames, objectNamed } from './grafana-names.ts'

export type Step = EscalationPolicySpec['steps'][number]
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

/** Null: it pages nobody here, which is said. */
export function stepOf(
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
