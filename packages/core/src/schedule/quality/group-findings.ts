// Findings of one kind about one person, told as one: “Hiro hands over or takes over in the midst of
// their sleep hours, 42 times”, with the places to look at.
//
// What holds throughout, such as “cannot be reached”, is one group for everybody whom it is said of.
// Every finding is in exactly one group, so the counts add up to all of them.

import { formatDuration } from '../../platform/duration.ts'
import type { Span } from '../../platform/time.ts'
import { lengthMs } from './join-spans.ts'
import {
  byUrgency,
  nameOf,
  type QualityCode,
  type QualityFinding,
  type QualitySeverity,
} from './quality-finding.ts'
import type { QualityInput } from './quality-input.ts'
import { PLACES_PER_GROUP_MAX } from './quality-limits.ts'

export type FindingGroup = {
  readonly code: QualityCode
  readonly severity: QualitySeverity
  readonly sentence: string
  readonly userIds: readonly string[]
  readonly count: number
  /** The soonest, and not more than a person reads. */
  readonly findings: readonly QualityFinding[]
}

type Named = Pick<QualityInput, 'people'>

/** The worst first, then those with the soonest place. */
export function groupFindings(input: Named, all: readonly QualityFinding[]): FindingGroup[] {
  const groups = new Map<string, QualityFinding[]>()
  for (const one of [...all].sort(byUrgency)) {
    const { code, severity, span, userIds, area } = one
    const about = span === null ? [] : [userIds.join(), area]
    const key = [code, severity, ...about].join(' ')
    const known = groups.get(key)
    if (known) known.push(one)
    else groups.set(key, [one])
  }
  return [...groups.values()].flatMap((findings) => groupOf(input, findings) ?? [])
}

function groupOf(input: Named, findings: readonly QualityFinding[]): FindingGroup | null {
  const [first] = findings
  if (!first) return null
  const { code, severity } = first
  const count = findings.length
  return {
    code,
    severity,
    sentence: count === 1 ? first.sentence : wordsOf(input, first, findings),
    userIds: [...new Set(findings.flatMap(({ userIds }) => userIds))],
    count,
    findings: findings.slice(0, PLACES_PER_GROUP_MAX),
  }
}

function wordsOf(
  input: Named,
  { code, userIds, area }: QualityFinding,
  findings: readonly QualityFinding[],
): string {
  const n = findings.length
  const names = userIds.map((id) => nameOf(input, id)).join(' and ')
  const spans = findings.flatMap(({ span }): Span[] => (span ? [span] : []))
  const together = formatDuration(lengthMs(spans))
  switch (code) {
    case 'gap':
      return `Nobody is on call, ${n} times, ${together} together.`
    case 'leaver-in-rotation':
      return `${n} people have left and still take turns: these are gaps now.`
    case 'no-contact-method':
      return `${n} people cannot be reached: they have no contact method but the inbox.`
    case 'unverified-contact-method':
      return `${n} people have no contact method that was verified.`
    case 'absent-on-call':
      return `${names} is away while on call, ${n} times, ${together} together.`
    case 'event-not-doubled':
      return `${n} business events want two people on call and have fewer.`
    case 'double-duty':
      return `${names} is on call for two schedules at once, ${n} times, ${together} together.`
    case 'short-rest':
      return `${names} has less rest between two shifts than agreed, ${n} times.`
    case 'weeks-in-a-row':
      return `${names} carries more weeks in a row than agreed, ${n} times.`
    case 'area-not-covered':
      return `${names || 'Nobody'} cannot handle ${area} without help, ${n} times.`
    case 'overloaded':
      return `${n} people carry more than the average.`
    case 'underloaded':
      return `${n} people carry less than the average.`
    case 'empty-team':
      return `${n} teams take turns and have nobody in them.`
    case 'layer-ended':
      return `${n} layers have ended and put nobody on call any more.`
    case 'unreviewed':
      return findings[0]?.sentence ?? ''
    case 'concern-unanswered':
      return `${n} concerns about this schedule wait for an answer that was due.`
    case 'handoff-asleep':
      return `${names} takes over or hands over in the midst of their sleep hours, ${n} times.`
    case 'holiday-on-call':
      return `${names} is on call on public holidays of their country, ${n} times.`
  }
}
