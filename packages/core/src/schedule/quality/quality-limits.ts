// What the quality report weighs and where it draws its lines. Each number stands here with its
// reason, is shown in the report's formula and is explained in docs/guides/schedule-quality.md.

import { DAY_MS, HOUR_MS, WEEK_MS } from '../../platform/time.ts'

export const QUALITY_WEEKS_DEFAULT = 52
export const QUALITY_WEEKS_MAX = 104

/** What an hour on call can be to the person who holds it, in their own zone. */
export const HOUR_CLASSES = ['working', 'evening', 'weekend', 'holiday', 'sleep'] as const
export type HourClass = (typeof HOUR_CLASSES)[number]

/**
 * What one hour of each class weighs. An hour has one class, the heaviest that fits, and weights
 * are never multiplied: so the hours of the classes always add up to the hours on call.
 */
export const HOUR_WEIGHTS: { readonly [hour in HourClass]: number } = {
  /** An interruption displaces other work, and the day is bound to a desk anyway. */
  working: 1,
  /** Binds the time of a day that is one's own. */
  evening: 1.5,
  /** Binds the day on which others are free, too. */
  weekend: 2,
  /** As a weekend, but rare and agreed with family: it comes back once a year. */
  holiday: 2.5,
  /** Lost sleep is paid for on the day after as well. */
  sleep: 3,
}

/** A night counts when somebody is on call for at least this much of their sleep. */
export const NIGHT_MS_MIN = HOUR_MS

/** People may differ from the average by this much, and by one average shift, before it is said. */
export const LOAD_TOLERANCE_PERCENT = 15

/** A person carries a week when they hold more than this share of its covered time. */
export const WEEK_CARRIED_SHARE = 0.5

export const UNREVIEWED_MS = 180 * DAY_MS

/** A gap this close is urgent: whoever plans can still act, and hardly anybody will by chance. */
export const GAP_NEAR_MS = 2 * WEEK_MS
/** The same for somebody who is away during a shift. */
export const ABSENCE_NEAR_MS = WEEK_MS

/** Findings of one code that are listed; the rest is counted. */
export const FINDINGS_PER_CODE_MAX = 20
/** Places that one group of findings lists: one a week for a year, and the rest is counted. */
export const PLACES_PER_GROUP_MAX = 60

export const QUALITY_PARTS = [
  'cover',
  'balance',
  'rest',
  'availability',
  'upkeep',
  'areas',
] as const
export type QualityPartName = (typeof QUALITY_PARTS)[number]

/** The points of each part of the score; together 100. */
export const QUALITY_POINTS: { readonly [part in QualityPartName]: number } = {
  cover: 40,
  balance: 20,
  rest: 15,
  availability: 10,
  upkeep: 10,
  areas: 5,
}

/** With this share of the span uncovered, nothing is left of the points for cover. */
export const UNCOVERED_SHARE_MAX = 0.05
/** Average difference from the mean, in percent: up to the first all points, from the second none. */
export const BALANCE_PERCENT = { free: 10, none: 50 } as const
/** Breaches of rest per week of the span at which nothing is left. */
export const REST_BREACHES_PER_WEEK_MAX = 1
/** The share of on-call time held by people who are away at which nothing is left. */
export const ABSENT_SHARE_MAX = 0.05
/** What each kind of neglect costs that is not a share of the people. */
export const UPKEEP_POINTS_EACH = 2.5
/** Somebody without a proven contact method may well be reached: half of somebody who cannot be. */
export const UNVERIFIED_WEIGHT = 0.5
/** The share of covered time without somebody for each area at which nothing is left. */
export const AREA_SHARE_MAX = 0.5
