// What shaped a plan as a whole, in sentences: how even it is, what of the past it repairs, who is
// asked for less and why.

import { HOUR_MS } from '../../platform/time.ts'
import type { HeavyShift, PlannedPerson, PlanPeriodInput } from './period-plan.ts'
import { FULL_SHARE_FROM } from './planning-limits.ts'
import { countWords, spanWords } from './span-words.ts'

/** Sentences about single shifts and people beyond these are left out. */
const REASONS_MAX = 30

export function explainPlan(input: PlanPeriodInput, people: readonly PlannedPerson[]): string[] {
  if (people.length === 0) return []
  const carriedMean = mean(people.map(({ carriedWeightedHours }) => carriedWeightedHours))
  const averageTurn = mean(people.map(({ weightedHours }) => weightedHours)) * people.length
  const oneTurn = averageTurn / Math.max(1, input.slots.length)
  return [
    summary(input, people),
    ...people.flatMap((person) => {
      const sentences: string[] = []
      const heavy = (input.carriedOf.get(person.userId)?.heavyShifts ?? []).filter(isWorthASentence)
      const gets = compared(person, people)
      sentences.push(...heavy.map((shift) => heavySentence(input, person, shift, gets)))
      const more = person.carriedWeightedHours - carriedMean
      if (heavy.length === 0 && Math.abs(more) > oneTurn && gets?.isLess === more > 0) {
        const by = `${countWords(Math.round(Math.abs(more)), 'weighted hour')} ${more > 0 ? 'more' : 'less'}`
        sentences.push(
          `${person.displayName} carried ${by} than the average before, and gets ${gets.words}.`,
        )
      }
      const max = input.shiftsMaxOf?.get(person.userId)
      if (max !== undefined && max <= person.turns) {
        sentences.push(`${person.displayName} holds ${countWords(max, 'turn')}, as many as agreed.`)
      }
      const couldFew = person.slotsPossible < input.slots.length * FULL_SHARE_FROM
      if (couldFew && gets?.isLess) {
        sentences.push(
          `${person.displayName} could hold only ${person.slotsPossible} of the ${countWords(input.slots.length, 'turn')}, so less is asked for: ${countWords(person.turns, 'turn')}.`,
        )
      }
      return sentences
    }),
  ].slice(0, REASONS_MAX)
}

/** Minutes weigh next to nothing, whatever happened in them. */
function isWorthASentence({ startsAt, endsAt, ...shift }: HeavyShift): boolean {
  const weighs = shift.weightedHours > shift.predictedWeightedHours
  return weighs && endsAt - startsAt >= HOUR_MS && Math.round(shift.predictedWeightedHours) > 0
}

function summary(input: PlanPeriodInput, people: readonly PlannedPerson[]): string {
  const totals = people.map((one) => Math.round(one.carriedWeightedHours + one.weightedHours))
  const turns = people.map((one) => one.turns)
  const hasPast = people.some(({ carriedWeightedHours }) => carriedWeightedHours > 0)
  const past = hasPast ? 'with what was carried before, ' : ''
  const [only, ...others] = people
  if (only && others.length === 0) {
    return `${only.displayName} holds ${countWords(only.turns, 'turn')}, as nobody else takes part; ${past}that is ${totals[0]} weighted hours.`
  }
  return `Each of ${countWords(people.length, 'person', 'people')} holds ${range(turns)} of the ${countWords(input.slots.length, 'turn')}; ${past}that is ${range(totals)} weighted hours each.`
}

function heavySentence(
  { timeZone }: PlanPeriodInput,
  { displayName }: PlannedPerson,
  shift: HeavyShift,
  gets: Compared | null,
): string {
  const { pages, nightPages, weightedHours, predictedWeightedHours } = shift
  const nightly = countWords(nightPages, 'page')
  const all = countWords(pages, 'page')
  const had =
    nightPages === 0
      ? all
      : nightPages === pages
        ? `${nightly} at night`
        : `${all}, ${nightPages} of them at night`
  const weighs = `it weighs ${Math.round(weightedHours)} weighted hours in place of ${Math.round(predictedWeightedHours)}`
  const so = gets?.isLess
    ? `so ${displayName} gets ${gets.words}`
    : `which counts towards ${displayName}'s share`
  return `${displayName}'s turn of ${spanWords(shift, timeZone)} had ${had}: ${weighs}, ${so}.`
}

type Compared = { readonly isLess: boolean; readonly words: string }

/** Null when the person's turns lie among those of the others. */
function compared(person: PlannedPerson, people: readonly PlannedPerson[]): Compared | null {
  const others = people.filter(({ userId }) => userId !== person.userId).map(({ turns }) => turns)
  if (others.length === 0) return null
  const [least, most] = [Math.min(...others), Math.max(...others)]
  const isLess = person.turns <= least && person.turns < most
  const isMore = person.turns >= most && person.turns > least
  if (!isLess && !isMore) return null
  const words = `${countWords(person.turns, 'turn')} where others get ${range(others)}`
  return { isLess, words }
}

function range(values: readonly number[]): string {
  const least = Math.min(...values)
  const most = Math.max(...values)
  return least === most ? `${least}` : `${least} to ${most}`
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length
}
