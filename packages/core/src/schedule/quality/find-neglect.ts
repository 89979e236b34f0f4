// Signs that nobody looks after a schedule: people who left, empty teams, layers that have ended, a
// plan that was last looked at long ago (row 18), a concern that nobody answered in time (row 15).

import { formatDuration } from '../../platform/duration.ts'
import { DAY_MS } from '../../platform/time.ts'
import { type CurrentMembers, layerEnd } from './current-members.ts'
import { nameOf, type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { QualityInput } from './quality-input.ts'
import { UNREVIEWED_MS } from './quality-limits.ts'

export function findNeglect(input: QualityInput, members: CurrentMembers): QualityFinding[] {
  const findings: QualityFinding[] = []
  for (const [userId, layerName] of members.layerOf) {
    if (input.people.get(userId)?.isActive !== false) continue
    const sentence = `${nameOf(input, userId)} has left and still takes turns: these are gaps now.`
    findings.push(
      qualityFinding('leaver-in-rotation', 'critical', sentence, { userIds: [userId], layerName }),
    )
  }
  for (const [teamId, layerName] of members.teamIds) {
    const team = input.teams.get(teamId)
    if (team?.userIds.some((userId) => input.people.get(userId)?.isActive)) continue
    const sentence = `The team ${team?.displayName ?? 'that is named'} takes turns and has nobody in it.`
    findings.push(qualityFinding('empty-team', 'warning', sentence, { layerName }))
  }
  for (const layer of input.schedule.layers) {
    const endedAt = layerEnd(layer, input.schedule.timeZone)
    if (endedAt > input.now) continue
    const span = { startsAt: endedAt, endsAt: input.now }
    const sentence = `The layer ${layer.name} has ended and puts nobody on call any more.`
    findings.push(
      qualityFinding('layer-ended', 'warning', sentence, { span, layerName: layer.name }),
    )
  }
  const idleMs = input.now - input.lookedAfterAt
  if (idleMs > UNREVIEWED_MS) {
    const days = formatDuration(Math.floor(idleMs / DAY_MS) * DAY_MS)
    const sentence = `Nobody has changed or reviewed this schedule for ${days}.`
    findings.push(qualityFinding('unreviewed', 'warning', sentence, {}))
  }
  for (const dueAt of input.answersDue) {
    if (dueAt >= input.now) continue
    const span = { startsAt: dueAt, endsAt: input.now }
    const sentence = `A concern about this schedule waits for an answer that was due ${formatDuration(input.now - dueAt)} ago.`
    findings.push(qualityFinding('concern-unanswered', 'warning', sentence, { span }))
  }
  return findings
}
