// What the load ledger weighs and where it draws its lines. Each number stands here with its reason,
// is shown beside every answer and is explained in docs/guides/load-ledger.md.

import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { HOUR_WEIGHTS, type HourClass } from '../../schedule/quality/quality-limits.ts'

export const LOAD_DAYS_DEFAULT = 90
export const LOAD_DAYS_MAX = 400

/** Nobody works on one alert for longer without a break; forgotten ones must not count for days. */
export const ENGAGED_MS_MAX = 4 * HOUR_MS

/** Pages of high urgency that reach a person within it wake them once. */
export const INTERRUPTION_MS = MINUTE_MS

/**
 * Weighted hours that one interruption costs besides the time engaged: the hours it takes to be back
 * where one was, weighed like any other hour of that class. At work a quarter of an hour, in one's
 * own time half an hour, in sleep two hours.
 */
export const INTERRUPTION_WEIGHTS: { readonly [hour in HourClass]: number } = {
  working: 0.25 * HOUR_WEIGHTS.working,
  evening: 0.5 * HOUR_WEIGHTS.evening,
  weekend: 0.5 * HOUR_WEIGHTS.weekend,
  holiday: 0.5 * HOUR_WEIGHTS.holiday,
  sleep: 2 * HOUR_WEIGHTS.sleep,
}

/** A shift that weighed this much more than was predicted is a heavy one. */
export const HEAVY_SHIFT_PERCENT = 10

export const LOAD_FORMULA = {
  engaged:
    'From acknowledging an alert group until it is resolved, snoozed, passed on, reopened or taken by somebody else, at most 4 hours; what overlaps counts once.',
  interruption: 'Pages of high urgency; those within 60 seconds count once.',
  predicted: 'Hours on call, each times the weight of its class.',
  actual:
    'Predicted, plus the weight of each interruption, plus each hour engaged times the weight of its class.',
  unscheduled: 'While the person was on call in no schedule.',
} as const
