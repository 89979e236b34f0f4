// What the past weighs in a plan: it relieves whoever carried more than others, and asks nobody to
// make up for time in which they were new, away or ill.
//
// Whoever carried less than the middle of those who carried anything counts as the middle.

import type { CarriedLoad } from './period-plan.ts'

/** For each of `userIds`. */
export function levelCarried(
  carriedOf: ReadonlyMap<string, CarriedLoad>,
  userIds: readonly string[],
): Map<string, CarriedLoad> {
  const middle = medianOf(
    userIds.flatMap((userId) => {
      const weighted = carriedOf.get(userId)?.weightedHours ?? 0
      return weighted > 0 ? [weighted] : []
    }),
  )
  return new Map(
    userIds.map((userId) => {
      const carried = carriedOf.get(userId) ?? { weightedHours: 0, heavyShifts: [] }
      return [userId, { ...carried, weightedHours: Math.max(carried.weightedHours, middle) }]
    }),
  )
}

/** 0 of nothing. */
function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2
}
