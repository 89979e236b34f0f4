// A calendar of entries as iCalendar data (RFC 5545, RFC 7986).
//
// Instants stand in the wall time of their schedule's zone, with the zone beside them. A wall time
// that occurs twice should mean its first occurrence, but readers differ; an event that begins or
// ends in such an hour is written in UTC. Entries are free time (nobody has to keep the week clear for a shift).

import { formatInstant, type Instant, type Span } from '../../platform/time.ts'
import { formatWallTime } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import type { JcalComponent, JcalProperty } from './jcal.ts'
import { vtimezoneOf } from './vtimezone-of.ts'

export type CalendarEvent = Span & {
  readonly uid: string
  readonly timeZone: string
  readonly summary: string
  readonly description: string
  readonly url: string | null
  /** Never falls while the uid lives, and rises with every change. */
  readonly sequence: number
  readonly changedAt: Instant
}

export type Calendar = {
  readonly name: string
  /** How often readers are asked to look again, as an iCalendar duration. */
  readonly refreshEvery: string
  readonly events: readonly CalendarEvent[]
}

const PRODUCT = '-//Evenwatch//Evenwatch//EN'

export function renderCalendar({ name, refreshEvery, events }: Calendar): JcalComponent {
  return [
    'vcalendar',
    [
      ['version', {}, 'text', '2.0'],
      ['prodid', {}, 'text', PRODUCT],
      ['calscale', {}, 'text', 'GREGORIAN'],
      ['name', {}, 'text', plain(name)],
      ['x-wr-calname', {}, 'text', plain(name)],
      ['refresh-interval', {}, 'duration', refreshEvery],
      // Of a type that is written bare, as the readers that know this older name expect it.
      ['x-published-ttl', {}, 'unknown', refreshEvery],
    ],
    [...zonesOf(events), ...events.map(renderEvent)],
  ]
}

/** Each zone once, over the whole time that its events fill. */
function zonesOf(events: readonly CalendarEvent[]): JcalComponent[] {
  const spans = new Map<string, Span>()
  for (const { timeZone, startsAt, endsAt } of events) {
    const known = spans.get(timeZone)
    spans.set(timeZone, {
      startsAt: Math.min(startsAt, known?.startsAt ?? startsAt),
      endsAt: Math.max(endsAt, known?.endsAt ?? endsAt),
    })
  }
  // An event may end at the very instant of a change, so the change belongs to the span.
  return [...spans].map(([zone, { startsAt, endsAt }]) =>
    vtimezoneOf(zone, { startsAt, endsAt: endsAt + 1 }),
  )
}

function renderEvent(event: CalendarEvent): JcalComponent {
  const isUtc = [event.startsAt, event.endsAt].some((at) => isRepeated(event.timeZone, at))
  const when = (name: string, at: Instant): JcalProperty =>
    isUtc
      ? [name, {}, 'date-time', formatUtc(at)]
      : [
          name,
          { tzid: event.timeZone },
          'date-time',
          formatWallTime(zoneTable(event.timeZone).wallAt(at)),
        ]
  const properties: JcalProperty[] = [
    ['uid', {}, 'text', event.uid],
    ['dtstamp', {}, 'date-time', formatUtc(event.changedAt)],
    ['last-modified', {}, 'date-time', formatUtc(event.changedAt)],
    ['sequence', {}, 'integer', event.sequence],
    when('dtstart', event.startsAt),
    when('dtend', event.endsAt),
    ['summary', {}, 'text', plain(event.summary)],
    ['description', {}, 'text', plain(event.description)],
    ['transp', {}, 'text', 'TRANSPARENT'],
    ['status', {}, 'text', 'CONFIRMED'],
  ]
  if (event.url !== null) properties.push(['url', {}, 'uri', event.url])
  return ['vevent', properties, []]
}

/** Whether the wall time of this instant occurs twice. */
function isRepeated(timeZone: string, at: Instant): boolean {
  const zone = zoneTable(timeZone)
  const wall = zone.wallAt(at)
  return zone.instantOf(wall, 'first') !== zone.instantOf(wall, 'second')
}

/** Calendars know whole seconds. */
function formatUtc(at: Instant): string {
  return `${formatInstant(at).slice(0, 19)}Z`
}

/** Text without the control characters that iCalendar forbids; line ends stay. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, ' ')
}
