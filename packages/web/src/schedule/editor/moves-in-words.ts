// Whom a draft moves, added up over its months: “Ana +1 night, Ben −1 weekend”.

import type { SchedulePreview } from '@evenwatch/api'

type Moves = SchedulePreview['people']
const EFFECT = /^([+−])(\d+) (night|weekend|day)s? in /
const UNITS = ['weekend', 'night', 'day'] as const

/** Gains and losses weighed up; somebody whose turns only change places says so. */
export function movesInWords(people: Moves): string {
  return people.map(({ user, effects }) => `${user} ${sumInWords(effects)}`).join(', ')
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
  return words.length === 0 ? 'as much as before, on other days' : words.join(' ')
}
