// What the quality report is told: plans, people with their hours, and what keeps them away.

import type { SleepHours, TeamLimits, WorkingHours } from '../../people/user.ts'
import type { Instant, Span } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import type { Schedule } from '../schedule.ts'

export type QualityPerson = {
  readonly id: string
  readonly displayName: string
  readonly timeZone: string
  readonly workingHours: WorkingHours
  readonly sleepHours: SleepHours
  readonly isActive: boolean
  /** By what outside the product's inbox: a verified contact method, only unverified ones, or none. */
  readonly reach: 'verified' | 'unverified' | 'none'
}

export type QualityTeam = {
  readonly id: string
  readonly displayName: string
  readonly userIds: readonly string[]
}

export type PersonSpan = Span & { readonly userId: string }

/** A public holiday of one person's country, as the span of that day in their zone. */
export type PersonHoliday = PersonSpan & { readonly name: string }

export const AREA_DEPTHS = ['owner', 'alone', 'learning'] as const
/** How deep somebody knows an area; the first two can run it without help. */
export type AreaDepth = (typeof AREA_DEPTHS)[number]

/** A launch, a sale, a peak: time in which a team wants two people on call. */
export type DoubledSpan = Span & { readonly name: string }

export type QualityInput = {
  readonly now: Instant
  readonly span: Span
  /** As written: people who left are still named here. */
  readonly schedule: Schedule
  readonly plan: SchedulePlan
  /** Every other schedule, for rest and double duty. */
  readonly others: readonly { readonly displayName: string; readonly plan: SchedulePlan }[]
  readonly people: ReadonlyMap<string, QualityPerson>
  readonly teams: ReadonlyMap<string, QualityTeam>
  readonly absences: readonly PersonSpan[]
  readonly holidays: readonly PersonHoliday[]
  readonly limits: TeamLimits
  /** When it was last changed or reviewed, whichever is later. */
  readonly lookedAfterAt: Instant
  /** What the people of each shift must be able to handle between them. */
  readonly areas: readonly string[]
  /** By person, then area. */
  readonly depths: ReadonlyMap<string, ReadonlyMap<string, AreaDepth>>
  readonly doubled: readonly DoubledSpan[]
  /** When answers to concerns about the schedule were due that are still open. */
  readonly answersDue: readonly Instant[]
}
