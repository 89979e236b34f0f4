// Turns that begin where a recurrence rule says, each for a fixed duration.
//
// RFC 5545 decides: an occurrence at a local time that does not exist does not occur, one at a
// repeated time is the first. The first handoff is DTSTART, which occurs only if the rule says so;
// when it lies in a gap, the rule still goes by the time that was written, not by a displaced one.
// A turn ends early where the next one begins. Occurrences are kept from the first handoff on,
// since how many came before decides who has the next.

import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { DAY_MS, type Instant } from '../platform/time.ts'
import type { HoursLine } from './hours-line.ts'
import type { RruleTurn } from './schedule.ts'
import { RRULE_OCCURRENCES_MAX } from './schedule-limits.ts'
import { coverReader, pushTurn, type TurnLine, type TurnRun } from './turn-line.ts'
import { type WallMs, ZONE_RULES_UNTIL } from './wall-time.ts'
import type { ZoneTable } from './zone-table.ts'

const GROWTH_MS = 183 * DAY_MS
/** No wall time lies further than this from its instant. */
const DAYS_AROUND_MS = 2 * DAY_MS

/** Throws when the text is no rule; validation asks first. */
export function parseRrule(rrule: string, anchor: Instant, timeZone: string): RRuleTemporal {
  const dtstart = Temporal.Instant.fromEpochMilliseconds(anchor).toZonedDateTimeISO(timeZone)
  const rruleString = rrule.startsWith('RRULE:') ? rrule : `RRULE:${rrule}`
  return new RRuleTemporal({ rruleString, dtstart, strict: true, cache: false })
}

/** Occurrences in [from, to), asked for once each and in order from the first handoff on. */
type Occurrences = { in(from: Instant, to: Instant): Instant[] }

function zonedOccurrences(rule: RRuleTemporal): Occurrences {
  return {
    in: (from, to) =>
      rule
        .between(new Date(from), new Date(to - 1), true)
        .map((occurrence) => occurrence.epochMilliseconds),
  }
}

/** The rule in plain wall time, then each time looked up: four times faster than in a zone. */
function wallOccurrences(rrule: string, anchor: WallMs, zone: ZoneTable): Occurrences {
  const { count, until } = parseRrule(
    rrule,
    zone.instantOf(anchor, 'first'),
    zone.timeZone,
  ).options()
  const unbounded = rrule.split(';').filter((part) => !/(COUNT|UNTIL)=/.test(part))
  const rule = parseRrule(unbounded.join(';'), anchor, 'UTC')
  const last = until?.epochMilliseconds ?? Number.POSITIVE_INFINITY
  let left = count ?? Number.POSITIVE_INFINITY
  return {
    in(from, to) {
      const walls = zonedOccurrences(rule).in(from - DAYS_AROUND_MS, to + DAYS_AROUND_MS)
      const instants = walls
        .filter((wall) => zone.gapEndOf(wall) === null)
        .map((wall) => zone.instantOf(wall, 'first'))
        .filter((at) => at >= from && at < to && at <= last)
      const found = instants.slice(0, left)
      left -= found.length
      return found
    },
  }
}

export function rruleTurns(
  turn: RruleTurn,
  anchor: WallMs,
  zone: ZoneTable,
  hours: HoursLine | null,
): TurnLine {
  const firstHandoff = zone.instantOf(anchor, 'first')
  // Hours are counted in real time, and a position among times needs to know which exist.
  const isExact = /FREQ=HOURLY|BYSETPOS=/.test(turn.rrule)
  const source =
    isExact && zone.gapEndOf(anchor) === null
      ? zonedOccurrences(parseRrule(turn.rrule, firstHandoff, zone.timeZone))
      : wallOccurrences(turn.rrule, anchor, zone)
  const worked = turn.count === 'worked' ? hours : null
  const occurrences: Instant[] = []
  const turns: TurnRun[] = []
  let occurrencesTo = firstHandoff
  let counted = 0

  function growOccurrences(to: Instant): void {
    const until = Math.min(to, ZONE_RULES_UNTIL)
    while (occurrencesTo < until && occurrences.length < RRULE_OCCURRENCES_MAX) {
      const next = occurrencesTo + GROWTH_MS
      for (const at of source.in(occurrencesTo, next)) occurrences.push(at)
      occurrencesTo = next
    }
  }

  /** Makes every turn that begins before `to`; the next occurrence must be known to end the last. */
  function growTurns(to: Instant): void {
    growOccurrences(to + turn.durationMs)
    const first = occurrences[turns.length] ?? Number.POSITIVE_INFINITY
    if (first >= to) return
    const holds = worked ? coverReader(worked.coverIn(first, to + turn.durationMs)) : null
    for (let startsAt = first; startsAt < to; ) {
      const next = occurrences[turns.length + 1] ?? Number.POSITIVE_INFINITY
      const endsAt = Math.min(startsAt + turn.durationMs, next)
      turns.push({ startsAt, endsAt, number: Math.floor(counted / turn.shiftsPerMember) })
      if (!holds || holds(startsAt, endsAt)) counted += 1
      startsAt = next
    }
  }

  function runsIn(from: Instant, to: Instant): TurnRun[] {
    growTurns(to)
    let low = 0
    let high = turns.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((turns[middle]?.endsAt ?? Number.POSITIVE_INFINITY) <= from) low = middle + 1
      else high = middle
    }
    const runs: TurnRun[] = []
    for (let next = turns[low]; next && next.startsAt < to; next = turns[low]) {
      pushTurn(runs, next.startsAt, next.endsAt, next.number)
      low += 1
    }
    return runs
  }

  return { runsIn }
}
