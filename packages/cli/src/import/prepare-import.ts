// Everything that is known before anything is written: who is here already, what the installation
// says to the documents, what is missing of overrides and absences, and whether cover stays the same.

import {
  CallRefused,
  type Client,
  type ConfigurationPlan,
  listOverrides,
  listUsers,
  planConfiguration,
} from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import { listAll } from '../connection/list-all.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { compareCoverage } from './compare-coverage.ts'
import { type ImportReport, reportLines } from './import-report.ts'
import type {
  ImportedAbsence,
  ImportedOverride,
  ImportResult,
  ImportSystem,
} from './import-result.ts'
import { matchPeople } from './match-people.ts'

const LIST_LIMIT = 200

export type PreparedImport = {
  readonly report: ImportReport
  readonly body: DocumentsBody
  readonly overrides: readonly ImportedOverride[]
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
  const { result, matched } = matchPeople(source, known, options.peopleMap)
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
  const overrides = await missingOverrides(call, result, plan)
  const absences = result.absences
  const changed = plan.changes.filter(({ change }) => change !== 'same').length
  return {
    body,
    overrides,
    absences,
    report: {
      system,
      objects: reportLines(result, matched),
      peopleHere: matched,
      plan,
      overrides: { all: result.overrides.length, missing: overrides.length },
      absences: { all: result.absences.length, missing: absences.length },
      coverage: compareCoverage(result, options.now),
      changes: changed + overrides.length + absences.length,
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

/** One that was brought and cancelled since stays cancelled. */
async function missingOverrides(
  call: Client,
  result: ImportResult,
  plan: ConfigurationPlan,
): Promise<ImportedOverride[]> {
  const missing: ImportedOverride[] = []
  for (const schedule of new Set(result.overrides.map((one) => one.schedule))) {
    const wanted = result.overrides.filter((one) => one.schedule === schedule)
    const isNew = plan.changes.some(
      ({ kind, name, change }) => kind === 'Schedule' && name === schedule && change === 'create',
    )
    const here = isNew ? [] : await overridesOf(call, schedule)
    const refs = new Set(here.map(({ sourceRef }) => sourceRef))
    missing.push(...wanted.filter(({ sourceRef }) => !refs.has(sourceRef)))
  }
  return missing
}

function overridesOf(call: Client, schedule: string) {
  return listAll((cursor) =>
    call(listOverrides, {
      params: { schedule },
      query: { includePast: 'true', includeCancelled: 'true', limit: LIST_LIMIT, ...cursor },
    }),
  ).catch((fault: unknown) => {
    if (fault instanceof CallRefused && fault.problem.code === 'not-found') return []
    throw fault
  })
}
