// Rest between shifts, over all schedules a person is on.
//
// Only duty that the change adds can break it: whoever gives duty away, or whose pauses were short
// before, is not told now. Two stretches leave too little rest when the pause between them is
// shorter than the limit, unless both lie so close that the day still holds the whole rest: with
// eleven hours of rest, an evening in two parts within thirteen hours is one day's work. Pieces of
// one shift of the rotation are never held against each other, so that giving away an evening in
// the middle of one's own week, and taking it back, breaks nothing.

import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../platform/time.ts'
import { compileSchedule, type SchedulePlan } from '../compile-schedule.ts'
import { finalTimeline } from '../final-timeline.ts'
import { type DutySpan, overlaps, type Plans, spansWithout } from './duty-of.ts'

export type ShortRest = {
  readonly gain: DutySpan
  readonly other: DutySpan
  readonly restMs: number
}

/** How far around a gain duty is looked at: the longest rest, and the day it lies in. */
export function restHorizonMs(restHours: number): number {
  return restHours * HOUR_MS + 2 * DAY_MS
}

/**
 * `duty`: all duty of the person after the change, as far around the gains as `restHorizonMs`.
 * The nearest stretch before and after each gain that leaves too little rest.
 */
export function checkRest(
  after: Plans,
  gains: readonly DutySpan[],
  duty: readonly DutySpan[],
  restHours: number,
  followed: ReadonlySet<string> = new Set(),
): ShortRest[] {
  const restMs = restHours * HOUR_MS
  if (restMs === 0) return []
  const rotations = rotationsOf(after, followed)
  const kept = duty.flatMap((one) =>
    spansWithout(
      [one],
      gains.filter((gain) => isOneLine(gain, one)),
    ),
  )
  const found: ShortRest[] = []
  for (const gain of joined(gains)) {
    const near = kept
      .filter((other) => !overlaps(gain, other) && pauseMs(gain, other) < restMs)
      .filter((other) => windowMs(gain, other) > DAY_MS - restMs)
      .filter((other) => !rotations.isOneShift(gain, other))
      .sort((a, b) => pauseMs(gain, a) - pauseMs(gain, b))
    const before = near.find((other) => other.endsAt <= gain.startsAt)
    const later = near.find((other) => other.startsAt >= gain.endsAt)
    for (const other of [before, later]) {
      if (other) found.push({ gain, other, restMs: pauseMs(gain, other) })
    }
  }
  return found
}

/** Off duty between a span and the nearest other duty; 0 when they meet, null when there is none. */
export function nearestPauseMs(span: Span, duty: readonly Span[]): number | null {
  const pauses = duty.map((other) => (overlaps(span, other) ? 0 : pauseMs(span, other)))
  return pauses.length === 0 ? null : Math.min(...pauses)
}

function pauseMs(one: Span, other: Span): number {
  return Math.max(one.startsAt, other.startsAt) - Math.min(one.endsAt, other.endsAt)
}

function windowMs(one: Span, other: Span): number {
  return Math.max(one.endsAt, other.endsAt) - Math.min(one.startsAt, other.startsAt)
}

function isOneLine(one: DutySpan, other: DutySpan): boolean {
  return one.scheduleId === other.scheduleId && one.role === other.role
}

/** Gains that follow each other without a pause are one stretch, whichever line they are on. */
function joined(gains: readonly DutySpan[]): DutySpan[] {
  const sorted = [...gains].sort((a, b) => a.startsAt - b.startsAt)
  const stretches: DutySpan[] = []
  for (const gain of sorted) {
    const last = stretches.at(-1)
    if (last && gain.startsAt <= last.endsAt) {
      stretches[stretches.length - 1] = { ...last, endsAt: Math.max(last.endsAt, gain.endsAt) }
    } else stretches.push(gain)
  }
  return stretches
}

/** The schedules without what people decided: they know which stretches are one shift. */
function rotationsOf(plans: Plans, followed: ReadonlySet<string>) {
  const bare = new Map<string, SchedulePlan>()
  function planOf({ scheduleId, role }: DutySpan): SchedulePlan | null {
    const key = `${scheduleId} ${role}`
    const known = bare.get(key)
    if (known) return known
    const plan = plans.get(scheduleId)?.ofRole(role)
    if (!plan) return null
    const overrides = plan.schedule.overrides.filter(({ id }) => followed.has(id))
    const made = compileSchedule({ ...plan.schedule, overrides }, plan.teamMembers).ofRole(role)
    bare.set(key, made)
    return made
  }
  function isOneShift(one: DutySpan, other: DutySpan): boolean {
    if (!isOneLine(one, other)) return false
    const plan = planOf(one)
    if (!plan) return false
    const from: Instant = Math.min(one.endsAt, other.endsAt) - 1
    const until: Instant = Math.max(one.startsAt, other.startsAt) + 1
    const [first, second] = finalTimeline(plan, { startsAt: from, endsAt: until })
    return first !== undefined && first.userIds.length > 0 && second === undefined
  }
  return { isOneShift }
}
