// PagerDuty's own answer to "who is on call when", for the coverage diff.
//
// The answer counts from now on: what ended before is history and was not brought over. It reaches
// as far as the export was asked for; where nobody wrote that down, as far as its last shift.

import type { Instant } from '@evenwatch/core'
import type { RenderedSchedule, RenderedShift } from '../import-result.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import type { PagerdutyWorld } from './pagerduty-world.ts'
import { instantOf, isSpan } from './schedule-spec.ts'

type Shown = {
  readonly start: string | null | undefined
  readonly end: string | null | undefined
  /** PagerDuty's id; null: nobody. */
  readonly user: string | null
}

export function renderedSchedules(
  source: PagerdutySource,
  world: PagerdutyWorld,
): RenderedSchedule[] {
  const classic = (source.schedules ?? []).map(({ id, final_schedule }) => {
    const entries = final_schedule?.rendered_schedule_entries
    const shown = entries?.map(({ start, end, user }) => ({ start, end, user: user?.id ?? null }))
    return renderedOf(id, shown, source, world)
  })
  const shiftBased = (source.schedules_v3 ?? []).map(({ id, final_schedule }) => {
    const assignments = final_schedule?.computed_shift_assignments
    const shown = assignments?.map(({ start_time, end_time, member }) => ({
      start: start_time,
      end: end_time,
      user: member?.user_id ?? null,
    }))
    return renderedOf(id, shown, source, world)
  })
  return [...classic, ...shiftBased].filter((one) => one !== null)
}

function renderedOf(
  id: string,
  shown: readonly Shown[] | undefined,
  { window }: PagerdutySource,
  { now, schedules, users }: PagerdutyWorld,
): RenderedSchedule | null {
  const schedule = schedules.get(id)
  if (shown === undefined || schedule === undefined) return null
  const spans = shown.filter(({ start, end }) => isSpan(start, end))
  const ends = spans.map(({ end }) => instantOf(end))
  const starts = spans.map(({ start }) => instantOf(start))
  const from = Math.max(now, window ? instantOf(window.since) : Math.min(...starts))
  const until: Instant = window ? instantOf(window.until) : Math.max(...ends)
  if (!Number.isFinite(from) || !Number.isFinite(until) || from >= until) return null
  const shifts = spans.flatMap(({ start, end, user }): RenderedShift[] => {
    const name = user === null ? undefined : users.get(user)
    const startsAt = Math.max(from, instantOf(start))
    const endsAt = Math.min(until, instantOf(end))
    return name === undefined || startsAt >= endsAt ? [] : [{ startsAt, endsAt, users: [name] }]
  })
  return { schedule, from, until, shifts }
}
