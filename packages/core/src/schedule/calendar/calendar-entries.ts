// What a calendar feed shows of one schedule: its shifts, those of policies among them, and on
// request the stretches in which nobody is on call.
//
// Shifts keep their true start and end, and their identity (schedule, role, start, people) does not
// depend on the span that was asked for: a shift is the same entry in every feed and on every
// fetch, and stays it through changes that do not touch it. A gap is cut at the span, so its end is
// part of what it is.

import type { Instant, Span } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { gapsBetween } from '../gaps-between.ts'
import { NOBODY_ON_CALL, type OnCall, type ShiftRole } from '../schedule.ts'
import { shiftsBetween } from '../shifts-between.ts'

export type CalendarEntry = Span & {
  readonly kind: 'shift' | 'gap'
  /** Unique among all entries of an installation. */
  readonly identity: string
  readonly scheduleId: string
  readonly role: ShiftRole
  /** Empty for gaps. */
  readonly userIds: readonly string[]
  /** Policies that hold the slot. */
  readonly policyIds: readonly string[]
}

export type CalendarQuestion = {
  readonly span: Span
  /** Only the shifts of this person. */
  readonly userId?: string | undefined
  readonly withGaps: boolean
}

/** Of the plan's role, in the order of time. */
export function calendarEntries(plan: SchedulePlan, question: CalendarQuestion): CalendarEntry[] {
  const { span, userId } = question
  const { role } = plan
  const scheduleId = plan.schedule.id
  const entryOf = (
    kind: CalendarEntry['kind'],
    { startsAt, endsAt }: Span,
    { userIds, policyIds }: Pick<OnCall, 'userIds' | 'policyIds'>,
    identity: readonly (string | Instant)[],
  ): CalendarEntry => ({
    kind,
    identity: [kind, scheduleId, role, startsAt, ...identity].join(' '),
    scheduleId,
    role,
    startsAt,
    endsAt,
    userIds,
    policyIds,
  })
  const shifts = shiftsBetween(plan, span)
    .filter(({ userIds }) => userId === undefined || userIds.includes(userId))
    .map((shift) => entryOf('shift', shift, shift, [...shift.userIds, ...shift.policyIds].sort()))
  const gaps = question.withGaps
    ? gapsBetween(plan, span).map((gap) => entryOf('gap', gap, NOBODY_ON_CALL, [gap.endsAt]))
    : []
  return [...shifts, ...gaps].sort((a, b) => a.startsAt - b.startsAt)
}
