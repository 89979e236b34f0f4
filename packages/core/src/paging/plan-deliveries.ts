// How one person is reached about one page: their notification rules for the urgency, and what
// stands in when the rules name nothing usable.

import type { Urgency } from '../alert/event.ts'
import type { ChannelName, ContactMethod, Person } from '../people/user.ts'

export type PlannedDelivery = {
  readonly rulePosition: number
  readonly afterMs: number
  readonly contactMethodId: string
  readonly channel: ChannelName
}

/** A contact method counts only when it was proven to reach its owner. */
function isUsable(method: ContactMethod): boolean {
  return method.verifiedAt !== null
}

/**
 * In the order of their delays. Without a usable rule for the urgency, the first usable contact
 * method at once: silence is never the default. Empty: the person cannot be reached.
 */
export function planDeliveries(person: Person, urgency: Urgency): readonly PlannedDelivery[] {
  if (!person.isActive) return []
  const methods = new Map(
    person.contactMethods.filter(isUsable).map((method) => [method.id, method]),
  )
  const planned: PlannedDelivery[] = []
  for (const rule of person.notificationRules) {
    const method = methods.get(rule.contactMethodId)
    if (rule.urgency !== urgency || !method) continue
    planned.push({
      rulePosition: rule.position,
      afterMs: rule.afterMs,
      contactMethodId: method.id,
      channel: method.channel,
    })
  }
  if (planned.length > 0)
    return planned.sort((a, b) => a.afterMs - b.afterMs || a.rulePosition - b.rulePosition)
  const [first] = [...methods.values()].sort((a, b) => a.position - b.position)
  return first
    ? [{ rulePosition: 0, afterMs: 0, contactMethodId: first.id, channel: first.channel }]
    : []
}

export function isReachable(person: Person, urgency: Urgency): boolean {
  return planDeliveries(person, urgency).length > 0
}

/** Which contact method to try when one failed for good: the first usable one not yet tried. */
export function fallbackMethod(
  person: Person,
  triedMethodIds: ReadonlySet<string>,
): ContactMethod | null {
  const untried = person.contactMethods.filter(
    (method) => isUsable(method) && !triedMethodIds.has(method.id),
  )
  return untried.sort((a, b) => a.position - b.position)[0] ?? null
}
