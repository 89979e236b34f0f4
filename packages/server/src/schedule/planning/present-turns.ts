// Who would have the layer's turns in a period if nothing were planned, single changes aside.

import {
  compileSchedule,
  type Period,
  type Schedule,
  type Span,
  segmentsIn,
  type TeamMembers,
} from '@evenwatch/core'

export type PresentTurns = {
  /** By person: sorted and disjoint. */
  readonly spansOf: ReadonlyMap<string, readonly Span[]>
  readonly turnsOf: ReadonlyMap<string, number>
}

export function presentTurns(
  schedule: Schedule,
  teamMembers: TeamMembers,
  period: Period,
): PresentTurns {
  const { name, role } = period.layer
  const plan = compileSchedule(schedule, teamMembers).ofRole(role)
  const spansOf = new Map<string, Span[]>()
  const stintsOf = new Map<string, Set<string>>()
  for (const { startsAt, endsAt, onCall, marks } of segmentsIn(plan, period)) {
    onCall.because.forEach(({ userId, layerName }, i) => {
      if (layerName !== name) return
      const spans = spansOf.get(userId) ?? []
      const span = {
        startsAt: Math.max(startsAt, period.startsAt),
        endsAt: Math.min(endsAt, period.endsAt),
      }
      const last = spans.at(-1)
      if (last && last.endsAt === span.startsAt) {
        spans[spans.length - 1] = { ...last, endsAt: span.endsAt }
      } else spans.push(span)
      spansOf.set(userId, spans)
      const stints = stintsOf.get(userId) ?? new Set()
      stintsOf.set(userId, stints.add(`${marks[i]?.version} ${marks[i]?.stint}`))
    })
  }
  return { spansOf, turnsOf: new Map([...stintsOf].map(([id, stints]) => [id, stints.size])) }
}
