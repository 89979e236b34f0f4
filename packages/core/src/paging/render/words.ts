// Words that every rendering of a page shares: one-line texts, ages, wall times.
//
// Titles and names come from senders. They are cut to one line here, so that no header, subject
// or log line can be broken by one; escaping for HTML is `escape-html.ts`.

import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import type { PageContent, PagedGroup } from '../page-content.ts'

/** A subject longer than this is cut at a word: phones show about half of it. */
export const SUBJECT_CHARS_MAX = 160

/** Control characters, line and paragraph separators, and marks that turn the writing direction. */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it removes.
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g

/** One line, without characters that could act, at most `charsMax` long, cut at a word. */
export function oneLine(text: string, charsMax: number): string {
  const line = text.replace(UNPRINTABLE, ' ').replace(/ {2,}/g, ' ').trim()
  if (line.length <= charsMax) return line
  // Never through the middle of a character that takes two code units.
  const cut = line.slice(0, charsMax - 1).replace(/[\ud800-\udbff]$/, '')
  const space = cut.lastIndexOf(' ')
  return `${(space > charsMax / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}

/** `12 s`, `4 min`, `2 h 05 min`, `3 d`: how long ago, for people. */
export function spanInWords(ms: number): string {
  if (ms < MINUTE_MS) return `${Math.max(0, Math.floor(ms / SECOND_MS))} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
    return `${Math.floor(ms / HOUR_MS)} h ${String(minutes).padStart(2, '0')} min`
  }
  return `${Math.floor(ms / DAY_MS)} d`
}

/** `0:48` or `1:02:05`: what a countdown shows. */
export function countdownInWords(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / SECOND_MS))
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

/** `02:14`. The hour cycle is named because `hour12: false` prints midnight as 24 on some engines. */
export function wallTime(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

/** `2026-03-03 02:14 Europe/Vienna`: unmistakable days later, too. */
export function dayAndTime(at: Instant, timeZone: string): string {
  const day = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(at)
  return `${day} ${wallTime(at, timeZone)} ${timeZone}`
}

export function countOf(count: number, one: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${one}s`
}

/** `checkout-api: 5xx ratio 7 %` */
export function groupLine(group: PagedGroup, charsMax: number): string {
  return oneLine(`${group.service}: ${group.title}`, charsMax)
}

/** `[HIGH] checkout-api: 5xx ratio 7 %`, or how many there are and which is first. */
export function pageHeadline(content: PageContent, charsMax = SUBJECT_CHARS_MAX): string {
  const [first] = content.groups
  if (first === undefined) return ''
  const urgency = content.groups.some((group) => group.urgency === 'high') ? 'HIGH' : 'LOW'
  const several = content.groups.length > 1 ? `${content.groups.length} pages, first ` : ''
  const start = `[${urgency}] ${several}`
  return start + groupLine(first, charsMax - start.length)
}
