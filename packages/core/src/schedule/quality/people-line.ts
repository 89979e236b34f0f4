// Who is on call by name, over all roles that are paged: one person's time, and everybody's at once,
// with the policies that hold a turn.

import type { Span } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { finalTimeline, segmentsIn } from '../final-timeline.ts'
import { SHIFT_ROLES } from '../schedule.ts'
import { joinSpans } from './join-spans.ts'
import type { QualityInput } from './quality-input.ts'

/** A shadow learns beside the others; nobody counts on them. */
const PAGED_ROLES = SHIFT_ROLES.filter((role) => role !== 'shadow')

/** The lines that are paged; the first is the one that must always be covered. */
export function pagedPlans(plan: SchedulePlan): readonly SchedulePlan[] {
  const used = PAGED_ROLES.map((role) => plan.ofRole(role)).filter(
    ({ schedule }) => schedule.layers.length + schedule.overrides.length > 0,
  )
  return used.length === 0 ? [plan.ofRole('primary')] : used
}

/** Each person's time on call within the span, however many roles they hold at once. */
export function spansByPerson(
  plans: readonly SchedulePlan[],
  span: Span,
): ReadonlyMap<string, readonly Span[]> {
  const raw = new Map<string, Span[]>()
  for (const plan of plans) {
    for (const { userIds, startsAt, endsAt } of finalTimeline(plan, span)) {
      for (const userId of userIds) {
        const spans = raw.get(userId)
        if (spans) spans.push({ startsAt, endsAt })
        else raw.set(userId, [{ startsAt, endsAt }])
      }
    }
  }
  return new Map([...raw].map(([userId, spans]) => [userId, joinSpans(spans)]))
}

export type Together = Span & {
  readonly userIds: readonly string[]
  readonly policyIds: readonly string[]
}

/** Who is on call together in any of the plans; stretches with nobody included. */
export function togetherBetween(plans: readonly SchedulePlan[], span: Span): Together[] {
  const timelines = plans.map((plan) => finalTimeline(plan, span))
  const [only] = timelines
  if (timelines.length === 1 && only) return only
  const ends = new Set(timelines.flatMap((timeline) => timeline.map(({ endsAt }) => endsAt)))
  const reading = timelines.map(() => 0)
  const together: Together[] = []
  let startsAt = span.startsAt
  for (const endsAt of [...ends].sort((a, b) => a - b)) {
    const userIds = new Set<string>()
    const policyIds = new Set<string>()
    timelines.forEach((timeline, i) => {
      while ((timeline[reading[i] ?? 0]?.endsAt ?? Number.POSITIVE_INFINITY) <= startsAt) {
        reading[i] = (reading[i] ?? 0) + 1
      }
      const segment = timeline[reading[i] ?? 0]
      for (const userId of segment?.userIds ?? []) userIds.add(userId)
      for (const policyId of segment?.policyIds ?? []) policyIds.add(policyId)
    })
    together.push({ startsAt, endsAt, userIds: [...userIds], policyIds: [...policyIds] })
    startsAt = endsAt
  }
  return together
}

export type Duty = Span & {
  /** Equal for the stretches of one turn, which others may interrupt. */
  readonly turn: string
  /** In the schedule that is assessed, not in another one. */
  readonly isOurs: boolean
}

/** Everybody's stretches on call in all schedules, each with the turn it belongs to. */
export function dutiesByPerson({
  plan: own,
  others,
  span,
}: QualityInput): ReadonlyMap<string, Duty[]> {
  const plans = [
    ...pagedPlans(own).map((plan) => ({ plan, isOurs: true })),
    ...others.flatMap((other) => pagedPlans(other.plan).map((plan) => ({ plan, isOurs: false }))),
  ]
  const duties = new Map<string, Duty[]>()
  plans.forEach(({ plan, isOurs }, index) => {
    for (const { startsAt, endsAt, onCall, marks } of segmentsIn(plan, span)) {
      onCall.userIds.forEach((userId, i) => {
        const mark = marks[i]
        const turn = `${index} ${mark?.overrideId ?? ''} ${mark?.layer} ${mark?.version} ${mark?.stint}`
        const duty = { startsAt, endsAt, turn, isOurs }
        const known = duties.get(userId)
        if (known) known.push(duty)
        else duties.set(userId, [duty])
      })
    }
  })
  return duties
}
