// What an import did or would do, object by object. `--json` prints it as it is.

import type { ConfigurationPlan } from '@evenwatch/api'
import { formatInstant, type Span } from '@evenwatch/core'
import type { ScheduleCoverage } from './compare-coverage.ts'
import type { Finding, ImportResult, ImportSystem } from './import-result.ts'

export type ReportLine = {
  readonly outcome: 'same' | Finding['outcome']
  readonly kind: string
  readonly name: string
  readonly code: Finding['code'] | null
  readonly detail: string
}

export type ImportReport = {
  readonly system: ImportSystem
  readonly objects: readonly ReportLine[]
  readonly peopleHere: readonly string[]
  readonly plan: ConfigurationPlan
  readonly overrides: { readonly all: number; readonly toWrite: number }
  readonly absences: { readonly all: number; readonly toWrite: number }
  readonly coverage: readonly ScheduleCoverage[]
  /** Objects, overrides and absences that applying writes, or wrote. */
  readonly changes: number
  readonly applied: boolean
}

/** Every converted object once; those that a finding names say what became of them instead. */
export function reportLines(result: ImportResult, peopleHere: readonly string[]): ReportLine[] {
  const found = result.findings.map(
    ({ outcome, code, object, detail }): ReportLine => ({
      outcome,
      kind: object.kind,
      name: object.name,
      code,
      detail,
    }),
  )
  const named = new Set(found.map(({ name }) => name))
  const whole = result.documents.flatMap((document): ReportLine[] => {
    const { kind, metadata } = document
    const { name, displayName = name } = metadata
    const words = [name, displayName, ...(kind === 'User' ? [document.spec.email] : [])]
    if (words.some((word) => named.has(word))) return []
    return [same(wordOf(kind), name)]
  })
  const here = peopleHere.map((name) => same('user', name))
  const overrides = result.overrides.map(({ schedule, sourceRef }) =>
    same('override', `${schedule} ${sourceRef}`),
  )
  const absences = result.absences.map(({ user, startsAt }) =>
    same('absence', `${user} from ${formatInstant(startsAt)}`),
  )
  return [...here, ...whole, ...overrides, ...absences, ...found]
}

/** As JSON: instants as text, as on every other surface. */
export function reportJson({ coverage, ...report }: ImportReport) {
  const textOf = ({ startsAt, endsAt }: Span) => ({
    startsAt: formatInstant(startsAt),
    endsAt: formatInstant(endsAt),
  })
  return {
    ...report,
    coverage: coverage.map(({ span, differences, ...one }) => ({
      ...one,
      span: span && textOf(span),
      differences: differences.map((difference) => ({ ...difference, ...textOf(difference) })),
    })),
  }
}

function same(kind: string, name: string): ReportLine {
  return { outcome: 'same', kind, name, code: null, detail: '' }
}

/** `EscalationPolicy` is an `escalation policy` in reports. */
export function wordOf(kind: string): string {
  return kind.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}
