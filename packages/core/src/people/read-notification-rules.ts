// Turns notification rules as people write them (`5m` via `mail`) into rules over contact methods,
// or says every fault at once.

import { URGENCIES, type Urgency } from '../alert/event.ts'
import { parseDuration } from '../platform/duration.ts'
import { type NotificationRule, PEOPLE_LIMITS } from './user.ts'

export type WrittenRule = { readonly after: string; readonly via: string }
export type WrittenRules = { readonly [U in Urgency]: readonly WrittenRule[] }
export type RuleFault = { readonly field: string; readonly rule: string; readonly example?: string }

export function readNotificationRules(
  written: WrittenRules,
  methodIdsByName: ReadonlyMap<string, string>,
): { readonly rules: readonly NotificationRule[]; readonly faults: readonly RuleFault[] } {
  const rules: NotificationRule[] = []
  const faults: RuleFault[] = []
  for (const urgency of URGENCIES) {
    for (const [position, { after, via }] of written[urgency].entries()) {
      const field = `${urgency}[${position}]`
      const afterMs = parseDuration(after)
      const contactMethodId = methodIdsByName.get(via)
      if (afterMs === null || afterMs > PEOPLE_LIMITS.ruleDelayMsMax) {
        faults.push({ field: `${field}.after`, rule: 'a duration of at most 24 h', example: '5m' })
      } else if (contactMethodId === undefined) {
        faults.push({ field: `${field}.via`, rule: `there is no contact method ${via}` })
      } else {
        rules.push({ urgency, position, afterMs, contactMethodId })
      }
    }
  }
  return { rules, faults }
}
