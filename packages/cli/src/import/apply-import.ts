// Writes what was prepared: the documents in one transaction, then overrides in their order, then
// absences. Each of these is recognised by the next run, so one that was cut short goes on. One that
// the installation refuses does not keep the others from coming; it is named at the end.

import { createHash } from 'node:crypto'
import {
  applyConfiguration,
  CallRefused,
  type Client,
  createAbsence,
  createOverride,
  type FieldFault,
  updateOverride,
} from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import { CliFault } from '../terminal/cli-fault.ts'
import type { ImportedOverride } from './import-result.ts'
import type { PreparedImport } from './prepare-import.ts'

const NOTE_CHARS_MAX = 500

export async function applyImport(
  call: Client,
  { body, overrides, absences, report }: PreparedImport,
  onProgress: (label: string, done: number, total: number) => void,
): Promise<readonly FieldFault[]> {
  const refused: FieldFault[] = []
  if (report.plan.changes.some(({ change }) => change !== 'same')) {
    onProgress(`${body.documents.length} objects`, 0, overrides.length + 1)
    await call(applyConfiguration, { body }).catch(explain)
  }
  for (const [i, { override, id }] of overrides.entries()) {
    onProgress(`override of ${override.schedule}`, i + 1, overrides.length + 1)
    const { schedule, sourceRef } = override
    const written =
      id === null
        ? call(createOverride, {
            params: { schedule },
            // One that changes nobody is brought along as it was.
            query: { confirm: 'true' },
            body: overrideBody(override),
          })
        : call(updateOverride, { params: { schedule, override: id }, body: changeBody(override) })
    await written.catch((fault: unknown) => {
      refused.push({ field: `${schedule} ${sourceRef}`, rule: refusalOf(fault) })
    })
  }
  for (const { user, kind, startsAt, endsAt, note } of absences) {
    const span = { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }
    const body = { kind, ...span, note: note.slice(0, NOTE_CHARS_MAX) }
    await call(createAbsence, { params: { user }, body }).catch((fault: unknown) => {
      refused.push({ field: `${user} away from ${span.startsAt}`, rule: refusalOf(fault) })
    })
  }
  return refused
}

/** Anything but a refusal of this one thing ends the run. */
function refusalOf(fault: unknown): string {
  const isAboutIt =
    fault instanceof CallRefused &&
    (fault.problem.code === 'invalid-request' || fault.problem.code === 'not-found')
  if (!isAboutIt) throw fault
  const rules = fault.problem.fields?.map(({ field, rule }) => `${field}: ${rule}`) ?? []
  return rules.length > 0 ? rules.join(' ') : fault.problem.title
}

function overrideBody({ input, sourceRef, linkRef }: ImportedOverride) {
  return {
    ...input,
    cause: 'import' as const,
    sourceRef,
    ...(linkRef !== null && { linkId: linkIdOf(linkRef) }),
  }
}

function changeBody({ input }: ImportedOverride) {
  const { role: _role, cause: _cause, linkId: _linkId, sourceRef: _sourceRef, ...change } = input
  return change
}

/** The same id for the same reference, so that those brought later join those that are here. */
export function linkIdOf(linkRef: string): string {
  const hex = createHash('sha256').update(linkRef).digest('hex')
  // Version 8 of RFC 9562: a UUID of one's own making.
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}

function explain(fault: unknown): never {
  if (fault instanceof CallRefused && fault.problem.code === 'people-would-move-soon') {
    throw new CliFault(`${fault.problem.title} ${fault.problem.detail ?? ''}`.trim(), {
      exitCode: 6,
      hint: 'Name when they change hands: --at 2026-03-16T09:00:00+01:00',
    })
  }
  throw fault
}
