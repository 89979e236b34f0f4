// A span as it is typed: two days and two clock times of a zone. Pure: what they mean, and when they
// mean nothing, which a form must know so that it never sends the span that stood there before.

import { instantOf, wallOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'

export type SpanTexts = {
  readonly fromDay: string
  readonly fromClock: string
  readonly untilDay: string
  readonly untilClock: string
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/
const two = (value: number) => String(value).padStart(2, '0')

export function textsOf({ startsAt, endsAt }: Window, zone: string): SpanTexts {
  const [from, until] = [wallOf(startsAt, zone), wallOf(endsAt, zone)]
  const dayOf = (wall: typeof from) => `${wall.year}-${two(wall.month)}-${two(wall.day)}`
  const clockOf = (wall: typeof from) => `${two(wall.hour)}:${two(wall.minute)}`
  return {
    fromDay: dayOf(from),
    fromClock: clockOf(from),
    untilDay: dayOf(until),
    untilClock: clockOf(until),
  }
}

/** Null: an end cannot be read, or does not lie after the begin. */
export function spanIn(texts: SpanTexts, zone: string): Window | null {
  const startsAt = instantIn(texts.fromDay, texts.fromClock, zone)
  const endsAt = instantIn(texts.untilDay, texts.untilClock, zone)
  if (startsAt === null || endsAt === null || endsAt <= startsAt) return null
  return { startsAt, endsAt }
}

/** Of texts that are no span. */
export function whyNoSpan(texts: SpanTexts, zone: string): string {
  const from = instantIn(texts.fromDay, texts.fromClock, zone)
  if (from === null) return 'The begin needs a day and a time such as 09:00.'
  const until = instantIn(texts.untilDay, texts.untilClock, zone)
  if (until === null) return 'The end needs a day and a time such as 09:00.'
  return 'The end must lie after the begin.'
}

export const isSameSpan = (a: Window | null, b: Window | null): boolean =>
  a !== null && b !== null && a.startsAt === b.startsAt && a.endsAt === b.endsAt

/** The instant that a day and a clock time mean in a zone; null: they mean none. */
function instantIn(day: string, clock: string, zone: string): number | null {
  const [year, month, date] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  if (!year || year < 2000 || year > 2200 || !month || !date || !CLOCK.test(clock)) return null
  return instantOf({ year, month, day: date, hour, minute }, zone)
}
