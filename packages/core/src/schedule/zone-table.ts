// Wall time to instant and back, from a table of one zone's clock changes.
//
// Rule 2 of the schedule rules lives here: a time in a gap is read with the offset before the
// gap, a repeated time means the first pass unless the second is asked for. Temporal is where the
// clock changes come from; asking it for each handoff costs thirty times more than this table.
// Tables grow in steps of five years and are shared, which nobody can observe but in speed.

import { Temporal } from 'temporal-polyfill'
import { assert } from '../platform/assert.ts'
import { DAY_MS, HOUR_MS, type Instant } from '../platform/time.ts'
import { type WallMs, ZONE_RULES_FROM, ZONE_RULES_UNTIL } from './wall-time.ts'

const GROWTH_MS = 5 * 366 * DAY_MS
/** No two offsets of a zone differ by more; further than this from a change, a wall time is plain. */
const CHANGE_MARGIN_MS = 27 * HOUR_MS
const ZONES_CACHED_MAX = 700

export type Repeated = 'first' | 'second'

export type ZoneTable = {
  readonly timeZone: string
  wallAt(at: Instant): WallMs
  instantOf(wall: WallMs, repeated: Repeated): Instant
  /** Where the gap that swallows this wall time ends, or null when the time exists. */
  gapEndOf(wall: WallMs): WallMs | null
  /** The one offset of all wall times of [from, to], or null when a change is near. */
  plainOffset(from: WallMs, to: WallMs): number | null
  /** True when clocks go forward somewhere in the span. */
  hasGapBetween(from: Instant, to: Instant): boolean
  /** The offset that holds at `from`, then each that begins in (from, to). */
  offsetsBetween(from: Instant, to: Instant): ZoneOffset[]
}

/** `before` is the offset that ended there. The first one, with null, is told as if it always held. */
export type ZoneOffset = {
  readonly startsAt: Instant | null
  readonly before: number
  readonly offsetMs: number
}

const tables = new Map<string, ZoneTable>()

/** Throws a RangeError for an unknown zone; `isTimeZone` asks first. */
export function zoneTable(timeZone: string): ZoneTable {
  const known = tables.get(timeZone)
  if (known) return known
  const table = createZoneTable(timeZone)
  if (tables.size >= ZONES_CACHED_MAX) tables.clear()
  tables.set(timeZone, table)
  return table
}

/** An IANA name; bare offsets such as `+02:00` are refused, they know no clock changes. */
export function isTimeZone(timeZone: string): boolean {
  if (!/^[A-Za-z]/.test(timeZone)) return false
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone)
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

type Changes = { at: number[]; offsets: number[] }

/** All changes in (from, to], and the offsets between them: `offsets[i]` holds before `at[i]`. */
function readChanges(timeZone: string, from: Instant, to: Instant): Changes {
  let here = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone)
  const changes: Changes = { at: [], offsets: [here.offsetNanoseconds / 1e6] }
  for (;;) {
    const next = here.getTimeZoneTransition('next')
    if (!next || next.epochMilliseconds > to) return changes
    changes.at.push(next.epochMilliseconds)
    changes.offsets.push(next.offsetNanoseconds / 1e6)
    here = next
  }
}

function clampToRules(at: Instant): Instant {
  return Math.min(ZONE_RULES_UNTIL, Math.max(ZONE_RULES_FROM, at))
}

