// What the past weighs in a plan: it relieves whoever carried more than others, and asks nobody to
// make up for time in which they were new, away or ill.
//
// Whoever was on call for less than the middle of those who were on call at all counts as the
// middle. What pages cost comes on top, for everybody as it was.

import type { CarriedLoad } from './period-plan.ts'

/** For each of `userIds`. */
export function levelCarried(
  carriedOf: ReadonlyMap<string, CarriedLoad>,
  userIds: readonly string[],
): Map<string, CarriedLoad> {
  const onCallOf = (userId: string) => {
    const { weightedHours, ofPages } = carriedOf.get(userId) ?? NOTHING_CARRIED
    return weightedHours - ofPages
  }
  const middle = medianOf(userIds.map(onCallOf).filter((weighted) => weighted > 0))
  return new Map(
    userIds.map((userId) => {
      const carried = carriedOf.get(userId) ?? NOTHING_CARRIED
      const weightedHours = Math.max(onCallOf(userId), middle) + carried.ofPages
      return [userId, { ...carried, weightedHours }]
    }),
  )
}

const NOTHING_CARRIED: CarriedLoad = { weightedHours: 0, ofPages: 0, heavyShifts: [] }

/** 0 of nothing. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
