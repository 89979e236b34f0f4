// Where a change begins when the address does not say it: whose shift, and from when until when.
// A span that began earlier counts from now, because who was on call is not rewritten.

import type { Window } from '../schedule-search.ts'
import type { PersonRef, Shift } from '../shifts.ts'
import type { ChangeKind, ChangeSearch } from './change-search.ts'

/** Kinds that are about one person's own shift, and not about whoever is on call. */
const ABOUT_A_PERSON: ReadonlySet<ChangeKind> = new Set(['cover', 'swap'])

export const isAboutMe = ({ kind, away }: Pick<ChangeSearch, 'kind' | 'away'>, me: PersonRef) =>
  away === undefined ? ABOUT_A_PERSON.has(kind) : away === me.name || away === me.id

const windowOf = (shift: Shift): Window => ({
  startsAt: Date.parse(shift.startsAt),
  endsAt: Date.parse(shift.endsAt),
})
const holds = (shift: Shift, away: string | null) =>
  away === null || shift.users.some(({ name, id }) => name === away || id === away)

/** The person's shift that meets the span; without a span, the one that runs or comes next. */
export function shiftMeant(
  shifts: readonly Shift[],
  away: string | null,
  about: Window | null,
  now: number,
): Window | null {
  const wanted = about ?? { startsAt: now, endsAt: Number.MAX_SAFE_INTEGER }
  const found = shifts.find((shift) => {
    const { startsAt, endsAt } = windowOf(shift)
    return holds(shift, away) && endsAt > wanted.startsAt && startsAt < wanted.endsAt
  })
  return found ? windowOf(found) : null
}

/** What the fields show at first. */
export function spanAtFirst(
  search: ChangeSearch,
  shifts: readonly Shift[],
  away: string | null,
  now: number,
): Window | null {
  const from = search.from === undefined ? null : Date.parse(search.from)
  const until = search.until === undefined ? null : Date.parse(search.until)
  if (from !== null && until !== null && until > now) {
    return { startsAt: Math.max(from, now), endsAt: until }
  }
  const about = from === null || from < now ? null : { startsAt: from, endsAt: from + 1 }
  const shift = shiftMeant(shifts, away, about, now)
  return shift && { startsAt: Math.max(shift.startsAt, now), endsAt: shift.endsAt }
}
