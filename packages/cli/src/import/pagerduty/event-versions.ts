// The events of a v3 rotation as versions of a layer.
//
// An event counts its occurrences from its own start, also when it takes effect later: a successor
// that copies the start keeps everybody's weeks. Events that hold at the same time, or in different
// zones, are chains of their own, and become layers beside each other.

import { formatInstant, type Instant, isTimeZone, zoneTable } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import type { PagerdutyScheduleEvent } from './pagerduty-source.ts'
import { memberNamed, type PagerdutyWorld } from './pagerduty-world.ts'
import { recurrenceTurn } from './recurrence-turn.ts'
import {
  areInstants,
  instantOf,
  isSpan,
  type LayerVersionSpec,
  type MemberSpec,
  wallText,
  wallTimeAt,
} from './schedule-spec.ts'

export type RotationPlace = {
  readonly schedule: string
  readonly timeZone: string
  /** Our name of the rotation's first layer. */
  readonly name: string
  readonly object: SourceObject
}

function sinceOf(event: PagerdutyScheduleEvent): Instant {
  return event.effective_since
    ? instantOf(event.effective_since)
    : instantOf(event.start_time?.date_time)
}

export function untilOf(event: PagerdutyScheduleEvent): Instant {
  return event.effective_until ? instantOf(event.effective_until) : Number.POSITIVE_INFINITY
}

export function zoneOf(event: PagerdutyScheduleEvent | undefined, scheduleZone: string): string {
  const zone = event?.start_time?.time_zone ?? scheduleZone
  return isTimeZone(zone) ? zone : scheduleZone
}

/** Each chain is a row of events in one zone of which none begins before the last one ended. */
export function chainsOf(events: readonly PagerdutyScheduleEvent[], scheduleZone: string) {
  const chains: PagerdutyScheduleEvent[][] = []
  for (const event of [...events].sort((a, b) => sinceOf(a) - sinceOf(b))) {
    const chain = chains.find((one) => {
      const last = one.at(-1)
      return (
        last !== undefined &&
        untilOf(last) <= sinceOf(event) &&
        zoneOf(last, scheduleZone) === zoneOf(event, scheduleZone)
      )
    })
    if (chain) chain.push(event)
    else chains.push([event])
  }
  return chains
}

export function versionOf(
  event: PagerdutyScheduleEvent,
  next: PagerdutyScheduleEvent | undefined,
  index: number,
  place: RotationPlace,
  world: PagerdutyWorld,
): LayerVersionSpec | null {
  const timeZone = zoneOf(event, place.timeZone)
  const zone = zoneTable(timeZone)
  const { start_time, end_time, effective_since, effective_until } = event
  if (!isSpan(start_time?.date_time, end_time?.date_time)) return null
  if (!areInstants([effective_since, effective_until])) return null
  const startsAt = instantOf(event.start_time?.date_time)
  const startsWall = zone.wallAt(startsAt)
  const members = membersOf(event, place, world)
  const recurrence = recurrenceTurn(event.recurrence ?? [], {
    startsWall,
    endsWall: zone.wallAt(instantOf(event.end_time?.date_time)),
    shiftsPerMember: Math.max(1, event.assignment_strategy?.shifts_per_member ?? 1),
    isAlwaysTheSame: members.length === 1,
  })
  if (recurrence === null) return null
  const since = sinceOf(event)
  const until = untilOf(event)
  const isCut = until !== Number.POSITIVE_INFINITY && (!next || sinceOf(next) !== until)
  return {
    effectiveFrom: index > 0 || since > startsAt ? formatInstant(since) : null,
    startsWith: 0,
    firstHandoff: wallText(startsWall),
    until: isCut ? wallTimeAt(until, timeZone) : null,
    ...recurrence,
    members,
  }
}

function membersOf(
  event: PagerdutyScheduleEvent,
  place: RotationPlace,
  world: PagerdutyWorld,
): MemberSpec[] {
  const listed = event.assignment_strategy?.members ?? []
  const names = listed.map((member) =>
    memberNamed(world, member, place.object, 'their turns stay and name nobody', place.schedule),
  )
  if (event.assignment_strategy?.type !== 'every_member_assignment_strategy') {
    return names.length > 0 ? names : [null]
  }
  const together = [...new Set(names.filter((name) => name !== null))]
  const [only] = together
  return [together.length > 1 ? together : (only ?? null)]
}
