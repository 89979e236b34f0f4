// Everything that is known before anything is written: who is here already, what the installation
// says to the documents, which overrides and absences are to be written, and whether cover stays.

import { type Client, type ConfigurationPlan, listUsers, planConfiguration } from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import { listAll } from '../connection/list-all.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { compareCoverage } from './compare-coverage.ts'
import { type ImportReport, reportLines } from './import-report.ts'
import type { ImportedAbsence, ImportResult, ImportSystem } from './import-result.ts'
import { matchPeople } from './match-people.ts'
import { planAbsences } from './plan-absences.ts'
import { type OverrideWrite, planOverrides } from './plan-overrides.ts'

const LIST_LIMIT = 200

export type PreparedImport = {
  readonly report: ImportReport
  readonly body: DocumentsBody
  readonly overrides: readonly OverrideWrite[]
  readonly absences: readonly ImportedAbsence[]
}

/** `set: null`: what is imported belongs to the screens, and files never fight with it. */
export type DocumentsBody = {
  readonly set: null
  readonly documents: { file: string; line: number; document: unknown }[]
  readonly at?: string
}

export async function prepareImport(
  call: Client,
  system: ImportSystem,
  source: ImportResult,
  options: {
    readonly now: Instant
    readonly at: string | undefined
    readonly peopleMap: ReadonlyMap<string, string>
  },
): Promise<PreparedImport> {
  const known = await listAll((cursor) =>
    call(listUsers, { query: { includeDeactivated: 'true', limit: LIST_LIMIT, ...cursor } }),
  )
  const { result, matched, deactivated } = matchPeople(source, known, options.peopleMap)
  const body: DocumentsBody = {
    set: null,
    documents: result.documents.map((document) => ({
      file: `${document.kind} ${document.metadata.name}`,
      line: 1,
      document,
    })),
    ...(options.at !== undefined && { at: options.at }),
  }
  const plan = await call(planConfiguration, { body })
  refuseFaults(plan)
  const absences = await planAbsences(call, result, plan, options.now)
  const overrides = await planOverrides(call, result, plan, {
    now: options.now,
    refPrefix: `${system}:`,
  })
  const changed = plan.changes.filter(({ change }) => change !== 'same').length
  return {
    body,
    overrides: overrides.writes,
    absences,
    report: {
      system,
      objects: reportLines(
        { ...result, findings: [...result.findings, ...overrides.findings] },
        matched,
      ),
      peopleHere: matched,
      plan,
      overrides: { all: result.overrides.length, toWrite: overrides.writes.length },
      absences: { all: result.absences.length, toWrite: absences.length },
      coverage: compareCoverage(result, options.now, deactivated),
      changes: changed + overrides.writes.length + absences.length,
      applied: false,
    },
  }
}

function refuseFaults({ faults }: ConfigurationPlan): void {
  if (faults.length === 0) return
  throw new CliFault('The installation does not take these objects; nothing was changed.', {
    exitCode: EXIT_CODE.usage,
    fields: faults.map(({ file, field, rule }) => ({ field: `${file} ${field}`, rule })),
  })
}
