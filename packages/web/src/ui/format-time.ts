// Times and lengths in words: `4 m`, `2 h 05 m`, `3 d`. One place, so that no two screens differ.

import { formatOf, wallOf } from './zone.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A length, at most two units. */
export function lengthInWords(ms: number): string {
  const rest = Math.max(0, ms)
  if (rest < MINUTE) return `${Math.floor(rest / 1000)} s`
  if (rest < HOUR) return `${Math.floor(rest / MINUTE)} m`
  if (rest < DAY) {
    const minutes = Math.floor((rest % HOUR) / MINUTE)
    const hours = `${Math.floor(rest / HOUR)} h`
    return minutes === 0 ? hours : `${hours} ${String(minutes).padStart(2, '0')} m`
  }
  const hours = Math.floor((rest % DAY) / HOUR)
  const days = `${Math.floor(rest / DAY)} d`
  return hours === 0 || rest >= 7 * DAY ? days : `${days} ${hours} h`
}

/** `0:48`, `12:05`; from an hour on, words. */
export function countdownInWords(ms: number): string {
  if (ms >= HOUR) return lengthInWords(ms)
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

export function relativeInWords(at: number, now: number): string {
  const away = Math.abs(at - now)
  if (away < 1_000) return 'now'
  return at <= now ? `${lengthInWords(away)} ago` : `in ${lengthInWords(away)}`
}

export const clockTime = (at: number, zone: string): string =>
  formatOf(zone, { hour: '2-digit', minute: '2-digit' }).format(at)

/** `09:00` today, `Mon 09:00` within a week, else `Mon 16 Nov 09:00`. */
export function shortTime(at: number, now: number, zone: string): string {
  const time = clockTime(at, zone)
  const there = wallOf(at, zone)
  const here = wallOf(now, zone)
  if (there.year === here.year && there.month === here.month && there.day === here.day) return time
  const weekday = formatOf(zone, { weekday: 'short' }).format(at)
  if (Math.abs(at - now) < 6 * DAY) return `${weekday} ${time}`
  const year = there.year === here.year ? {} : ({ year: 'numeric' } as const)
  return `${weekday} ${formatOf(zone, { day: 'numeric', month: 'short', ...year }).format(at)} ${time}`
}

export function longTime(at: number, zone: string): string {
  return formatOf(zone, {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
    .format(at)
    .replace(/,/g, '')
}
