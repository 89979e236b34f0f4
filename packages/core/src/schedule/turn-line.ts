// The turns of one rotation over time, joined into runs: the turns one member has in a row.
//
// A run is the turns that count, as many as `shiftsPerMember` says, and those between and before
// them that do not. Its number is all that decides who holds it, so nobody loses a turn to a
// weekend (rule 4). Invariants: runs are sorted and disjoint, and none is empty. Turns with a
// hole between them are runs of their own, even of the same number.

import type { Instant, Span } from '../platform/time.ts'

export type TurnRun = {
  readonly startsAt: Instant
  endsAt: Instant
  /** How many members had their runs before, since the first handoff. */
  readonly number: number
}

export type TurnLine = {
  /** The runs that meet [from, to), of turns that meet it, themselves not cut. */
  runsIn(from: Instant, to: Instant): TurnRun[]
}

/** Appends a turn, to the last run when it has the same number and touches it. */
export function pushTurn(
  runs: TurnRun[],
  startsAt: Instant,
  endsAt: Instant,
  number: number,
): void {
  const last = runs[runs.length - 1]
  if (last && last.number === number && last.endsAt === startsAt) last.endsAt = endsAt
  else runs.push({ startsAt, endsAt, number })
}

/** Answers whether one of the sorted instants lies in [from, to), for ever later questions. */
export function beginsReader(begins: readonly Instant[]): (from: Instant, to: Instant) => boolean {
  let next = 0
  return (from, to) => {
    while ((begins[next] ?? Number.POSITIVE_INFINITY) < from) next += 1
    return (begins[next] ?? Number.POSITIVE_INFINITY) < to
  }
}

/** Whether covered time lies in a span; asked for spans that follow one another. */
export function coverReader(cover: readonly Span[]): (from: Instant, to: Instant) => boolean {
  let next = 0
  return (from, to) => {
    while ((cover[next]?.endsAt ?? Number.POSITIVE_INFINITY) <= from) next += 1
    return (cover[next]?.startsAt ?? Number.POSITIVE_INFINITY) < to
  }
}
