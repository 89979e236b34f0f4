// Reads somebody's calendar as single events of a span: series are unfolded, changed and left-out
// instances taken into account.
//
// A series is unfolded in wall time, and each instance then becomes an instant by its zone's rules;
// a weekly event at nine stays at nine through clock changes. Times without a zone are those of the
// feed. What cannot be read is told, never guessed; a file that is no calendar is refused whole.
// Events are parsed one by one, and other work goes on in between: pages leave this process, too.

import { createHash } from 'node:crypto'
import { setImmediate as otherWork } from 'node:timers/promises'
import {
  DAY_MS,
  formatInstant,
  formatWallTime,
  type Instant,
  parseWallTime,
  type Span,
  type WallMs,
} from '@evenwatch/core'
import type ICAL from 'ical.js'
import { createFeedZones, type FeedZone, feedZoneOf } from './feed-zones.ts'
import type { JcalNode, JcalValue } from './jcal-node.ts'

export const FEED_EVENTS_MAX = 2_000
/** Steps of all series of one feed, those before the span included. */
export const FEED_STEPS_MAX = 100_000
const STEPS_AT_ONCE = 200
const EVENTS_AT_ONCE = 20

export type FeedEvent = {
  readonly uid: string
  /** Which instance of a series, by its original start; null: the event is no series. */
  readonly instance: string | null
  readonly summary: string
  /** Whole days have no zone: whoever they concern says where midnight is. */
  readonly when:
    | { readonly kind: 'days'; readonly firstDay: string; readonly lastDay: string }
    | { readonly kind: 'instants'; readonly startsAt: Instant; readonly endsAt: Instant }
  readonly attendees: readonly string[]
  readonly organizer: string | null
}

export type UnreadEvent = {
  readonly uid: string
  readonly summary: string
  readonly startsAt: string | null
  readonly why: string
}

export type FeedReading =
  | { readonly ok: true; readonly events: readonly FeedEvent[]; readonly unread: UnreadEvent[] }
  | { readonly ok: false; readonly fault: string }

/** A start or an end: a wall time and where it is meant, or a day. */
type Point = { readonly wall: WallMs; readonly zone: FeedZone; readonly isDay: boolean }
type Times = { readonly start: Point; readonly lengthMs: number }

type Reader = {
  readonly library: typeof ICAL
  readonly zoneOf: (tzid: string) => FeedZone | null
  readonly feedZone: FeedZone
  readonly span: Span
  stepsLeft: number
}

const SUMMARY_CHARS_MAX = 500
/** Longer ones are told apart by their digest: a name has to fit an index. */
const UID_CHARS_MAX = 200
const UTC = feedZoneOf('UTC')

export async function readFeed(
  text: string,
  options: { readonly timeZone: string; readonly span: Span },
): Promise<FeedReading> {
  const { default: library } = await import('ical.js')
  // One calendar is a component, several are a list of them; only the first kind is a feed.
  const root = parse(library, text.replaceAll(EVENT, ''))
  if (typeof root === 'string') return { ok: false, fault: `It is no calendar: ${root}` }
  if (root[0] !== 'vcalendar') return { ok: false, fault: 'It is no calendar (VCALENDAR).' }
  const reader: Reader = {
    library,
    zoneOf: createFeedZones(
      library,
      root[2].filter(([name]) => name === 'vtimezone'),
    ),
    feedZone: feedZoneOf(options.timeZone),
    span: options.span,
    stepsLeft: FEED_STEPS_MAX,
  }
  const events: FeedEvent[] = []
  const unread: UnreadEvent[] = []
  const nodes = await parseEvents(library, text, unread)
  for (const [i, family] of familiesOf(nodes).entries()) {
    if (i % EVENTS_AT_ONCE === 0) await otherWork()
    for (const found of await readFamily(reader, family)) {
      if ('why' in found) unread.push(found)
      else if (isWithin(found, options.span)) events.push(found)
    }
    if (events.length > FEED_EVENTS_MAX) {
      return { ok: false, fault: `It has more than ${FEED_EVENTS_MAX} events in the span.` }
    }
    if (reader.stepsLeft <= 0) return { ok: false, fault: 'Its series are too long to unfold.' }
  }
  return { ok: true, events, unread }
}

/** Lines that begin with a blank belong to the one before, so these words stand for themselves. */
const EVENT = /^BEGIN:VEVENT[ \t]*\r?\n[\s\S]*?^END:VEVENT[ \t]*\r?\n?/gim

async function parseEvents(
  library: typeof ICAL,
  text: string,
  unread: UnreadEvent[],
): Promise<JcalNode[]> {
  const nodes: JcalNode[] = []
  for (const [i, [event]] of [...text.matchAll(EVENT)].entries()) {
    if (i % EVENTS_AT_ONCE === 0) await otherWork()
    const parsed = parse(library, event)
    if (typeof parsed !== 'string') nodes.push(parsed)
    else unread.push({ uid: '', summary: '', startsAt: null, why: `It cannot be read: ${parsed}` })
  }
  return nodes
}

