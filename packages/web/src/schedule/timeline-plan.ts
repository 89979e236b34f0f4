// What the timeline draws, computed once for the picture and for its table twin: the same spans,
// clipped to the window for the picture only.

import type { CallOutput, listShifts } from '@evenwatch/api'
import { clockChange, startOfDay } from '../ui/zone.ts'

export type Shifts = CallOutput<typeof listShifts>
export type Shift = Shifts['shifts'][number]
export type Window = { readonly startsAt: number; readonly endsAt: number }

export type Span =
  | {
      readonly kind: 'shift'
      readonly shift: Shift
      readonly startsAt: number
      readonly endsAt: number
    }
  | { readonly kind: 'gap'; readonly startsAt: number; readonly endsAt: number }

export function finalSpans(data: Pick<Shifts, 'shifts' | 'gaps'>): readonly Span[] {
  const shifts = data.shifts.map(
    (shift): Span => ({
      kind: 'shift',
      shift,
      startsAt: Date.parse(shift.startsAt),
      endsAt: Date.parse(shift.endsAt),
    }),
  )
  const gaps = data.gaps.map(
    (gap): Span => ({
      kind: 'gap',
      startsAt: Date.parse(gap.startsAt),
      endsAt: Date.parse(gap.endsAt),
    }),
  )
  return [...shifts, ...gaps].sort((a, b) => a.startsAt - b.startsAt)
}

/** Left edge and width in percent of the window; null when outside. */
export function placeOf(
  span: Window,
  window: Window,
): { readonly left: number; readonly width: number } | null {
  const from = Math.max(span.startsAt, window.startsAt)
  const until = Math.min(span.endsAt, window.endsAt)
  if (until <= from) return null
  const whole = window.endsAt - window.startsAt
  return { left: ((from - window.startsAt) / whole) * 100, width: ((until - from) / whole) * 100 }
}

export type Day = Window & { readonly change: string | null }

const DAYS_MAX = 62

/** The days of a window as the zone counts them; one of them may have 23 or 25 hours. */
export function daysOf(window: Window, zone: string): readonly Day[] {
  const days: Day[] = []
  let startsAt = startOfDay(window.startsAt, zone)
  while (startsAt < window.endsAt && days.length < DAYS_MAX) {
    const endsAt = startOfDay(startsAt, zone, 1)
    days.push({ startsAt, endsAt, change: clockChange(startsAt, endsAt) })
    startsAt = endsAt
  }
  return days
}
