// Moments of a scenario, counted from its start: '5 min', '90 s', '1 h 30 min', '2 days'.

import { assert, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@evenwatch/core'

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: SECOND_MS,
  min: MINUTE_MS,
  h: HOUR_MS,
  day: DAY_MS,
  days: DAY_MS,
}

export function momentMs(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?) ?(ms|s|min|h|days?)\b/g)]
  const rest = text.replaceAll(/(\d+(?:\.\d+)?) ?(ms|s|min|h|days?)\b/g, '').trim()
  assert(parts.length > 0 && rest === '', `“${text}” is a moment such as 5 min`)
  return parts.reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNIT_MS[unit ?? ''] ?? 0),
    0,
  )
}

/** As people say it: '5 min', '1 h 30 min', '65.5 s'. */
export function momentText(ms: number): string {
  if (ms < MINUTE_MS) return `${ms / SECOND_MS} s`
  const hours = Math.floor(ms / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const seconds = (ms % MINUTE_MS) / SECOND_MS
  const parts = [
    hours > 0 ? `${hours} h` : '',
    minutes > 0 || hours === 0 ? `${minutes} min` : '',
    seconds > 0 ? `${seconds} s` : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}
