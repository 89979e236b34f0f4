// One thing the quality report has to say: what, how bad, and where to look.

import type { Span } from '../../platform/time.ts'
import type { QualityPerson } from './quality-input.ts'
import { FINDINGS_PER_CODE_MAX } from './quality-limits.ts'

/** In the order in which a report lists them when they are equally severe. */
export const QUALITY_CODES = [
  'gap',
  'leaver-in-rotation',
  'no-contact-method',
  'absent-on-call',
  'event-not-doubled',
  'double-duty',
  'short-rest',
  'weeks-in-a-row',
  'area-not-covered',
  'overloaded',
  'underloaded',
  'unverified-contact-method',
  'empty-team',
  'layer-ended',
  'unreviewed',
  'concern-unanswered',
  'handoff-asleep',
  'holiday-on-call',
] as const
export type QualityCode = (typeof QUALITY_CODES)[number]

export const QUALITY_SEVERITIES = ['critical', 'warning', 'info'] as const
export type QualitySeverity = (typeof QUALITY_SEVERITIES)[number]

export type QualityFinding = {
  readonly code: QualityCode
  readonly severity: QualitySeverity
  readonly sentence: string
  /** Where in time; null when it holds throughout. */
  readonly span: Span | null
  readonly userIds: readonly string[]
  readonly layerName: string | null
  readonly area: string | null
}

export type FindingsLeftOut = { readonly code: QualityCode; readonly count: number }

type Place = Partial<Pick<QualityFinding, 'span' | 'userIds' | 'layerName' | 'area'>>

export function qualityFinding(
  code: QualityCode,
  severity: QualitySeverity,
  sentence: string,
  place: Place,
): QualityFinding {
  return {
    code,
    severity,
    sentence,
    span: null,
    userIds: [],
    layerName: null,
    area: null,
    ...place,
  }
}

/** The worst first, then the soonest; of each code as many as a person reads, the rest counted. */
export function listFindings(all: readonly QualityFinding[]): {
  readonly findings: QualityFinding[]
  readonly leftOut: FindingsLeftOut[]
} {
  const counts = new Map<QualityCode, number>()
  const findings: QualityFinding[] = []
  for (const one of [...all].sort(byUrgency)) {
    const count = (counts.get(one.code) ?? 0) + 1
    counts.set(one.code, count)
    if (count <= FINDINGS_PER_CODE_MAX) findings.push(one)
  }
  const leftOut = QUALITY_CODES.flatMap((code) => {
    const count = (counts.get(code) ?? 0) - FINDINGS_PER_CODE_MAX
    return count > 0 ? [{ code, count }] : []
  })
  return { findings, leftOut }
}

/** The worst first, then by code, then the soonest. */
export function byUrgency(a: QualityFinding, b: QualityFinding): number {
  return (
    QUALITY_SEVERITIES.indexOf(a.severity) - QUALITY_SEVERITIES.indexOf(b.severity) ||
    QUALITY_CODES.indexOf(a.code) - QUALITY_CODES.indexOf(b.code) ||
    (a.span?.startsAt ?? 0) - (b.span?.startsAt ?? 0) ||
    compareText(a.userIds.join(), b.userIds.join()) ||
    compareText(a.sentence, b.sentence)
  )
}

/** By code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

type Named = { readonly people: ReadonlyMap<string, QualityPerson> }

export function nameOf({ people }: Named, userId: string): string {
  return people.get(userId)?.displayName ?? 'Somebody unknown'
}