/** The component, or what is wrong. */
function parse(library: typeof ICAL, text: string): JcalNode | string {
  try {
    return library.parse(text) as unknown as JcalNode
  } catch (error) {
    return (error as Error).message.slice(0, 200)
  }
}

/** An event with its changed instances: all that share a UID. */
function familiesOf(nodes: readonly JcalNode[]): JcalNode[][] {
  const families = new Map<string, JcalNode[]>()
  for (const [i, node] of nodes.entries()) {
    const uid = textOf(node, 'uid') || `without-uid-${i}`
    families.set(uid, [...(families.get(uid) ?? []), node])
  }
  return [...families.values()]
}

async function readFamily(
  reader: Reader,
  family: readonly JcalNode[],
): Promise<(FeedEvent | UnreadEvent)[]> {
  const found: (FeedEvent | UnreadEvent)[] = []
  const changed = new Set<WallMs>()
  const masters: JcalNode[] = []
  for (const node of family) {
    const id = propertyOf(node, 'recurrence-id')
    if (id === undefined) masters.push(node)
    else {
      const original = pointOf(reader, id)
      if (typeof original === 'string') {
        found.push(unreadOf(node, original))
        continue
      }
      changed.add(original.zone.instantOf(original.wall))
      const times = timesOf(reader, node)
      if (typeof times === 'string') found.push(unreadOf(node, times))
      else if (isHeld(node)) found.push(eventOf(node, times, instanceOf(original)))
    }
  }
  for (const node of masters.filter(isHeld)) {
    const times = timesOf(reader, node)
    if (typeof times === 'string') {
      found.push(unreadOf(node, times))
      continue
    }
    const isSeries = node[1].some(([name]) => name === 'rrule' || name === 'rdate')
    for await (const start of isSeries ? startsOf(reader, node, times) : [times.start.wall]) {
      const point = { ...times.start, wall: start }
      if (changed.has(point.zone.instantOf(start))) continue
      found.push(eventOf(node, { ...times, start: point }, isSeries ? instanceOf(point) : null))
    }
  }
  return found
}

/** The wall times at which a series begins, until the span ends. */
async function* startsOf(
  reader: Reader,
  node: JcalNode,
  { start, lengthMs }: Times,
): AsyncGenerator<WallMs> {
  const { library, span } = reader
  const component = new library.Component(inWallTime(reader, node, start) as never)
  const dtstart = component.getFirstPropertyValue('dtstart') as ICAL.Time
  const expansion = new library.RecurExpansion({ component, dtstart })
  const from = start.zone.wallAt(span.startsAt) - lengthMs - DAY_MS
  const until = start.zone.wallAt(span.endsAt) + DAY_MS
  for (;;) {
    reader.stepsLeft -= 1
    if (reader.stepsLeft % STEPS_AT_ONCE === 0) await otherWork()
    const next = reader.stepsLeft > 0 ? expansion.next() : null
    if (!next) return
    const { year, month, day, hour, minute, second } = next
    const wall = Date.UTC(year, month - 1, day, hour, minute, second)
    if (wall > until) return
    if (wall >= from) yield wall
  }
}

/** Start, rule and exceptions alone, all of them in the wall time of the start. */
function inWallTime(reader: Reader, node: JcalNode, start: Point): JcalNode {
  const properties = node[1].flatMap((property): JcalValue[] => {
    const [name, parameters, type, ...values] = property
    if (name === 'dtstart') return [[name, {}, type, texted(start.wall, start.isDay)]]
    if (name === 'rrule') return [[name, {}, type, ...values.map((one) => ruleIn(one, start))]]
    if (name !== 'exdate' && name !== 'rdate') return []
    const moved = values.flatMap((value) => {
      const point = pointOf(reader, [name, parameters, type, value])
      if (typeof point === 'string') return []
      const wall = point.isDay ? point.wall : start.zone.wallAt(point.zone.instantOf(point.wall))
      return [texted(wall, start.isDay)]
    })
    return moved.length === 0 ? [] : [[name, {}, start.isDay ? 'date' : 'date-time', ...moved]]
  })
  return ['vevent', properties, []]
}

/** The end of a rule is an instant; beside wall times it has to be one of them. */
function ruleIn(value: unknown, start: Point): unknown {
  const until = (value as { readonly until?: unknown }).until
  if (typeof until !== 'string' || !until.endsWith('Z')) return value
  const wall = start.zone.wallAt(Date.parse(until))
  return { ...(value as object), until: texted(wall, start.isDay) }
}

