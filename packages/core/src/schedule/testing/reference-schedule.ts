// An independent, slow answer to "who is on call", for tests to agree with.
//
// Written from the documented rules with Temporal alone: handoffs are listed one by one from the
// first, windows and recurrences day by day. It shares no code with the real thing, only types.

import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../../platform/time.ts'
import type {
  Layer,
  LayerVersion,
  Member,
  Override,
  RruleTurn,
  Schedule,
  ShiftRole,
  Stage,
  TeamMembers,
} from '../schedule.ts'

type Wall = Temporal.PlainDateTime

/** Who is on call, sorted; a policy stands among the people as `policy:<id>`. */
export type Reference = (at: Instant) => string[]

/** `horizon` bounds how far handoffs and windows are listed; ask only before it. */
export function referenceSchedule(
  schedule: Schedule,
  teamMembers: TeamMembers,
  horizon: Instant,
  role: ShiftRole = 'primary',
): Reference {
  const ofRole = schedule.layers.filter((layer) => layer.role === role)
  const layers = ofRole.map((layer) => {
    const zone = layer.timeZone ?? schedule.timeZone
    const versions = layer.versions.map((version) => listVersion(version, zone, horizon))
    const holds = (at: Instant) => holdsInStage(layer, schedule.stages, at)
    return { layer, memberAt: (at: Instant) => (holds(at) ? memberAt(layer, versions, at) : null) }
  })
  // An override of a layer is made for that layer's role, whatever it says itself.
  const overrides = schedule.overrides.filter(({ layerName, role: said }) => {
    const named = schedule.layers.find(({ name }) => name === layerName)
    return (named?.role ?? said) === role
  })
  return (at) => {
    const lines = layers.map(({ layer, memberAt }) => {
      const member = memberAt(at)
      const named = member === null ? [] : membersOf(member, teamMembers)
      return {
        name: layer.name,
        priority: layer.priority,
        names: named.length > 0,
        people: [...named],
      }
    })
    return applyAll(lines, overrides, at)
  }
}

/** No override names a policy, so only one that sets everybody touches it. */
function membersOf(member: NonNullable<Member>, teamMembers: TeamMembers): readonly string[] {
  if ('policyId' in member) return [`policy:${member.policyId}`]
  return 'teamId' in member ? (teamMembers.get(member.teamId) ?? []) : member.userIds
}

type Line = { name: string; priority: number; names: boolean; people: string[] }

function applyAll(lines: Line[], overrides: readonly Override[], at: Instant): string[] {
  let extra: string[] = []
  const visible = () => {
    const top = Math.max(...lines.filter((line) => line.names).map((line) => line.priority))
    return lines.filter((line) => line.names && line.priority === top)
  }
  const swap = (list: string[], from: string | undefined, to: string[]) =>
    list.flatMap((userId) => (userId === from ? to : [userId]))
  const inOrder = [...overrides].sort((a, b) => a.position - b.position)
  for (const one of inOrder) {
    if (at < one.startsAt || at >= one.endsAt) continue
    const added = one.addUserId === undefined ? [] : [one.addUserId]
    if (one.layerName === null) {
      if (one.kind === 'add') extra.push(...added)
      if (one.kind === 'set') {
        for (const line of lines) line.people = []
        extra = [...(one.userIds ?? [])]
      }
      if (one.kind === 'remove' || one.kind === 'replace') {
        const to = one.kind === 'replace' ? added : []
        for (const line of visible()) line.people = swap(line.people, one.removeUserId, to)
        extra = swap(extra, one.removeUserId, to)
      }
      continue
    }
    for (const line of lines.filter((candidate) => candidate.name === one.layerName)) {
      if (one.kind === 'remove') line.people = swap(line.people, one.removeUserId, [])
      if (one.kind === 'replace') line.people = swap(line.people, one.removeUserId, added)
      if (one.kind === 'add') line.people.push(...added)
      if (one.kind === 'set') line.people = [...(one.userIds ?? [])]
      if (one.kind === 'add' || one.kind === 'set') line.names = true
    }
  }
  return [...new Set([...visible().flatMap((line) => line.people), ...extra])].sort()
}

