// When a person is notified. A rule by a way that stays behind keeps its time and goes to the
// person's first address instead, so that nobody hears of a page later than before.

import type { UserSpec } from '@evenwatch/api'
import { PEOPLE_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import type { EmailMethod } from './contact-methods.ts'
import type { PagerdutyUser } from './pagerduty-source.ts'
import { note, type PagerdutyWorld } from './pagerduty-world.ts'

type Rules = UserSpec['notificationRules']

export function rulesOf(
  user: PagerdutyUser,
  emails: readonly EmailMethod[],
  nameOfMethod: (id: string) => string,
  object: SourceObject,
  world: PagerdutyWorld,
): Rules {
  const rules: Rules = { high: [], low: [] }
  const mail = nameOfMethod(emails[0]?.id ?? '')
  let rewritten = 0
  for (const rule of user.notification_rules ?? []) {
    const isKept = emails.some(({ id }) => id === rule.contact_method?.id)
    if (!isKept) rewritten += 1
    const via = isKept ? nameOfMethod(rule.contact_method?.id ?? '') : mail
    const of = rule.urgency === 'low' ? rules.low : rules.high
    const minutes = Math.min(
      Math.max(0, Math.round(rule.start_delay_in_minutes ?? 0)),
      PEOPLE_LIMITS.ruleDelayMsMax / 60_000,
    )
    const after = `${minutes}m`
    if (of.some((one) => one.after === after && one.via === via)) continue
    if (of.length < PEOPLE_LIMITS.notificationRulesPerUrgency) of.push({ after, via })
  }
  const isSilent = rules.high.length === 0
  if (isSilent) rules.high.push({ after: '0m', via: mail })
  if (rewritten > 0) {
    const what = rewritten === 1 ? 'One rule goes' : `${rewritten} rules go`
    const detail = `${what} by e-mail at the same time, for want of the old way.`
    note(world, 'changed', 'notification-rule-changed', object, detail)
  } else if (isSilent && (user.notification_rules ?? []).length > 0) {
    const detail = 'There was no rule for high urgency; e-mail at once was added.'
    note(world, 'changed', 'notification-rule-changed', object, detail)
  }
  return rules
}

export function noteOtherRules(
  user: PagerdutyUser,
  object: SourceObject,
  world: PagerdutyWorld,
): void {
  const kinds = [
    ['handoff notification rule', user.oncall_handoff_notification_rules],
    ['status update notification rule', user.status_update_notification_rules],
  ] as const
  for (const [kind, rules] of kinds) {
    if (!rules || rules.length === 0) continue
    const detail = `${rules.length} of ${object.name}; set them under notices.`
    const which = { kind, id: rules[0]?.id ?? object.id, name: object.name }
    note(world, 'cannot', 'object-not-imported', which, detail)
  }
}
