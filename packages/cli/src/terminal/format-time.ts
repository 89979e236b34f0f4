// Instants for people: the day and the wall time where the reader is, with the zone said once.

import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@evenwatch/core'

export function readerZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** `Mon 16 Mar 09:00` */
export function formatWhen(instant: string, timeZone = readerZone()): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(instant))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('hour')}:${part('minute')}`
}

/** `Mon 16 Mar 2026 09:00`, where a span may reach into another year. */
export function formatWhenInYear(instant: string, timeZone = readerZone()): string {
  const year = new Intl.DateTimeFormat('en-GB', { timeZone, year: 'numeric' })
  const when = formatWhen(instant, timeZone)
  return `${when.slice(0, -6)} ${year.format(new Date(instant))}${when.slice(-6)}`
}

/** `4 min`, `2 h 05 min`, `3 d` */
export function formatAge(since: string, now: Instant): string {
  const ms = Math.max(0, now - Date.parse(since))
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms >= 2 * DAY_MS) return `${Math.floor(ms / DAY_MS)} d`
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  return `${Math.floor(ms / HOUR_MS)} h ${String(minutes).padStart(2, '0')} min`
}