/** A stage lasts until another begins; before the first there is none. */
function holdsInStage(layer: Layer, stages: readonly Stage[], at: Instant): boolean {
  if (layer.stages === null) return true
  const begun = stages.filter(({ from }) => from === null || from <= at)
  return layer.stages.includes(begun.at(-1)?.name ?? '')
}

type Listed = {
  version: LayerVersion
  from: Instant
  until: Instant
  /** The holder index of every turn that exists, with when it begins and ends. */
  turns: { startsAt: Instant; endsAt: Instant; member: number }[]
  windows: { startsAt: Instant; endsAt: Instant }[] | null
}

function memberAt(layer: Layer, versions: readonly Listed[], at: Instant) {
  const current = layer.versions.findLastIndex((one) => (one.effectiveFrom ?? at) <= at)
  const listed = versions[current]
  if (!listed || at < listed.from || at >= listed.until) return null
  const within = (span: { startsAt: Instant; endsAt: Instant }) =>
    span.startsAt <= at && at < span.endsAt
  if (listed.windows && !listed.windows.some(within)) return null
  const turn = listed.turns.find(within)
  return turn === undefined ? null : (listed.version.members[turn.member] ?? null)
}

function listVersion(version: LayerVersion, zone: string, horizon: Instant): Listed {
  const anchor = Temporal.PlainDateTime.from(version.firstHandoff)
  const windows = listWindows(version, zone, anchor, horizon)
  const spans = listTurns(version, zone, anchor, horizon)
  let counted = 0
  const turns = spans.map(({ startsAt, endsAt }) => {
    const stint = Math.floor(counted / version.turn.shiftsPerMember)
    const isRrule = version.turn.kind === 'rrule'
    // Turns of a rule need not begin with the hours: any part of them counts.
    const works = (one: { startsAt: Instant; endsAt: Instant }) =>
      one.startsAt < endsAt && (isRrule ? one.endsAt > startsAt : one.startsAt >= startsAt)
    const isWorked = windows?.some(works) ?? true
    if (version.turn.count === 'elapsed' || isWorked) counted += 1
    return { startsAt, endsAt, member: (version.startsWith + stint) % version.members.length }
  })
  const until =
    version.until === null
      ? Number.POSITIVE_INFINITY
      : instant(Temporal.PlainDateTime.from(version.until), zone)
  return { version, from: instant(anchor, zone), until, turns, windows }
}

function instant(wall: Wall, zone: string, mode: 'compatible' | 'later' = 'compatible'): Instant {
  return wall.toZonedDateTime(zone, { disambiguation: mode }).epochMilliseconds
}

function exists(wall: Wall, zone: string): boolean {
  return wall.toZonedDateTime(zone).toPlainDateTime().equals(wall)
}

function listTurns(version: LayerVersion, zone: string, anchor: Wall, horizon: Instant) {
  const { turn } = version
  if (turn.kind === 'rrule') return listRruleTurns(turn, zone, anchor, horizon)
  const begins: Instant[] = []
  // Two days more than asked, so that a skipped day's handoffs meet the later ones.
  for (let k = 0; (begins.at(-1) ?? 0) < horizon + 2 * 86_400_000; k++) {
    const wall = anchor.add({ [`${turn.unit}s`]: k * turn.length })
    begins.push(instant(wall, zone))
  }
  // A turn runs until any later handoff has come; one that never runs does not exist.
  const turns = begins.map((startsAt, k) => {
    const later = begins.slice(k + 1, k + 60)
    return { startsAt, endsAt: Math.min(...later) }
  })
  return turns.slice(0, -1).filter(({ startsAt, endsAt }) => startsAt < endsAt)
}

