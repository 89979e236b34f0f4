// Compares two answers to "who is on call when" at every boundary of either.
//
// Shifts may overlap: whoever any of them names is on call. Invariants: the differences are sorted,
// disjoint and within the span, at every instant of one the two sets of people differ, and at every
// other instant of the span they are equal. Two neighbours never say the same.

import type { Instant, Span } from '../platform/time.ts'

export type CoverageShift = Span & { readonly userIds: readonly string[] }

export type CoverageDifference = Span & {
  /** Sorted; empty: nobody. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export function coverageDiff(
  before: readonly CoverageShift[],
  after: readonly CoverageShift[],
  span: Span,
): CoverageDifference[] {
  const was = presenceOf(before)
  const willBe = presenceOf(after)
  const differences: CoverageDifference[] = []
  const instants = boundariesOf([...before, ...after], span)
  instants.forEach((startsAt, i) => {
    const endsAt = instants[i + 1]
    const now = { before: was(startsAt), after: willBe(startsAt) }
    if (endsAt === undefined || sameList(now.before, now.after)) return
    const last = differences.at(-1)
    const goesOn =
      last?.endsAt === startsAt &&
      sameList(last.before, now.before) &&
      sameList(last.after, now.after)
    if (goesOn) differences[differences.length - 1] = { ...last, endsAt }
    else differences.push({ startsAt, endsAt, ...now })
  })
  return differences
}

function boundariesOf(shifts: readonly Span[], { startsAt, endsAt }: Span): Instant[] {
  const instants = new Set<Instant>([startsAt, endsAt])
  for (const shift of shifts) {
    for (const at of [shift.startsAt, shift.endsAt]) {
      if (at > startsAt && at < endsAt) instants.add(at)
    }
  }
  return [...instants].filter((at) => at <= endsAt).sort((a, b) => a - b)
}

/** Who is there at an instant, for ever later questions. */
function presenceOf(shifts: readonly CoverageShift[]): (at: Instant) => readonly string[] {
  const starts = [...shifts].sort((a, b) => a.startsAt - b.startsAt)
  let next = 0
  let running: CoverageShift[] = []
  return (at) => {
    for (let shift = starts[next]; shift && shift.startsAt <= at; shift = starts[next]) {
      running.push(shift)
      next += 1
    }
    running = running.filter(({ endsAt }) => endsAt > at)
    return [...new Set(running.flatMap(({ userIds }) => userIds))].sort()
  }
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i])
}
