// Who is on call where, over several schedules at once.
//
// Duty means the roles that are paged without being named one by one: primary and secondary. A
// shadow is never paged, and a manager's line stands behind the others all the time; neither takes
// anybody's rest.

import type { Span } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { finalTimeline } from '../final-timeline.ts'
import { peopleOfMember } from '../people-of-member.ts'
import { SHIFT_ROLES, type ShiftRole } from '../schedule.ts'

export const DUTY_ROLES: readonly ShiftRole[] = ['primary', 'secondary']

/** By the schedule's id. */
export type Plans = ReadonlyMap<string, SchedulePlan>

export type DutySpan = Span & { readonly scheduleId: string; readonly role: ShiftRole }

/** One person's duty in the span; only schedules that could name them are looked at. */
export function dutyOfPerson(plans: Plans, userId: string, span: Span): readonly DutySpan[] {
  return dutyOf(plansNaming(plans, [userId]), span).get(userId) ?? []
}

/** Most people stand in few of an installation's schedules, so most need no look at all. */
export function plansNaming(plans: Plans, userIds: readonly string[]): Plans {
  return new Map(
    [...plans].filter(([, plan]) => {
      const named = everybodyNamed(plan)
      return userIds.some((userId) => named.has(userId))
    }),
  )
}

/** Kept for as long as its plan is, which nobody can observe but in speed. */
const namedBy = new WeakMap<SchedulePlan, ReadonlySet<string>>()

function everybodyNamed(plan: SchedulePlan): ReadonlySet<string> {
  const known = namedBy.get(plan)
  if (known) return known
  const named = new Set<string>()
  for (const role of SHIFT_ROLES) {
    const { layers, overrides } = plan.ofRole(role).schedule
    for (const member of layers.flatMap(({ versions }) => versions.flatMap((one) => one.members))) {
      for (const userId of peopleOfMember(member, plan.teamMembers)) named.add(userId)
    }
    for (const { addUserId, userIds = [] } of overrides) {
      if (addUserId !== undefined) named.add(addUserId)
      for (const userId of userIds) named.add(userId)
    }
  }
  namedBy.set(plan, named)
  return named
}

/** Each person's duty in the span, cut at its ends; spans of one line follow each other. */
export function dutyOf(
  plans: Plans,
  span: Span,
  roles: readonly ShiftRole[] = DUTY_ROLES,
): Map<string, DutySpan[]> {
  const duty = new Map<string, DutySpan[]>()
  for (const [scheduleId, plan] of plans) {
    for (const role of roles) addLine(duty, plan.ofRole(role), { scheduleId, role }, span)
  }
  return duty
}

function addLine(
  duty: Map<string, DutySpan[]>,
  plan: SchedulePlan,
  line: Pick<DutySpan, 'scheduleId' | 'role'>,
  span: Span,
): void {
  if (plan.schedule.layers.length === 0 && plan.schedule.overrides.length === 0) return
  const last = new Map<string, number>()
  for (const { startsAt, endsAt, userIds } of finalTimeline(plan, span)) {
    for (const userId of userIds) {
      const own = duty.get(userId) ?? []
      const index = last.get(userId)
      const before = index === undefined ? undefined : own[index]
      // Two turns in a row, or one shift whose other people change, are one stretch of duty.
      if (index !== undefined && before?.endsAt === startsAt) own[index] = { ...before, endsAt }
      else last.set(userId, own.push({ ...line, startsAt, endsAt }) - 1)
      duty.set(userId, own)
    }
  }
}

export type ShiftLineChange = DutySpan & {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Stretches in which others, people or policies, are on call after a change than before it. */
export function lineChanges(before: Plans, after: Plans, span: Span): ShiftLineChange[] {
  const changes: ShiftLineChange[] = []
  for (const [scheduleId, newer] of after) {
    const older = before.get(scheduleId)
    if (older === undefined || older === newer) continue
    for (const role of SHIFT_ROLES) {
      const old = finalTimeline(older.ofRole(role), span)
      const now = finalTimeline(newer.ofRole(role), span)
      for (let i = 0, k = 0; i < old.length && k < now.length; ) {
        const was = old[i]
        const is = now[k]
        if (!was || !is) break
        const startsAt = Math.max(was.startsAt, is.startsAt)
        const endsAt = Math.min(was.endsAt, is.endsAt)
        if (!sameMembers(was.userIds, is.userIds) || !sameMembers(was.policyIds, is.policyIds)) {
          const stretch = { before: was.userIds, after: is.userIds }
          changes.push({ scheduleId, role, startsAt, endsAt, ...stretch })
        }
        if (was.endsAt === endsAt) i += 1
        if (is.endsAt === endsAt) k += 1
      }
    }
  }
  return changes
}

function sameMembers(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id))
}

export type PersonDifference = {
  readonly userId: string
  readonly gains: readonly DutySpan[]
  readonly loses: readonly DutySpan[]
}

/** What a change gives and takes, per person, in the order in which it first touches them. */
export function personDifferences(changes: readonly ShiftLineChange[]): PersonDifference[] {
  const people = new Map<string, { gains: DutySpan[]; loses: DutySpan[] }>()
  const of = (userId: string) => {
    const known = people.get(userId) ?? { gains: [], loses: [] }
    people.set(userId, known)
    return known
  }
  for (const { before, after, ...duty } of changes) {
    for (const userId of after) if (!before.includes(userId)) push(of(userId).gains, duty)
    for (const userId of before) if (!after.includes(userId)) push(of(userId).loses, duty)
  }
  return [...people].map(([userId, difference]) => ({ userId, ...difference }))
}

function push(spans: DutySpan[], duty: DutySpan): void {
  const last = spans.at(-1)
  const continues =
    last?.endsAt === duty.startsAt && last.scheduleId === duty.scheduleId && last.role === duty.role
  if (last && continues) spans[spans.length - 1] = { ...last, endsAt: duty.endsAt }
  else spans.push(duty)
}

/** The parts of `spans` that none of `taken` covers. */
export function spansWithout<S extends Span>(spans: readonly S[], taken: readonly Span[]): S[] {
  let left = [...spans]
  for (const hole of taken) {
    left = left.flatMap((span) => {
      if (hole.endsAt <= span.startsAt || hole.startsAt >= span.endsAt) return [span]
      const parts: S[] = []
      if (hole.startsAt > span.startsAt) parts.push({ ...span, endsAt: hole.startsAt })
      if (hole.endsAt < span.endsAt) parts.push({ ...span, startsAt: hole.endsAt })
      return parts
    })
  }
  return left
}

export function overlaps(one: Span, other: Span): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt
}

export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { startsAt, endsAt }) => sum + endsAt - startsAt, 0)
}
