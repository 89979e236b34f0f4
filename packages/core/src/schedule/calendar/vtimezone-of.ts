// A zone as a calendar file tells it: one observance for each offset that holds in a span.
//
// The offsets come from the table by which shifts were expanded, so a reader who trusts the file
// and a reader who trusts its own zone rules see the same instants. Explicit observances instead
// of recurrence rules: clock changes that follow no rule (Cairo, Casablanca) are exact, too.

import { HOUR_MS, MINUTE_MS, SECOND_MS, type Span } from '../../platform/time.ts'
import { formatWallTime, type WallMs } from '../wall-time.ts'
import { type ZoneOffset, zoneTable } from '../zone-table.ts'
import type { JcalComponent } from './jcal.ts'

/** Where the first observance begins: before every event, wherever the span was cut. */
const ALWAYS: WallMs = Date.UTC(1970, 0, 1)

export function vtimezoneOf(timeZone: string, span: Span): JcalComponent {
  const offsets = zoneTable(timeZone).offsetsBetween(span.startsAt, span.endsAt)
  return ['vtimezone', [['tzid', {}, 'text', timeZone]], offsets.map(observanceOf)]
}

function observanceOf({ startsAt, before, offsetMs }: ZoneOffset): JcalComponent {
  // By the standard, an onset is written in the wall time that held until then.
  const onset = startsAt === null ? ALWAYS : startsAt + before
  return [
    offsetMs > before ? 'daylight' : 'standard',
    [
      ['dtstart', {}, 'date-time', formatWallTime(onset)],
      ['tzoffsetfrom', {}, 'utc-offset', formatOffset(before)],
      ['tzoffsetto', {}, 'utc-offset', formatOffset(offsetMs)],
      ['tzname', {}, 'text', `UTC${formatOffset(offsetMs)}`],
    ],
    [],
  ]
}

function formatOffset(offsetMs: number): string {
  const rest = Math.abs(offsetMs)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = (rest % MINUTE_MS) / SECOND_MS
  const clock = `${two(rest / HOUR_MS)}:${two((rest % HOUR_MS) / MINUTE_MS)}`
  return `${offsetMs < 0 ? '-' : '+'}${clock}${seconds === 0 ? '' : `:${two(seconds)}`}`
}
