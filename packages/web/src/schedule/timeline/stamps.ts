// Times of bars in words, quick enough for thousands of them: within the range the offset is known
// and the calendar is arithmetic; beyond it the browser's own formats are asked.

import { clockTime, lengthInWords } from '../../ui/format-time.ts'
import { formatOf } from '../../ui/zone.ts'
import type { Window } from '../schedule-search.ts'
import { type Bar, ROLE_WORDS, whyInWords } from '../shifts.ts'
import { stretchesOf } from './zone-days.ts'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']

export type Stamps = {
  /** `Mon 16 Nov 09:00`. */
  full(at: number): string
  clock(at: number): string
}

const two = (value: number) => String(value).padStart(2, '0')

export function stampsOf(window: Window, zone: string): Stamps {
  const stretches = stretchesOf(window, zone)
  const wall = (at: number) => {
    const stretch = stretches.find((one) => at >= one.startsAt && at < one.endsAt)
    return stretch ? new Date(at + stretch.offsetMs) : null
  }
  const clockOf = (date: Date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  return {
    full(at) {
      const date = wall(at)
      if (!date) {
        const day = formatOf(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(at)
        return `${day.replace(/,/g, '')} ${clockTime(at, zone)}`
      }
      return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${clockOf(date)}`
    },
    clock(at) {
      const date = wall(at)
      return date ? clockOf(date) : clockTime(at, zone)
    },
  }
}

/** Everything a bar says, for ears and for the pointer that rests on it. */
export function sayBar(bar: Bar, stamps: Stamps): string {
  const length = lengthInWords(bar.endsAt - bar.startsAt)
  const when = `${stamps.full(bar.startsAt)} to ${stamps.full(bar.endsAt)}`
  if (bar.kind === 'gap') return `No one, ${length}, ${when}, ${ROLE_WORDS[bar.role]}`
  const why = bar.kind === 'override' ? `override: ${bar.words}` : whyInWords(bar)
  const who = bar.kind === 'override' ? '' : `${bar.words}, `
  return `${who}${why}, ${when}, ${length}`
}
