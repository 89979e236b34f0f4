// Turns of a fixed length in wall time: every 12 hours, every day, every second week, every month.
//
// Rule 1: boundaries are wall times counted from the anchor, so a turn over a clock change is as
// long as the clock says. Rule 3: months count from the anchor, so clamping never drifts. Rule 2:
// a boundary never lies behind a later one, so a turn swallowed by a gap is empty, does not exist
// and consumes nothing. Turns are found by arithmetic; only counting keeps sums, one per batch.

import { assert } from '../platform/assert.ts'
import { DAY_MS, HOUR_MS, type Instant, WEEK_MS } from '../platform/time.ts'
import type { HoursLine } from './hours-line.ts'
import type { EveryTurn } from './schedule.ts'
import { beginsReader, type TurnLine, type TurnSpan } from './turn-line.ts'
import { addMonths, monthNumber, type WallMs } from './wall-time.ts'
import type { ZoneTable } from './zone-table.ts'

/** Turns are counted in batches of about this length, remembered as running sums. */
const BATCH_MS = 32 * DAY_MS

const UNIT_MS = { hour: HOUR_MS, day: DAY_MS, week: WEEK_MS, month: 30 * DAY_MS } as const

export function everyTurns(
  turn: EveryTurn,
  anchor: WallMs,
  zone: ZoneTable,
  hours: HoursLine | null,
): TurnLine {
  const stepMs = turn.length * UNIT_MS[turn.unit]
  const batchTurns = Math.max(1, Math.round(BATCH_MS / stepMs))
  const worked = turn.count === 'worked' ? hours : null
  const countedBeforeBatch = [0]

  function wallOf(k: number): WallMs {
    return turn.unit === 'month' ? addMonths(anchor, k * turn.length) : anchor + k * stepMs
  }

  function estimate(wall: WallMs): number {
    if (turn.unit !== 'month') return Math.floor((wall - anchor) / stepMs)
    return Math.floor((monthNumber(wall) - monthNumber(anchor)) / turn.length)
  }

  /** Where turn k begins: its wall time, but never behind a later boundary (skipped days). */
  function boundary(k: number): Instant {
    const wall = wallOf(k)
    const at = zone.instantOf(wall, 'first')
    const gapEnd = zone.gapEndOf(wall)
    if (gapEnd === null) return at
    let later = k + 1
    while (wallOf(later) < gapEnd) later += 1
    return Math.min(at, zone.instantOf(wallOf(later), 'first'))
  }

  /** The last turn that begins at or before the instant; at least 0. */
  function indexAt(at: Instant): number {
    let k = Math.max(0, estimate(zone.wallAt(at)))
    while (k > 0 && boundary(k) > at) k -= 1
    while (boundary(k + 1) <= at) k += 1
    return k
  }

  function countedIn(fromTurn: number, toTurn: number): number {
    if (fromTurn === toTurn) return 0
    const from = boundary(fromTurn)
    const to = boundary(toTurn)
    // Only a gap makes turns vanish, so without hours and gaps every turn counts.
    if (!worked && !zone.hasGapBetween(from, to)) return toTurn - fromTurn
    const begins = worked ? beginsReader(worked.beginsIn(from, to)) : null
    let counted = 0
    let startsAt = from
    for (let k = fromTurn; k < toTurn; k++) {
      const endsAt = boundary(k + 1)
      if (startsAt < endsAt && (!begins || begins(startsAt, endsAt))) counted += 1
      startsAt = endsAt
    }
    return counted
  }

  function countedBefore(k: number): number {
    const batch = Math.floor(k / batchTurns)
    while (countedBeforeBatch.length <= batch) {
      const full = countedBeforeBatch.length - 1
      const counted = countedIn(full * batchTurns, (full + 1) * batchTurns)
      countedBeforeBatch.push((countedBeforeBatch[full] ?? 0) + counted)
    }
    const sum = countedBeforeBatch[batch]
    assert(sum !== undefined, 'every batch before a turn has been counted')
    return sum + countedIn(batch * batchTurns, k)
  }

  function turnsIn(from: Instant, to: Instant): TurnSpan[] {
    const turns: TurnSpan[] = []
    let k = indexAt(from)
    let startsAt = boundary(k)
    if (startsAt >= to) return turns
    let counted = countedBefore(k)
    const begins = worked ? beginsReader(worked.beginsIn(startsAt, to + stepMs + DAY_MS)) : null
    for (; startsAt < to; k++) {
      const endsAt = boundary(k + 1)
      if (startsAt < endsAt) {
        turns.push({ startsAt, endsAt, countedBefore: counted })
        if (!begins || begins(startsAt, endsAt)) counted += 1
      }
      startsAt = endsAt
    }
    return turns
  }

  return { turnsIn }
}
