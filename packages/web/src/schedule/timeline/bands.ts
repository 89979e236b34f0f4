// What repeats over a range as stretches of a pattern: nights, weekends. A year of nights is two or
// three elements with a repeating gradient instead of 364, one for each offset of the zone.

import type { Window } from '../schedule-search.ts'
import { pxPerMs, type Scale, xOf } from './scale.ts'
import { stretchesOf } from './zone-days.ts'

export type Band = {
  readonly left: number
  readonly width: number
  /** Where the first repetition begins, from the left edge; at most zero. */
  readonly offset: number
  readonly length: number
  readonly period: number
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** 1 January 1970 was a Thursday: the first Saturday came two days later. */
const FIRST_SATURDAY_MS = 2 * DAY_MS

const minutesOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Narrower days are a pattern before the eyes, and neither nights nor weekends. */
const DAY_PX_MIN = 6

export function nightBands(
  scale: Scale,
  zone: string,
  { from, until }: { readonly from: string; readonly until: string },
): readonly Band[] {
  const fromMs = minutesOf(from) * MINUTE_MS
  const lengthMs = (minutesOf(until) * MINUTE_MS - fromMs + DAY_MS) % DAY_MS || DAY_MS
  return bands(scale, zone, { firstMs: fromMs, lengthMs, periodMs: DAY_MS })
}

export const weekendBands = (scale: Scale, zone: string) =>
  bands(scale, zone, { firstMs: FIRST_SATURDAY_MS, lengthMs: 2 * DAY_MS, periodMs: 7 * DAY_MS })

type Pattern = { readonly firstMs: number; readonly lengthMs: number; readonly periodMs: number }

function bands(scale: Scale, zone: string, pattern: Pattern): readonly Band[] {
  const perMs = pxPerMs(scale)
  if (perMs * DAY_MS < DAY_PX_MIN) return []
  const window: Window = { startsAt: scale.startsAt, endsAt: scale.endsAt }
  return stretchesOf(window, zone).map(({ startsAt, endsAt, offsetMs }) => {
    // How far into a repetition the stretch begins, on the clock of the zone.
    const into = mod(startsAt + offsetMs - pattern.firstMs, pattern.periodMs)
    return {
      left: xOf(scale, startsAt),
      width: (endsAt - startsAt) * perMs,
      offset: -into * perMs,
      length: pattern.lengthMs * perMs,
      period: pattern.periodMs * perMs,
    }
  })
}

const mod = (value: number, by: number) => ((value % by) + by) % by

/** A gradient of hard edges: painted by one shader, however long the element. */
export function gradientOf({ offset, length, period }: Band, colour: string): string {
  const px = (value: number) => `${Math.round(value * 100) / 100}px`
  return `repeating-linear-gradient(90deg, ${colour} ${px(offset)} ${px(offset + length)}, transparent ${px(offset + length)} ${px(offset + period)})`
}
