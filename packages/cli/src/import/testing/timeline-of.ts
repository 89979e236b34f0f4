// Who a converted schedule puts on call, as lines that a test can hold against lines written by
// hand: `2026-01-05T09:00Z 2026-01-12T09:00Z ana,ben`. Compiled by the functions the engine uses.

import { finalTimeline, type Instant, type ShiftRole } from '@evenwatch/core'
import { expect } from 'vitest'
import { compileSchedules } from '../compare-coverage.ts'
import type { ImportResult, RenderedShift } from '../import-result.ts'

export function timelineOf(
  result: ImportResult,
  schedule: string,
  span: { readonly from: string; readonly until: string },
  role: ShiftRole = 'primary',
): string[] {
  const plan = compileSchedules(result).get(schedule)
  expect(plan, `schedule ${schedule} compiles`).toBeDefined()
  if (!plan) return []
  const [startsAt, endsAt] = [Date.parse(span.from), Date.parse(span.until)]
  const segments = finalTimeline(plan.ofRole(role), { startsAt, endsAt })
  return linesOf(segments.map(({ userIds, ...shift }) => ({ ...shift, users: userIds })))
}

/** Touching stretches of the same people are one line. */
export function linesOf(shifts: readonly RenderedShift[]): string[] {
  const joined: RenderedShift[] = []
  for (const shift of shifts) {
    const users = [...shift.users].sort()
    const last = joined.at(-1)
    if (last?.endsAt === shift.startsAt && last.users.join() === users.join()) {
      joined[joined.length - 1] = { ...last, endsAt: shift.endsAt }
    } else if (users.length > 0) joined.push({ ...shift, users })
  }
  return joined.map((one) => `${text(one.startsAt)} ${text(one.endsAt)} ${one.users.join(',')}`)
}

function text(at: Instant): string {
  return new Date(at).toISOString().replace(/:00\.000Z$/, 'Z')
}
