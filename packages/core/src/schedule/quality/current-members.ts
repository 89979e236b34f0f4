// Who takes turns in a schedule within a span, as it is written: people who left included, people
// who only shadow left out.

import type { Span } from '../../platform/time.ts'
import type { Layer, Schedule } from '../schedule.ts'
import { stageSpans } from '../stage-spans.ts'
import { parseWallTime } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import type { QualityTeam } from './quality-input.ts'

export type CurrentMembers = {
  /** With the first layer that names them. */
  readonly layerOf: ReadonlyMap<string, string>
  /** With the first layer that names them. */
  readonly teamIds: ReadonlyMap<string, string>
}

export function currentMembers(
  schedule: Schedule,
  teams: ReadonlyMap<string, QualityTeam>,
  span: Span,
): CurrentMembers {
  const layerOf = new Map<string, string>()
  const teamIds = new Map<string, string>()
  for (const layer of schedule.layers) {
    if (layer.role === 'shadow' || !holdsWithin(schedule, layer, span)) continue
    for (const member of currentVersions(layer, schedule.timeZone, span).flatMap(
      (v) => v.members,
    )) {
      // A policy's people hold no turn here: they are nobody's load in this schedule.
      if (member === null || 'policyId' in member) continue
      if ('teamId' in member && !teamIds.has(member.teamId)) teamIds.set(member.teamId, layer.name)
      const userIds =
        'teamId' in member ? (teams.get(member.teamId)?.userIds ?? []) : member.userIds
      for (const userId of userIds) if (!layerOf.has(userId)) layerOf.set(userId, layer.name)
    }
  }
  return { layerOf, teamIds }
}

/** Whether any of its stages is current within the span. */
function holdsWithin(schedule: Schedule, layer: Layer, span: Span): boolean {
  const active = stageSpans(schedule.stages, layer)
  return (
    active?.some(({ startsAt, endsAt }) => startsAt < span.endsAt && endsAt > span.startsAt) ?? true
  )
}

function currentVersions(layer: Layer, scheduleZone: string, span: Span) {
  return layer.versions.filter((version, index) => {
    const startsAt = version.effectiveFrom ?? Number.NEGATIVE_INFINITY
    const endsAt = layer.versions[index + 1]?.effectiveFrom ?? Number.POSITIVE_INFINITY
    const until = endOf(version.until, layer.timeZone ?? scheduleZone)
    return startsAt < span.endsAt && Math.min(endsAt, until) > span.startsAt
  })
}

/** When the last version of a layer ends; never, for most. */
export function layerEnd(layer: Layer, scheduleZone: string): number {
  return endOf(layer.versions.at(-1)?.until ?? null, layer.timeZone ?? scheduleZone)
}

function endOf(until: string | null, timeZone: string): number {
  const wall = until === null ? null : parseWallTime(until)
  return wall === null ? Number.POSITIVE_INFINITY : zoneTable(timeZone).instantOf(wall, 'first')
}
