// Compares two answers to "who is on call when" at every boundary of either.
//
// Shifts may overlap: whoever any of them names is on call, people and policies alike. Invariants: the differences are sorted,
// disjoint and within the span, at every instant of one the two sets of people differ, and at every
// other instant of the span they are equal. Two neighbours never say the same.

import type { Instant, Span } from '../platform/time.ts'

export type CoverageShift = Span & {
  readonly userIds: readonly string[]
  /** Absent: none. */
  readonly policyIds?: readonly string[]
}

export type CoverageDifference = Span & {
  /** Sorted; empty: nobody. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Present where a policy is on call before or after; sorted. */
  readonly policies?: { readonly before: readonly string[]; readonly after: readonly string[] }
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
    const now = changeOf(was(startsAt), willBe(startsAt))
    if (endsAt === undefined || now === null) return
    const last = differences.at(-1)
    const goesOn = last?.endsAt === startsAt && saysTheSame(last, now)
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

type Presence = { readonly userIds: readonly string[]; readonly policyIds: readonly string[] }
type Change = Pick<CoverageDifference, 'before' | 'after' | 'policies'>

/** Null: the same on both sides. */
function changeOf(was: Presence, is: Presence): Change | null {
  const samePolicies = sameList(was.policyIds, is.policyIds)
  if (samePolicies && sameList(was.userIds, is.userIds)) return null
  const change = { before: was.userIds, after: is.userIds }
  const policies = { before: was.policyIds, after: is.policyIds }
  return policies.before.length + policies.after.length > 0 ? { ...change, policies } : change
}

function saysTheSame(one: Change, other: Change): boolean {
  return (
    sameList(one.before, other.before) &&
    sameList(one.after, other.after) &&
    sameList(one.policies?.before ?? [], other.policies?.before ?? []) &&
    sameList(one.policies?.after ?? [], other.policies?.after ?? [])
  )
}

/** Who is there at an instant, for ever later questions. */
function presenceOf(shifts: readonly CoverageShift[]): (at: Instant) => Presence {
  const starts = [...shifts].sort((a, b) => a.startsAt - b.startsAt)
  let next = 0
  let running: CoverageShift[] = []
  return (at) => {
    for (let shift = starts[next]; shift && shift.startsAt <= at; shift = starts[next]) {
      running.push(shift)
      next += 1
    }
    running = running.filter(({ endsAt }) => endsAt > at)
    return {
      userIds: [...new Set(running.flatMap(({ userIds }) => userIds))].sort(),
      policyIds: [...new Set(running.flatMap(({ policyIds = [] }) => policyIds))].sort(),
    }
  }
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i])
}
