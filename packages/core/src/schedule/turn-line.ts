// The turns of one rotation over time, each with the number of turns that counted before it.
//
// Invariants: turns are sorted and disjoint, none is empty, and `countedBefore` rises by one after
// a turn that counts and by nothing after one that does not. Who holds a turn follows from that
// number alone, so nobody loses a turn to a weekend (rule 4).

import type { Instant } from '../platform/time.ts'

export type TurnSpan = {
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly countedBefore: number
}

export type TurnLine = {
  /** The turns that meet [from, to), not cut. */
  turnsIn(from: Instant, to: Instant): TurnSpan[]
}

/** Answers whether one of the sorted instants lies in [from, to), for ever later questions. */
export function beginsReader(begins: readonly Instant[]): (from: Instant, to: Instant) => boolean {
  let next = 0
  return (from, to) => {
    while ((begins[next] ?? Number.POSITIVE_INFINITY) < from) next += 1
    return (begins[next] ?? Number.POSITIVE_INFINITY) < to
  }
}
