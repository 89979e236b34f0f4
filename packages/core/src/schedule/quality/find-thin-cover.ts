// Time that is covered, but not by enough: people who together cannot handle an area (row 3), and
// business events that want two people and have fewer (row 16).

import { formatDuration } from '../../platform/duration.ts'
import type { Span } from '../../platform/time.ts'
import { joinSpans, lengthMs, sharedSpans } from './join-spans.ts'
import type { Together } from './people-line.ts'
import { compareText, nameOf, type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { AreaDepth, QualityInput } from './quality-input.ts'

/** Deep enough to run an area without help. */
export function canHandleAlone(depth: AreaDepth | undefined): boolean {
  return depth === 'owner' || depth === 'alone'
}

export type ThinCover = {
  readonly findings: QualityFinding[]
  /** Covered time during which some area has nobody who can handle it. */
  readonly areaMissingMs: number
}

export function findThinCover(input: QualityInput, together: readonly Together[]): ThinCover {
  const staffed = together.filter(({ userIds }) => userIds.length > 0)
  const missing: Span[] = []
  const findings = [...input.areas].sort(compareText).flatMap((area) => {
    const knows = (userId: string) => canHandleAlone(input.depths.get(userId)?.get(area))
    const without = shiftsOf(staffed).filter(({ userIds }) => !userIds.some(knows))
    missing.push(...without)
    return without.map((shift) => areaFinding(input, area, shift))
  })
  findings.push(...eventFindings(input, staffed))
  return { findings, areaMissingMs: lengthMs(joinSpans(missing)) }
}

/** The same people in touching segments are one shift to those who ask what they can handle. */
function shiftsOf(staffed: readonly Together[]): Together[] {
  const shifts: Together[] = []
  for (const one of staffed) {
    const last = shifts[shifts.length - 1]
    if (last && last.endsAt === one.startsAt && last.userIds.join() === one.userIds.join()) {
      shifts[shifts.length - 1] = { ...last, endsAt: one.endsAt }
    } else shifts.push(one)
  }
  return shifts
}

function areaFinding(input: QualityInput, area: string, shift: Together): QualityFinding {
  const { startsAt, endsAt, userIds } = shift
  const names = userIds.map((userId) => nameOf(input, userId))
  const sentence = `${names.join(' and ')} cannot handle ${area} without help.`
  return qualityFinding('area-not-covered', 'warning', sentence, {
    span: { startsAt, endsAt },
    userIds,
    area,
  })
}

function eventFindings(input: QualityInput, staffed: readonly Together[]): QualityFinding[] {
  const doubled = joinSpans(staffed.filter(({ userIds }) => userIds.length > 1))
  return input.doubled.flatMap(({ name, ...event }) => {
    const span = {
      startsAt: Math.max(event.startsAt, input.span.startsAt),
      endsAt: Math.min(event.endsAt, input.span.endsAt),
    }
    const thinMs = span.endsAt - span.startsAt - lengthMs(sharedSpans([span], doubled))
    if (span.startsAt >= span.endsAt || thinMs <= 0) return []
    const sentence = `${name} wants two people on call; for ${formatDuration(thinMs)} there are fewer.`
    return [qualityFinding('event-not-doubled', 'warning', sentence, { span })]
  })
}
