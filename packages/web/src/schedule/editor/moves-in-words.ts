// Whom a draft moves, added up over its months: “Ana +1 night, Ben −1 weekend”.

import type { SchedulePreview } from '@evenwatch/api'

type Moves = SchedulePreview['people']
const EFFECT = /^([+−])(\d+) (night|weekend|day)s? in /
const UNITS = ['weekend', 'night', 'day'] as const

/** Gains and losses weighed up; those whose turns only change places come last, together. */
export function movesInWords(people: Moves): string {
  const sums = people.map(({ user, effects }) => ({ user, sum: sumInWords(effects) }))
  const moved = sums.filter(({ sum }) => sum !== '').map(({ user, sum }) => `${user} ${sum}`)
  const same = sums.filter(({ sum }) => sum === '').map(({ user }) => user)
  const rest = same.length === 0 ? [] : [`${same.join(' and ')} as much as before, on other days`]
  return [...moved, ...rest].join(', ')
}

function sumInWords(effects: readonly string[]): string {
  const sums = new Map<string, number>()
  for (const effect of effects) {
    const [, sign, count, unit = ''] = EFFECT.exec(effect) ?? []
    const change = Number(count ?? 0) * (sign === '−' ? -1 : 1)
    sums.set(unit, (sums.get(unit) ?? 0) + change)
  }
  const words = UNITS.flatMap((unit) => {
    const sum = sums.get(unit) ?? 0
    if (sum === 0) return []
    const count = Math.abs(sum)
    return [`${sum > 0 ? '+' : '−'}${count} ${count === 1 ? unit : `${unit}s`}`]
  })
  return words.join(' ')
}
