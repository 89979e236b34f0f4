// What one override changes: the final line with it against the final line without it.

import { DAY_MS, type Span } from '../platform/time.ts'
import { compileSchedule, type SchedulePlan } from './compile-schedule.ts'
import { finalTimeline, type TimelineSegment } from './final-timeline.ts'
import type { Override } from './schedule.ts'
import { OVERRIDE_DAYS_MAX } from './schedule-limits.ts'

export type OverrideEffect = Span & {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/**
 * Stretches in which others are on call because of the override: other people, or no policy any
 * more, which can leave the people as they were. None: it has no effect.
 */
export function overrideEffects(plan: SchedulePlan, override: Override): OverrideEffect[] {
  const { schedule, teamMembers, role } = plan
  const others = schedule.overrides.filter((one) => one.id !== override.id)
  const span: Span = {
    startsAt: override.startsAt,
    endsAt: Math.min(override.endsAt, override.startsAt + OVERRIDE_DAYS_MAX * DAY_MS),
  }
  const timelineWith = (overrides: readonly Override[]) =>
    finalTimeline(compileSchedule({ ...schedule, overrides }, teamMembers).ofRole(role), span)
  return differences(timelineWith(others), timelineWith([...others, override]))
}

function differences(
  before: readonly TimelineSegment[],
  after: readonly TimelineSegment[],
): OverrideEffect[] {
  const effects: OverrideEffect[] = []
  let i = 0
  let k = 0
  for (let old = before[0], now = after[0]; old && now; old = before[i], now = after[k]) {
    const startsAt = Math.max(old.startsAt, now.startsAt)
    const endsAt = Math.min(old.endsAt, now.endsAt)
    if (!sameMembers(old.userIds, now.userIds) || !sameMembers(old.policyIds, now.policyIds)) {
      effects.push({ startsAt, endsAt, before: old.userIds, after: now.userIds })
    }
    if (old.endsAt === endsAt) i += 1
    if (now.endsAt === endsAt) k += 1
  }
  return effects
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id))
}
