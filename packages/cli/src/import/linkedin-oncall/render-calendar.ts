// The calendar of LinkedIn Oncall as its own answer to who is on call when.

import type { Instant, ShiftRole } from '@evenwatch/core'
import type { RenderedSchedule } from '../import-result.ts'
import { type PersonalSpan, renderSegments } from '../render-segments.ts'
import type { ConvertedRoster, RosterLine } from './convert-roster.ts'
import type { LinkedinEvent } from './read-team.ts'

export type PlacedEvent = {
  readonly event: LinkedinEvent
  readonly user: string
  readonly role: ShiftRole
}

/** As far as every template of the role is populated. */
export function renderCalendar(
  roster: ConvertedRoster,
  events: readonly PlacedEvent[],
  now: Instant,
): RenderedSchedule[] {
  const roles = [...new Set([...roster.futures.values()].map(({ role }) => role))]
  return roles.flatMap((role) => {
    const lines = [...roster.futures.values()].filter(
      (one) => one.role === role && (one.layerFrom !== null || one.populatedUntil !== null),
    )
    const until = Math.min(...lines.map(populatedUntil))
    if (until <= now || lines.length === 0) return []
    const spans: PersonalSpan[] = events
      .filter((one) => one.role === role)
      .map(({ event, user }) => ({
        user,
        startsAt: Math.max(now, event.startsAt),
        endsAt: Math.min(until, event.endsAt),
      }))
    return [{ schedule: roster.name, role, from: now, until, shifts: renderSegments(spans) }]
  })
}

function populatedUntil({ populatedUntil: until }: RosterLine): Instant {
  return until ?? Number.NEGATIVE_INFINITY
}
