// What the turns before a slot mean for those from it on: the turns that still ask for rest, the
// weeks in a row that are still open, and how many turns people have left.
//
// Two pasts with the same text can be followed by exactly the same turns.

import { NOBODY, type PlanState } from './plan-state.ts'
import { rowBefore } from './plan-weeks.ts'

/** `last`: the last slot that matters. Nobody holds the slot or any after it yet. */
export function relevantPast(state: PlanState, slot: number, last: number): string {
  const { restFrom, weeksMax, facts, shiftsMax } = state.problem
  const known: number[] = []
  // The latest turn of each person that is near enough to ask for rest.
  const seen = new Set<number>()
  for (let before = slot - 1; before >= (restFrom[slot] ?? slot); before--) {
    const person = state.holders[before] ?? NOBODY
    if (person === NOBODY || seen.has(person)) continue
    seen.add(person)
    known.push(before, person)
  }
  known.push(NOBODY)
  if (weeksMax < facts.weeks.length) pushWeeks(state, slot, known)
  shiftsMax.forEach((max, person) => {
    if (!Number.isFinite(max)) return
    known.push(Math.min(max - (state.turns[person] ?? 0), last - slot + 1))
  })
  return known.join()
}

function pushWeeks({ problem, heldMs }: PlanState, slot: number, known: number[]): void {
  const { facts, personCount } = problem
  const week = facts.partsOf[slot]?.[0]?.week
  // A turn in a part of a week that is not judged: nothing before it is, or nothing after it.
  if (week === undefined) return
  for (let person = 0; person < personCount; person++) {
    const row = rowBefore(problem, heldMs, person, week)
    const at = person * facts.weeks.length
    // What earlier turns fill of this week and of later ones.
    let end: number = week
    while (end < facts.weeks.length && heldMs[at + end] !== problem.heldMs[at + end]) end += 1
    if (row === 0 && end === week) continue
    known.push(person, row, ...heldMs.subarray(at + week, at + end), NOBODY)
  }
}
