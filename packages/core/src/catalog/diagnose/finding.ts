// One thing that `doctor` has to say: what it looked at, what it found, and what to do about it.

export type FindingLevel = 'ok' | 'warning' | 'critical'

export type Finding = {
  /** Stable: `schedule-gap`, `policy-reaches-nobody`. */
  readonly code: string
  readonly level: FindingLevel
  readonly subject: string
  readonly finding: string
  /** Null when nothing has to be done. */
  readonly remedy: string | null
}

export const DIAGNOSIS_DAYS = 14

/** Findings of one kind shown one by one; more of them are a systematic thing and are cut. */
export const FINDINGS_PER_CHECK_MAX = 200

/** The findings, or one line that says that all is well. */
export function orAllWell(findings: readonly Finding[], code: string, well: string): Finding[] {
  if (findings.length > 0) return findings.slice(0, FINDINGS_PER_CHECK_MAX)
  return [{ code, level: 'ok', subject: 'all', finding: well, remedy: null }]
}
