// The messages of one page: by the person's own rules, and how long each waits for company when the
// person already has unanswered pages (design rule 13).

import type { Severity, Urgency } from '../alert/event.ts'
import type { Person } from '../people/user.ts'
import type { Instant } from '../platform/time.ts'
import { bundleWaitMs, STORM_OPEN_PAGES } from './bundle-wait.ts'
import { type PlannedDelivery, planDeliveries } from './plan-deliveries.ts'

export type PlannedMessage = PlannedDelivery & {
  readonly dueAt: Instant
  /** From then on it may go along with another message to the same contact method; null: never. */
  readonly mayBundleAt: Instant | null
}

export function planPage(
  person: Person,
  urgency: Urgency,
  severity: Severity | null,
  /** Unanswered pages that the person has already. */
  openPages: number,
  now: Instant,
): readonly PlannedMessage[] {
  const waitMs = bundleWaitMs(openPages, severity)
  const mayBundle = severity !== 'critical' || openPages >= STORM_OPEN_PAGES
  return planDeliveries(person, urgency).map((delivery) => ({
    ...delivery,
    dueAt: now + delivery.afterMs + waitMs,
    mayBundleAt: mayBundle ? now + delivery.afterMs : null,
  }))
}
