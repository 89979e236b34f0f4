// What Grafana OnCall itself says about who is on call: the rows of its `final_shifts`.
//
// They are what ours is held against, and stand in where the API does not say enough: for whom an
// override made in the web editor names, and for a rotation that has no equal here.

import { DAY_MS, type Instant, type Span } from '@evenwatch/core'
import type { RenderedSchedule, RenderedShift } from '../import-result.ts'
import { renderSegments } from '../render-segments.ts'
import { type Fields, objectsOf, textOf } from '../source-fields.ts'
import type { OverrideSpan } from './convert-overrides.ts'
import type { GrafanaNames } from './grafana-names.ts'

/** Dates are whole days in UTC. People who are not known here stand under their login. */
export function renderFinalShifts(
  finalShifts: readonly Fields[],
  names: GrafanaNames,
): RenderedSchedule[] {
  return finalShifts.flatMap((one) => {
    const schedule = names.schedules.get(textOf(one.schedule_id) ?? '')
    const from = Date.parse(`${textOf(one.start_date) ?? ''}T00:00:00Z`)
    const until = Date.parse(`${textOf(one.end_date) ?? ''}T00:00:00Z`) + DAY_MS
    if (schedule === undefined || !(from < until)) return []
    const spans = objectsOf(one.shifts).flatMap((row) => {
      const user = names.users.get(textOf(row.user_pk) ?? '') ?? textOf(row.user_username)
      const startsAt = Math.max(from, Date.parse(textOf(row.shift_start) ?? ''))
      const endsAt = Math.min(until, Date.parse(textOf(row.shift_end) ?? ''))
      return user !== null && startsAt < endsAt ? [{ user, startsAt, endsAt }] : []
    })
    return [{ schedule, from, until, shifts: renderSegments(spans) }]
  })
}

export type FinalShifts = {
  /** Null: nothing is known of this schedule. */
  readonly until: Instant | null
  /** Who is on call within the span, as far as that is known, by names that we know. */
  within(span: Span, ref: string): OverrideSpan[]
}

export function finalShiftsOf(
  schedule: string,
  rendered: readonly RenderedSchedule[],
  names: GrafanaNames,
): FinalShifts {
  const own = rendered.filter((one) => one.schedule === schedule)
  const known = new Set(names.users.values())
  const shifts = own.flatMap((one) => one.shifts)
  return {
    until: own.length === 0 ? null : Math.max(...own.map((one) => one.until)),
    within: (span, ref) => shifts.flatMap((shift) => cut(shift, span, known, ref)),
  }
}

function cut(
  shift: RenderedShift,
  span: Span,
  known: ReadonlySet<string>,
  ref: string,
): OverrideSpan[] {
  const startsAt = Math.max(shift.startsAt, span.startsAt)
  const endsAt = Math.min(shift.endsAt, span.endsAt)
  const users = shift.users.filter((user) => known.has(user))
  if (startsAt >= endsAt || users.length === 0) return []
  // By its start, so that the same stretch has the same reference in a later export.
  return [{ ref: `${ref}:${startsAt}`, reason: '', startsAt, endsAt, users }]
}
