// Which later overrides act on what an earlier one made (rule 7).
//
// `Ben instead of Ana` and then `Chen instead of Ben`: without the first, the second finds no Ben
// and Ana is on call again. Whoever changes or cancels the first is told so before it happens.

import type { Instant } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { overrideEffects } from '../override-effects.ts'
import { type Override, SHIFT_ROLES } from '../schedule.ts'
import { lengthOf } from './duty-of.ts'

/**
 * The overrides that would change less of the future than they do, in the order in which they act;
 * those that are being changed themselves are left out.
 */
export function laterDependants(
  before: SchedulePlan,
  after: SchedulePlan,
  changedIds: ReadonlySet<string>,
  now: Instant,
): Override[] {
  return SHIFT_ROLES.flatMap((role) => {
    const old = before.ofRole(role)
    const changed = old.schedule.overrides.filter(({ id }) => changedIds.has(id))
    const first = Math.min(...changed.map(({ position }) => position))
    const later = old.schedule.overrides.filter(
      (one) =>
        one.position > first &&
        !changedIds.has(one.id) &&
        one.endsAt > now &&
        changed.some(({ startsAt, endsAt }) => startsAt < one.endsAt && one.startsAt < endsAt),
    )
    return later.filter((one) => effectMs(old, one, now) > effectMs(after.ofRole(role), one, now))
  })
}

function effectMs(plan: SchedulePlan, override: Override, now: Instant): number {
  const effects = overrideEffects(plan, override).filter(({ endsAt }) => endsAt > now)
  return lengthOf(effects.map((one) => ({ ...one, startsAt: Math.max(one.startsAt, now) })))
}
