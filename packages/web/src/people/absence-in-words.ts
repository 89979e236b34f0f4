// An absence's time in words, in the person's own zone: days where it is whole days.

import type { AbsenceView } from '@evenwatch/api'
import { shortTime } from '../ui/format-time.ts'
import { formatOf } from '../ui/zone.ts'

export function absenceInWords(
  { days, startsAt, endsAt }: Pick<AbsenceView, 'days' | 'startsAt' | 'endsAt'>,
  now: number,
  zone: string,
): string {
  if (days === null) {
    const [from, until] = [startsAt, endsAt].map((at) => shortTime(Date.parse(at), now, zone))
    return `${from} – ${until}`
  }
  const first = dayInWords(days.firstDay, now)
  if (days.firstDay === days.lastDay) return first
  return `${first} – ${dayInWords(days.lastDay, now)}`
}

/** A day has no zone, so it is told in the one in which its text is a midnight. */
function dayInWords(day: string, now: number): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  const isThisYear = new Date(at).getUTCFullYear() === new Date(now).getUTCFullYear()
  return formatOf('UTC', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' }),
  })
    .format(at)
    .replaceAll(',', '')
}
