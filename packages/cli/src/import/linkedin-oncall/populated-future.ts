// Where the scheduler of LinkedIn Oncall has got to: its last turn, and when its next one begins.
//
// Turns begin on Sundays at 00:00 in the team's zone ("epochs"); the next one follows as many weeks
// later as a turn has. The events themselves do not say their epoch, so it is found from the first
// event of the last turn, whose place in the template is known. Without any event the scheduler
// begins with the week it is in.

import { DAY_MS, type Instant, type WallMs, WEEK_MS, type ZoneTable } from '@evenwatch/core'
import type { LinkedinEvent, Template } from './read-team.ts'
import { turnWeeks } from './template-layers.ts'

export type PopulatedFuture = {
  /** Null: nothing was ever populated. */
  readonly lastUser: string | null
  readonly lastEndsAt: Instant | null
  /** When the first event of the first turn that is not yet populated begins. */
  readonly nextStart: WallMs
}

export function populatedFuture(
  template: Template,
  events: readonly LinkedinEvent[],
  zone: ZoneTable,
  now: Instant,
): PopulatedFuture {
  const first = template.events[0]?.startMs ?? 0
  const own = events.filter((event) => event.scheduleId === template.id)
  const last = own.reduce<LinkedinEvent | null>(
    (latest, event) => (latest === null || event.startsAt > latest.startsAt ? event : latest),
    null,
  )
  if (last === null) {
    return { lastUser: null, lastEndsAt: null, nextStart: sundayOf(zone.wallAt(now)) + first }
  }
  const turn = last.linkId === null ? [last] : own.filter(({ linkId }) => linkId === last.linkId)
  const opening = turn.reduce((one, other) => (other.startsAt < one.startsAt ? other : one))
  const epoch = epochOf(template, zone.wallAt(opening.startsAt))
  return {
    lastUser: opening.user,
    lastEndsAt: Math.max(...own.map((event) => event.endsAt)),
    nextStart: epoch + turnWeeks(template.events) * WEEK_MS + first,
  }
}

/** The Sunday from which this event's place in the template counts. */
function epochOf(template: Template, startsWall: WallMs): WallMs {
  const exact = template.events
    .map((event) => startsWall - event.startMs)
    .find((epoch) => sundayOf(epoch) === epoch)
  return exact ?? sundayOf(startsWall)
}

export function sundayOf(wall: WallMs): WallMs {
  const day = Math.floor(wall / DAY_MS)
  // 1970-01-01 was a Thursday, so day 3 was a Sunday.
  return (day - ((((day - 3) % 7) + 7) % 7)) * DAY_MS
}
