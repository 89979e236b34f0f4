// Which overrides are still to be written: those that are not here, and those that were changed in
// the source since they came. They are known by where they came from.
//
// One that was cancelled here stays cancelled. One that is here and no longer there stays, too, and
// is named: files may hold no overrides at all, and taking cover away needs a person's word.

import {
  CallRefused,
  type Client,
  type ConfigurationPlan,
  listOverrides,
  type OverrideView,
} from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import { listAll } from '../connection/list-all.ts'
import type { Finding, ImportedOverride, ImportResult } from './import-result.ts'

const LIST_LIMIT = 200

export type OverrideWrite = {
  readonly override: ImportedOverride
  /** The one here that it changes; null: it is new. */
  readonly id: string | null
}

export type PlannedOverrides = {
  readonly writes: readonly OverrideWrite[]
  readonly findings: readonly Finding[]
}

export async function planOverrides(
  call: Client,
  result: ImportResult,
  plan: ConfigurationPlan,
  options: { readonly now: Instant; readonly refPrefix: string },
): Promise<PlannedOverrides> {
  const writes: OverrideWrite[] = []
  const findings: Finding[] = []
  for (const { kind, name, change } of plan.changes) {
    if (kind !== 'Schedule') continue
    const wanted = result.overrides.filter(({ schedule }) => schedule === name)
    const here = change === 'create' ? [] : await overridesOf(call, name)
    const byRef = new Map(here.map((one) => [one.sourceRef, one]))
    for (const override of wanted) {
      const stored = byRef.get(override.sourceRef)
      if (stored === undefined) writes.push({ override, id: null })
      else if (isOpen(stored, options.now) && differs(override, stored)) {
        writes.push({ override, id: stored.id })
      }
    }
    const refs = new Set(wanted.map(({ sourceRef }) => sourceRef))
    const left = here.filter(
      (one) => one.sourceRef?.startsWith(options.refPrefix) && !refs.has(one.sourceRef),
    )
    findings.push(...left.filter((one) => isOpen(one, options.now)).map((one) => gone(one, name)))
  }
  return { writes, findings }
}

function isOpen({ cancelledAt, endsAt }: OverrideView, now: Instant): boolean {
  return cancelledAt === null && Date.parse(endsAt) > now
}

function differs({ input }: ImportedOverride, stored: OverrideView): boolean {
  const wanted = [
    input.layer ?? null,
    input.kind,
    input.remove ?? null,
    input.add ?? null,
    [...(input.users ?? [])].sort(),
    Date.parse(input.startsAt),
    Date.parse(input.endsAt),
  ]
  const present = [
    stored.layer,
    stored.kind,
    stored.remove?.name ?? null,
    stored.add?.name ?? null,
    stored.users.map(({ name }) => name).sort(),
    Date.parse(stored.startsAt),
    Date.parse(stored.endsAt),
  ]
  return JSON.stringify(wanted) !== JSON.stringify(present)
}

function gone({ sourceRef }: OverrideView, schedule: string): Finding {
  return {
    outcome: 'changed',
    code: 'not-found-in-source',
    object: { kind: 'override', id: sourceRef ?? '', name: `${sourceRef} of ${schedule}` },
    detail: 'It came from there and is there no longer; cancel it here if it is not wanted.',
  }
}

function overridesOf(call: Client, schedule: string): Promise<OverrideView[]> {
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
