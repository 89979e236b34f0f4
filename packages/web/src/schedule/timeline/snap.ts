// Where a span that is drawn by hand may begin and end: at what clocks of the zone show as whole
// quarters, hours or days, whichever can still be aimed at in the picture.

import { startOfDay, wallOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import { pxPerMs, type Scale } from './scale.ts'

const MINUTE_MS = 60_000
const QUARTER_MS = 15 * MINUTE_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** Less than this, and nobody aims at one of them. */
const AIM_PX_MIN = 1.5
const QUARTER_PX_MIN = 4

export function stepOf(scale: Scale): number {
  const perMs = pxPerMs(scale)
  if (perMs * QUARTER_MS >= QUARTER_PX_MIN) return QUARTER_MS
  return perMs * HOUR_MS >= AIM_PX_MIN ? HOUR_MS : DAY_MS
}

/** The last step at or before the instant, by the zone's clock. */
export function snapDown(at: number, step: number, zone: string): number {
  if (step >= DAY_MS) return startOfDay(at, zone)
  // No zone changes its clocks within a quarter of an hour, and few stand off by less than one.
  const { minute } = wallOf(at, zone)
  const into = ((minute * MINUTE_MS) % step) + (at % MINUTE_MS)
  return at - into
}

export function snapUp(at: number, step: number, zone: string): number {
  const down = snapDown(at, step, zone)
  return down === at ? at : stepOn(down, step, zone, 1)
}

/** One step on or back; a day is as long as the zone says. */
export function stepOn(at: number, step: number, zone: string, by: 1 | -1): number {
  return step >= DAY_MS ? startOfDay(at, zone, by) : at + by * step
}

/** What was drawn between two instants: whole steps, at least one, whichever way it was drawn. */
export function snapSpan(one: number, other: number, step: number, zone: string): Window {
  const startsAt = snapDown(Math.min(one, other), step, zone)
  const endsAt = snapUp(Math.max(one, other), step, zone)
  return { startsAt, endsAt: Math.max(endsAt, stepOn(startsAt, step, zone, 1)) }
}
