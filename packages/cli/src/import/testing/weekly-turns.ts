// Who is on call in a weekly rotation in UTC, with one override in it: plain arithmetic, apart from
// our schedules, for the accounts that tests make.

import { assert, DAY_MS, type Instant, type Span, WEEK_MS } from '@evenwatch/core'

/** A Monday at nine. */
export const FIRST_HANDOFF = Date.UTC(2026, 0, 5, 9)

export type Turn<P> = Span & { readonly person: P }

export type WeeklyTurns<P> = {
  readonly people: readonly P[]
  readonly override: Turn<P> | null
  readonly span: Span
}

export function weeklyTurns<P>({ people, override, span }: WeeklyTurns<P>): Turn<P>[] {
  const turns: Turn<P>[] = []
  const add = (startsAt: Instant, endsAt: Instant, person: P | undefined) => {
    if (startsAt < endsAt && person !== undefined) turns.push({ startsAt, endsAt, person })
  }
  const firstWeek = Math.floor((span.startsAt - FIRST_HANDOFF) / WEEK_MS)
  for (let week = firstWeek; FIRST_HANDOFF + week * WEEK_MS < span.endsAt; week += 1) {
    const startsAt = Math.max(span.startsAt, FIRST_HANDOFF + week * WEEK_MS)
    const endsAt = Math.min(span.endsAt, FIRST_HANDOFF + (week + 1) * WEEK_MS)
    const person = people[week % people.length]
    add(startsAt, Math.min(endsAt, override?.startsAt ?? endsAt), person)
    add(Math.max(startsAt, override?.endsAt ?? endsAt), endsAt, person)
  }
  if (override) turns.push(override)
  return turns.sort((one, other) => one.startsAt - other.startsAt)
}

/** One whole day between the fifth and the twenty-fifth from today; null in most schedules. */
export function overrideOf<P>(
  n: number,
  people: readonly P[],
  { schedulesPerOverride }: AccountSize,
  now: Instant,
): Turn<P> | null {
  if (n % schedulesPerOverride !== schedulesPerOverride - 1) return null
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const startsAt = today + (5 + (n % 20)) * DAY_MS
  const person = people[n % people.length]
  assert(person !== undefined, 'a rotation has people')
  return { startsAt, endsAt: startsAt + DAY_MS, person }
}

export type AccountSize = {
  readonly users: number
  readonly teams: number
  readonly schedules: number
  /** One in so many has an override; each is written by a call of its own, which takes time. */
  readonly schedulesPerOverride: number
}

export function makeEach<T>(times: number, make: (n: number) => T): T[] {
  return Array.from({ length: times }, (_, n) => make(n))
}
