// The next move as one sentence without its full stop: "Chen is paged in 0:48".

import { HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '../platform/time.ts'
import type { ForecastWhat } from './forecast-move.ts'

const NAMES_SHOWN_MAX = 3

export type MoveInNames = {
  readonly at: Instant | null
  readonly what: ForecastWhat
  /** Display names of those who are paged. */
  readonly people: readonly string[]
}

export function nextInWords(move: MoveInNames, now: Instant): string {
  const when = whenInWords(move.at, now)
  const people = namesInWords(move.people)
  const verb = move.people.length === 1 ? 'is' : 'are'
  switch (move.what) {
    case 'step':
    case 'round':
      return people === null ? `The next step is due ${when}` : `${people} ${verb} paged ${when}`
    case 'held':
      if (move.at === null || people === null) return 'Paging waits until somebody is on call'
      return `Nobody is on call; ${people} ${verb} paged ${when}`
    case 'last-resort':
      return people === null
        ? `The last resort is paged ${when}`
        : `${people} ${verb} paged ${when}, as the last resort`
    case 'exhausted':
      return `Nobody else is paged; the escalation ends ${when}`
    case 'lapse':
      return people === null
        ? `The acknowledgement ends ${when}; paging starts again`
        : `The acknowledgement ends ${when}; then ${people} ${verb} paged`
  }
}

/** "in 0:48", "in 1:02:03", "now"; counted up to the full second, as a countdown shows it. */
export function whenInWords(at: Instant | null, now: Instant): string {
  if (at === null) return 'at a time not known yet'
  if (at <= now) return 'now'
  return `in ${countdown(Math.ceil((at - now) / SECOND_MS) * SECOND_MS)}`
}

function countdown(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(ms / HOUR_MS)
  const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
  const seconds = Math.floor((ms % MINUTE_MS) / SECOND_MS)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** "Ana", "Ana and Ben", "Ana, Ben, Chen and 4 more"; null for nobody. */
export function namesInWords(names: readonly string[]): string | null {
  if (names.length === 0) return null
  const shown = names.slice(0, NAMES_SHOWN_MAX)
  const hidden = names.length - shown.length
  if (hidden > 0) return `${shown.join(', ')} and ${hidden} more`
  if (shown.length === 1) return shown.join('')
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