function createZoneTable(timeZone: string): ZoneTable {
  let { at, offsets }: Changes = { at: [], offsets: [] }
  let knownFrom = Number.POSITIVE_INFINITY
  let knownTo = Number.NEGATIVE_INFINITY
  // The last interval that answered: neighbouring questions mostly fall into it again. Instants
  // from `lastFrom` until `lastTo` lie in it; wall times between the plain bounds lie so deep in
  // it that no change can touch them.
  let last = 0
  let lastFrom = Number.POSITIVE_INFINITY
  let lastTo = Number.NEGATIVE_INFINITY
  let lastOffset = 0
  let plainFrom: WallMs = Number.POSITIVE_INFINITY
  let plainTo: WallMs = Number.NEGATIVE_INFINITY

  function remember(index: number): void {
    last = index
    lastOffset = offsetOf(index)
    // Beyond what is known lies no change only because nobody has looked yet.
    lastFrom = Math.max(startOf(index), knownFrom + CHANGE_MARGIN_MS)
    lastTo = Math.min(endOf(index), knownTo - CHANGE_MARGIN_MS)
    plainFrom = lastFrom + lastOffset + CHANGE_MARGIN_MS
    plainTo = lastTo + lastOffset - CHANGE_MARGIN_MS
  }

  function know(from: Instant, to: Instant): void {
    const lower = clampToRules(from - CHANGE_MARGIN_MS)
    const upper = clampToRules(to + CHANGE_MARGIN_MS)
    if (lower >= knownFrom && upper <= knownTo) return
    const isFirst = knownFrom > knownTo
    const start = clampToRules(Math.floor(lower / GROWTH_MS) * GROWTH_MS)
    const end = clampToRules(Math.ceil(upper / GROWTH_MS) * GROWTH_MS)
    if (isFirst) {
      ;({ at, offsets } = readChanges(timeZone, start, end))
      knownFrom = start
      knownTo = end
      return
    }
    if (start < knownFrom) {
      const before = readChanges(timeZone, start, knownFrom)
      at = [...before.at, ...at]
      offsets = [...before.offsets, ...offsets.slice(1)]
      knownFrom = start
    }
    if (end > knownTo) {
      const after = readChanges(timeZone, knownTo, end)
      at = [...at, ...after.at]
      offsets = [...offsets, ...after.offsets.slice(1)]
      knownTo = end
    }
  }

  function startOf(index: number): Instant {
    return at[index - 1] ?? Number.NEGATIVE_INFINITY
  }

  function endOf(index: number): Instant {
    return at[index] ?? Number.POSITIVE_INFINITY
  }

  function offsetOf(index: number): number {
    const offset = offsets[index]
    assert(offset !== undefined, 'every interval of a zone table has an offset')
    return offset
  }

  function indexAt(instant: Instant): number {
    if (instant >= lastFrom && instant < lastTo) return last
    know(instant, instant)
    let low = 0
    let high = at.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (instant >= endOf(middle)) low = middle + 1
      else high = middle
    }
    remember(low)
    return low
  }

  /** True when no change is near this wall time; then `lastOffset` is its offset. */
  function isPlain(wall: WallMs): boolean {
    if (wall >= plainFrom && wall < plainTo) return true
    indexAt(wall)
    return wall >= plainFrom && wall < plainTo
  }

  function instantOf(wall: WallMs, repeated: Repeated): Instant {
    if (isPlain(wall)) return wall - lastOffset
    let found: Instant | null = null
    let swallowed: Instant | null = null
    for (let i = indexAt(wall - CHANGE_MARGIN_MS); i <= at.length; i++) {
      if (startOf(i) > wall + CHANGE_MARGIN_MS) break
      const instant = wall - offsetOf(i)
      if (instant >= startOf(i) && instant < endOf(i)) {
        found = instant
        if (repeated === 'first') break
      } else if (instant >= endOf(i) && wall - offsetOf(i + 1) < endOf(i)) swallowed = instant
    }
    const answer = found ?? swallowed
    assert(answer !== null, 'a wall time exists or lies in a gap')
    return answer
  }

  function gapEndOf(wall: WallMs): WallMs | null {
    if (isPlain(wall)) return null
    for (let i = indexAt(wall - CHANGE_MARGIN_MS); i < at.length; i++) {
      const change = endOf(i)
      if (change > wall + CHANGE_MARGIN_MS) return null
      const ends = change + offsetOf(i + 1)
      if (wall >= change + offsetOf(i) && wall < ends) return ends
    }
    return null
  }

  function plainOffset(from: WallMs, to: WallMs): number | null {
    return isPlain(from) && to < plainTo ? lastOffset : null
  }

  function hasGapBetween(from: Instant, to: Instant): boolean {
    know(from, to)
    for (let i = indexAt(from); i < at.length && endOf(i) <= to; i++) {
      if (offsetOf(i + 1) > offsetOf(i)) return true
    }
    return false
  }

  function offsetsBetween(from: Instant, to: Instant): ZoneOffset[] {
    know(from, to)
    const found: ZoneOffset[] = []
    for (let i = indexAt(from); i <= at.length && startOf(i) < to; i++) {
      const isFirst = found.length === 0
      found.push({
        startsAt: isFirst ? null : startOf(i),
        before: offsetOf(isFirst ? i : i - 1),
        offsetMs: offsetOf(i),
      })
    }
    return found
  }

  function wallAt(instant: Instant): WallMs {
    if (instant >= lastFrom && instant < lastTo) return instant + lastOffset
    return instant + offsetOf(indexAt(instant))
  }

  return { timeZone, wallAt, instantOf, gapEndOf, plainOffset, hasGapBetween, offsetsBetween }
}
