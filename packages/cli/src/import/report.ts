// Collects the findings of one conversion, in the order in which they arise.

import type { Finding, SourceObject } from './import-result.ts'
import type { ReasonCode } from './reason-codes.ts'

/** `schedule`: ours, whose cover the finding may change. */
type Say = (code: ReasonCode, object: SourceObject, detail: string, schedule?: string) => void

export type Report = {
  readonly findings: Finding[]
  readonly changed: Say
  readonly cannot: Say
}

export function createReport(): Report {
  const findings: Finding[] = []
  const say =
    (outcome: Finding['outcome']): Say =>
    (code, object, detail, schedule) =>
      void findings.push({ outcome, code, object, ...(schedule && { schedule }), detail })
  return { findings, changed: say('changed'), cannot: say('cannot') }
}
