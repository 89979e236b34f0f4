// Whom a draft moves, added up over its months, “Ana +1 night, Ben −1 weekend”, and month by month.
//
// The server says a gain and a loss of one month apart, since a swapped weekend is a move; here they
// are weighed up, so that what stands there is what somebody has more or less of.

import type { SchedulePreview } from '@evenwatch/api'

type Moves = SchedulePreview['people']
const EFFECT = /^([+−])(\d+) (night|weekend|day)s? in (\S+)$/
const UNITS = ['weekend', 'night', 'day'] as const

/** Gains and losses weighed up; those whose turns only change places come last, together. */
export function movesInWords(people: Moves): string {
  const sums = people.map(({ user, effects }) => ({ user, sum: sumInWords(effects) }))
  const moved = sums.filter(({ sum }) => sum !== '').map(({ user, sum }) => `${user} ${sum}`)
  const same = sums.filter(({ sum }) => sum === '').map(({ user }) => user)
  const rest = same.length === 0 ? [] : [`${same.join(' and ')} as much as before, on other days`]
  return [...moved, ...rest].join(', ')
}

/** One person's moves month by month, in the order of the months; empty where they come out even. */
export function monthsInWords(effects: readonly string[]): string[] {
  const months = [...new Set(effects.map((effect) => readEffect(effect).month))]
  return months.flatMap((month) => {
    const own = effects.filter((effect) => readEffect(effect).month === month)
    return unitsInWords(own).map((words) => `${words} in ${month}`)
  })
}

const sumInWords = (effects: readonly string[]): string => unitsInWords(effects).join(' ')

function unitsInWords(effects: readonly string[]): string[] {
  const sums = new Map<string, number>()
  for (const { unit, change } of effects.map(readEffect)) {
    sums.set(unit, (sums.get(unit) ?? 0) + change)
  }
  return UNITS.flatMap((unit) => {
    const sum = sums.get(unit) ?? 0
    if (sum === 0) return []
    const count = Math.abs(sum)
    return [`${sum > 0 ? '+' : '−'}${count} ${count === 1 ? unit : `${unit}s`}`]
  })
}

function readEffect(effect: string) {
  const [, sign, count, unit = '', month = ''] = EFFECT.exec(effect) ?? []
  return { unit, month, change: Number(count ?? 0) * (sign === '−' ? -1 : 1) }
}
