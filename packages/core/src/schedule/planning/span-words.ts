// Spans and lists as people read them in the sentences of a plan: `4–11 May 2026`.

import { DAY_MS, type Span } from '../../platform/time.ts'
import { dayOf, formatWallTime, type WallMs } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Names that a sentence lists before it counts the others. */
const NAMES_PER_SENTENCE_MAX = 4

/** Days only, and the times as well when it all happens within one day. */
export function spanWords(span: Span, timeZone: string): string {
  const zone = zoneTable(timeZone)
  const from = zone.wallAt(span.startsAt)
  const until = zone.wallAt(span.endsAt)
  // What ends at midnight ends with the day before.
  const lastDay = until === dayOf(until) * DAY_MS && until > from ? until - 1 : until
  const [fromDay, fromMonth, fromYear] = dateParts(from)
  const [untilDay, untilMonth, untilYear] = dateParts(lastDay)
  if (dayOf(from) === dayOf(lastDay)) {
    const date = `${fromDay} ${fromMonth} ${fromYear}`
    const isWhole = until - from === DAY_MS
    return isWhole ? date : `${date} ${clock(from)}–${clock(until)}`
  }
  if (fromYear !== untilYear) {
    return `${fromDay} ${fromMonth} ${fromYear} – ${untilDay} ${untilMonth} ${untilYear}`
  }
  if (fromMonth !== untilMonth) {
    return `${fromDay} ${fromMonth} – ${untilDay} ${untilMonth} ${untilYear}`
  }
  return `${fromDay}–${untilDay} ${untilMonth} ${untilYear}`
}

/** `Ana`, `Ana and Ben`, `Ana, Ben and 3 others`. */
export function listWords(words: readonly string[], max = NAMES_PER_SENTENCE_MAX): string {
  const rest = words.length - max
  const said = rest > 1 ? [...words.slice(0, max), `${rest} others`] : words
  if (said.length < 2) return said.join('')
  return `${said.slice(0, -1).join(', ')} and ${said[said.length - 1]}`
}

/** `1 turn`, `2 turns`. */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}

function dateParts(wall: WallMs): [number, string, number] {
  const date = new Date(wall)
  return [date.getUTCDate(), MONTHS[date.getUTCMonth()] ?? '', date.getUTCFullYear()]
}

function clock(wall: WallMs): string {
  return formatWallTime(wall).slice(11, 16)
}
