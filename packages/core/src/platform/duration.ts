// Durations as people write them in files and forms: '90s', '5m', '1h30m', '2d', '1w'.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, WEEK_MS } from './time.ts'

const UNITS_MS = { w: WEEK_MS, d: DAY_MS, h: HOUR_MS, m: MINUTE_MS, s: SECOND_MS } as const

/** Largest unit first, each at most once, at least one. */
export const DURATION_PATTERN = /^(?=\d)(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/

/** Milliseconds, or null when the text is no duration. */
export function parseDuration(text: string): number | null {
  const match = DURATION_PATTERN.exec(text)
  if (!match) return null
  const [, ...amounts] = match
  let total = 0
  for (const [index, unit] of (['w', 'd', 'h', 'm', 's'] as const).entries()) {
    total += Number(amounts[index] ?? 0) * UNITS_MS[unit]
  }
  return Number.isSafeInteger(total) ? total : null
}

/** The shortest text that `parseDuration` reads back; '0m' for zero. Parts of a second are dropped. */
export function formatDuration(ms: number): string {
  let rest = Math.floor(ms / SECOND_MS) * SECOND_MS
  if (rest <= 0) return '0m'
  let text = ''
  for (const unit of ['d', 'h', 'm', 's'] as const) {
    const amount = Math.floor(rest / UNITS_MS[unit])
    if (amount > 0) text += `${amount}${unit}`
    rest -= amount * UNITS_MS[unit]
  }
  return text
}