function texted(wall: WallMs, isDay: boolean): string {
  return formatWallTime(wall).slice(0, isDay ? 10 : 19)
}

/** Start and length, or what is wrong. The length of a day is a day, whatever clocks do. */
function timesOf(reader: Reader, node: JcalNode): Times | string {
  const dtstart = propertyOf(node, 'dtstart')
  if (dtstart === undefined) return 'It has no start.'
  const start = pointOf(reader, dtstart)
  if (typeof start === 'string') return start
  const dtend = propertyOf(node, 'dtend')
  if (dtend !== undefined) {
    const end = pointOf(reader, dtend)
    if (typeof end === 'string') return end
    const wall =
      end.isDay || start.isDay ? end.wall : start.zone.wallAt(end.zone.instantOf(end.wall))
    return lasting(start, wall - start.wall)
  }
  const duration = propertyOf(node, 'duration')?.[3]
  if (typeof duration !== 'string') return lasting(start, start.isDay ? DAY_MS : 0)
  return lasting(start, reader.library.Duration.fromString(duration).toSeconds() * 1_000)
}

function lasting(start: Point, lengthMs: number): Times | string {
  return lengthMs > 0 ? { start, lengthMs } : 'It does not end after it starts.'
}

/** A date or time of the file, or what is wrong with it. */
function pointOf(reader: Reader, [, parameters, type, value]: JcalValue): Point | string {
  if (typeof value !== 'string') return 'One of its times cannot be read.'
  const isDay = type === 'date'
  const wall = parseWallTime(isDay ? `${value}T00:00` : value.replace(/Z$/, ''))
  if (wall === null) return `Its time ${value.slice(0, 40)} cannot be read.`
  if (isDay) return { wall, zone: reader.feedZone, isDay }
  if (value.endsWith('Z')) return { wall, zone: UTC, isDay }
  const { tzid } = parameters
  if (typeof tzid !== 'string') return { wall, zone: reader.feedZone, isDay }
  const zone = reader.zoneOf(tzid)
  return zone === null ? `Its time zone ${tzid.slice(0, 80)} is not known.` : { wall, zone, isDay }
}

function eventOf(node: JcalNode, { start, lengthMs }: Times, instance: string | null): FeedEvent {
  const end = start.wall + lengthMs
  return {
    uid: uidOf(node),
    instance,
    summary: textOf(node, 'summary').slice(0, SUMMARY_CHARS_MAX),
    when: start.isDay
      ? {
          kind: 'days',
          firstDay: texted(start.wall, true),
          // The end of a day's event is the first day that is free again.
          lastDay: texted(Math.max(end - DAY_MS, start.wall), true),
        }
      : {
          kind: 'instants',
          startsAt: start.zone.instantOf(start.wall),
          endsAt: start.zone.instantOf(end),
        },
    attendees: node[1]
      .filter(([name, { partstat }]) => name === 'attendee' && partstat !== 'DECLINED')
      .map(addressOf),
    organizer: addressOf(propertyOf(node, 'organizer')) || null,
  }
}

function instanceOf({ wall, zone, isDay }: Point): string {
  return isDay ? texted(wall, true) : formatInstant(zone.instantOf(wall))
}

function unreadOf(node: JcalNode, why: string): UnreadEvent {
  const start = propertyOf(node, 'dtstart')?.[3]
  return {
    uid: textOf(node, 'uid').slice(0, UID_CHARS_MAX),
    summary: textOf(node, 'summary').slice(0, SUMMARY_CHARS_MAX),
    startsAt: typeof start === 'string' ? start.slice(0, 40) : null,
    why,
  }
}

function uidOf(node: JcalNode): string {
  const uid = textOf(node, 'uid')
  return uid.length <= UID_CHARS_MAX ? uid : createHash('sha256').update(uid).digest('hex')
}

function isHeld(node: JcalNode): boolean {
  return textOf(node, 'status').toUpperCase() !== 'CANCELLED'
}

/** Days may lie up to a day beside the same day elsewhere, so they count when they may meet it. */
function isWithin({ when }: FeedEvent, span: Span): boolean {
  const [from, until] =
    when.kind === 'instants'
      ? [when.startsAt, when.endsAt]
      : [Date.parse(when.firstDay) - DAY_MS, Date.parse(when.lastDay) + 2 * DAY_MS]
  return from < span.endsAt && until > span.startsAt
}

function propertyOf([, properties]: JcalNode, name: string): JcalValue | undefined {
  return properties.find(([found]) => found === name)
}

function textOf(node: JcalNode, name: string): string {
  const value = propertyOf(node, name)?.[3]
  return typeof value === 'string' ? value.trim() : ''
}

function addressOf(property: JcalValue | undefined): string {
  const value = property?.[3]
  return typeof value === 'string' ? value.replace(/^mailto:/i, '').trim() : ''
}
