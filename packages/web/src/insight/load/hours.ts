// The hour classes as they are drawn and said. Each has a pattern of its own, so that no bar needs
// its colour to be read.

import type { LoadWorkView } from '@evenwatch/api'
import { HOUR_CLASSES, type HourClass } from '@evenwatch/core'
import { lengthInWords } from '../../ui/format-time.ts'

export const HOURS: readonly { readonly hour: HourClass; readonly word: string }[] =
  HOUR_CLASSES.map((hour) => ({ hour, word: hour }))

export type Measure = 'pages' | 'engagedMinutes'

export function amountOf(work: LoadWorkView, hour: HourClass, measure: Measure): number {
  return work.byHour[hour]?.[measure] ?? 0
}

export function minutesInWords(minutes: number): string {
  return minutes === 0 ? '0 m' : lengthInWords(minutes * 60_000)
}

/** `9 sleep, 3 working`: the heaviest hours first, nothing that is zero. */
export function partsInWords(work: LoadWorkView, measure: Measure): string {
  const parts = [...HOURS].reverse().flatMap(({ hour, word }) => {
    const amount = amountOf(work, hour, measure)
    if (amount === 0) return []
    return [measure === 'pages' ? `${amount} ${word}` : `${minutesInWords(amount)} ${word}`]
  })
  return parts.join(', ')
}

export function pagesInWords(count: number): string {
  return count === 1 ? '1 page' : `${count} pages`
}
