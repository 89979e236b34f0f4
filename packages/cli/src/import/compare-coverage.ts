// The source's own answer to "who is on call when" against ours, for every schedule.
//
// Ours is compiled here from the converted documents and overrides by the functions that the engine
// pages by; the source's is what it rendered itself. A difference is explained when a finding says
// that this schedule's cover may change; every other one is a reason to stop.

import { type ConfigurationDocument, scheduleDocumentOf } from '@evenwatch/api'
import {
  assert,
  type CoverageDifference,
  compileSchedule,
  coverageDiff,
  DAY_MS,
  finalTimeline,
  type Instant,
  type Override,
  type SchedulePlan,
  type ShiftRole,
  type Span,
  teamMembersWithout,
  withoutPeople,
} from '@evenwatch/core'
import type { Finding, ImportedOverride, ImportResult, RenderedSchedule } from './import-result.ts'

export const COVERAGE_DAYS = 90

export type ScheduleCoverage = {
  readonly schedule: string
  readonly role: ShiftRole
  readonly timeZone: string
  /** What was compared; null: the source gives no shifts of its own. */
  readonly span: Span | null
  readonly differences: readonly CoverageDifference[]
  /** Why they may differ. Differences without a reason stop the import. */
  readonly reasons: readonly Finding[]
}

type ScheduleOf = Extract<ConfigurationDocument, { kind: 'Schedule' }>

export function compareCoverage(
  result: ImportResult,
  now: Instant,
  deactivated: readonly string[] = [],
): ScheduleCoverage[] {
  const plans = compileSchedules(result, deactivated)
  return result.documents
    .filter((one): one is ScheduleOf => one.kind === 'Schedule')
    .flatMap(({ metadata, spec }): ScheduleCoverage[] => {
      const schedule = metadata.name
      const reasons = result.findings.filter((one) => one.schedule === schedule)
      const head = { schedule, timeZone: spec.timeZone, reasons }
      const plan = plans.get(schedule)
      const compared = result.rendered
        .filter((one) => one.schedule === schedule)
        .flatMap((one) => (plan ? (compareLine(one, plan, now) ?? []) : []))
      if (compared.length > 0) return compared.map((one) => ({ ...head, ...one }))
      return [{ ...head, role: 'primary', span: null, differences: [] }]
    })
}

function compareLine(
  { role = 'primary', from, until, shifts }: RenderedSchedule,
  plan: SchedulePlan,
  now: Instant,
) {
  const span = {
    startsAt: Math.max(now, from),
    endsAt: Math.min(now + COVERAGE_DAYS * DAY_MS, until),
  }
  if (span.startsAt >= span.endsAt) return null
  const theirs = shifts.map(({ users, policies = [], ...shift }) => ({
    ...shift,
    userIds: users,
    policyIds: policies,
  }))
  return {
    role,
    span,
    differences: coverageDiff(theirs, finalTimeline(plan.ofRole(role), span), span),
  }
}

/** Differences that no finding explains. */
export function unexplained(coverage: readonly ScheduleCoverage[]): readonly ScheduleCoverage[] {
  return coverage.filter(({ differences, reasons }) => differences.length > 0 && !reasons.length)
}

/**
 * What the engine would page by. Our names stand for ids, since nothing is stored yet; who is
 * deactivated is never on call.
 */
export function compileSchedules(
  result: ImportResult,
  deactivated: readonly string[] = [],
): ReadonlyMap<string, SchedulePlan> {
  const isActive = (name: string) => !deactivated.includes(name)
  const teamMembers = new Map(
    result.documents.flatMap((one) =>
      one.kind === 'Team'
        ? [[one.metadata.name, [...one.spec.leads, ...one.spec.members]] as const]
        : [],
    ),
  )
  const activeMembers = teamMembersWithout(teamMembers, isActive)
  const plans = new Map<string, SchedulePlan>()
  for (const one of result.documents) {
    if (one.kind !== 'Schedule') continue
    const { name } = one.metadata
    const converted = scheduleDocumentOf(one.metadata, one.spec, (_kind, named) => named)
    // The server names these faults with their fields; there is nothing to compile until then.
    if (!converted.ok) continue
    const overrides = result.overrides.filter(({ schedule }) => schedule === name).map(overrideOf)
    const schedule = { ...converted.document, id: name, name, overrides }
    plans.set(name, compileSchedule(withoutPeople(schedule, isActive), activeMembers))
  }
  return plans
}

function overrideOf({ input, sourceRef }: ImportedOverride, position: number): Override {
  const override = {
    id: sourceRef,
    position,
    layerName: input.layer ?? null,
    role: input.role ?? 'primary',
    startsAt: Date.parse(input.startsAt),
    endsAt: Date.parse(input.endsAt),
    kind: input.kind,
    ...(input.remove !== undefined && { removeUserId: input.remove }),
    ...(input.add !== undefined && { addUserId: input.add }),
    ...(input.users !== undefined && { userIds: input.users }),
  }
  assert(override.startsAt < override.endsAt, 'an imported override ends after it starts')
  return override
}