const DAY_NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** The parts of RFC 5545 that the tests write, tried on day after day. */
function listRruleTurns(turn: RruleTurn, zone: string, anchor: Wall, horizon: Instant) {
  const parts = new Map(turn.rrule.split(';').map((part) => part.split('=') as [string, string]))
  const onDay = dayRule(parts, anchor.toPlainDate())
  const hours = parts.get('BYHOUR')?.split(',').map(Number) ?? [anchor.hour]
  const left = Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY)
  const last = parts.has('UNTIL') ? untilOf(parts.get('UNTIL') ?? '') : Number.POSITIVE_INFINITY
  const begins: Instant[] = []
  let day = anchor.toPlainDate()
  for (; instant(day.toPlainDateTime(), zone) < horizon + turn.durationMs; ) {
    for (const hour of onDay(day) ? hours : []) {
      const wall = day.toPlainDateTime({ hour, minute: anchor.minute })
      if (Temporal.PlainDateTime.compare(wall, anchor) < 0 || !exists(wall, zone)) continue
      const at = instant(wall, zone)
      if (begins.length < left && at <= last) begins.push(at)
    }
    day = day.add({ days: 1 })
  }
  return begins.map((startsAt, i) => {
    const next = begins[i + 1] ?? Number.POSITIVE_INFINITY
    return { startsAt, endsAt: Math.min(next, startsAt + turn.durationMs) }
  })
}

function untilOf(text: string): Instant {
  const [, year, month, day, hour, minute] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)00Z$/.exec(text) ?? []
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}Z`)
}

function dayRule(parts: ReadonlyMap<string, string>, first: Temporal.PlainDate) {
  const interval = Number(parts.get('INTERVAL') ?? 1)
  const days = parts.get('BYDAY')?.split(',')
  const nameOf = (day: Temporal.PlainDate) => DAY_NAMES[day.dayOfWeek - 1] ?? ''
  switch (parts.get('FREQ')) {
    case 'DAILY':
      return (day: Temporal.PlainDate) =>
        first.until(day).days % interval === 0 && (days?.includes(nameOf(day)) ?? true)
    case 'WEEKLY': {
      const weekStart = parts.get('WKST') === 'SU' ? 7 : 1
      const week = (day: Temporal.PlainDate) =>
        day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 })
      return (day: Temporal.PlainDate) =>
        (week(first).until(week(day)).days / 7) % interval === 0 &&
        (days ?? [nameOf(first)]).includes(nameOf(day))
    }
    default: {
      const inMonth = parts.get('BYMONTHDAY')?.split(',').map(Number) ?? [first.day]
      return (day: Temporal.PlainDate) => {
        const fromEnd = day.daysInMonth - day.day
        if (!days) return inMonth.includes(day.day) || inMonth.includes(-1 - fromEnd)
        const [nth, nthLast] = [Math.ceil(day.day / 7), Math.floor(fromEnd / 7) + 1]
        return days.includes(`${nth}${nameOf(day)}`) || days.includes(`-${nthLast}${nameOf(day)}`)
      }
    }
  }
}

function listWindows(version: LayerVersion, zone: string, anchor: Wall, horizon: Instant) {
  if (version.hours === null) return null
  const names = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
  const windows: { startsAt: Instant; endsAt: Instant }[] = []
  let day = anchor.toPlainDate().subtract({ days: 3 })
  for (; instant(day.toPlainDateTime(), zone) < horizon; day = day.add({ days: 1 })) {
    for (const window of version.hours) {
      if (!window.days.some((name) => name === names[day.dayOfWeek - 1])) continue
      const from = Temporal.PlainTime.from(window.from)
      const until = Temporal.PlainTime.from(window.until)
      const overnight = Temporal.PlainTime.compare(until, from) <= 0
      const starts = day.toPlainDateTime(from)
      const ends = (overnight ? day.add({ days: 1 }) : day).toPlainDateTime(until)
      if (!hasWallTime(starts, ends, zone)) continue
      const startsAt = instant(starts, zone)
      const endsAt = instant(ends, zone, 'later')
      if (startsAt < endsAt) windows.push({ startsAt, endsAt })
    }
  }
  return windows
}

/** Whether any minute the window names is ever shown by a clock in the zone. */
function hasWallTime(starts: Wall, ends: Wall, zone: string): boolean {
  let minute = starts
  while (Temporal.PlainDateTime.compare(minute, ends) < 0) {
    if (exists(minute, zone)) return true
    minute = minute.add({ minutes: 1 })
  }
  return false
}
