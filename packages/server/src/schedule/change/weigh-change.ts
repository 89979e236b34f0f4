// What a proposed change means: lines before and after, each person's difference, what speaks
// against it, and who is told. And whether it may be made.
//
// Refusals stop everybody. A lead of the teams concerned, or a manager, overrules those they name,
// with a reason. A take-over is stopped only when a page would reach nobody: whoever takes over is
// awake and decides for themself, and nothing may keep them from it while something burns.

import {
  checkShiftChange,
  lineChanges,
  type PersonDifference,
  type Plans,
  personDifferences,
  type ShiftChangeKind,
  type ShiftCheck,
  type ShiftCheckCode,
  type ShiftLineChange,
  type Span,
  type Told,
  whoIsTold,
} from '@evenwatch/core'
import { mayEditTeam, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { shiftCheckViews } from './change-views.ts'
import type { ChangedOverrides, ChangeWorld } from './load-change-world.ts'

export type Weighed = {
  readonly kind: ShiftChangeKind
  readonly before: Plans
  readonly after: Plans
  readonly span: Span
  readonly lines: readonly ShiftLineChange[]
  readonly differences: readonly PersonDifference[]
  readonly checks: readonly ShiftCheck[]
  readonly scheduleIds: readonly string[]
}

export type Overruling = {
  readonly despite: readonly ShiftCheckCode[]
  readonly reason: string
}

export const NOTHING_OVERRULED: Overruling = { despite: [], reason: '' }

export function weighChange(
  world: ChangeWorld,
  kind: ShiftChangeKind,
  changed: ChangedOverrides & { readonly scheduleIds: readonly string[]; readonly span: Span },
): Weighed {
  const after = world.plansWith(changed)
  const { span, scheduleIds } = changed
  const lines = lineChanges(world.plans, after, span)
  const checks = checkShiftChange({
    before: world.plans,
    after,
    span,
    people: world.people,
    followed: world.followed,
    rulesOf: world.rulesOf,
  }).map((check) => softened(kind, check))
  const differences = personDifferences(lines)
  return { kind, before: world.plans, after, span, lines, differences, checks, scheduleIds }
}

/** Of overrides that would be added. */
export function spanOfAll(spans: readonly Span[]): Span {
  return {
    startsAt: Math.min(...spans.map(({ startsAt }) => startsAt)),
    endsAt: Math.max(...spans.map(({ endsAt }) => endsAt)),
  }
}

function softened(kind: ShiftChangeKind, check: ShiftCheck): ShiftCheck {
  return kind === 'take-over' && check.code !== 'unreachable'
    ? { ...check, severity: 'warning' }
    : check
}

export function mayOverrule(
  world: ChangeWorld,
  principal: Principal,
  scheduleIds: readonly string[],
): boolean {
  return scheduleIds.every((id) =>
    mayEditTeam(principal, world.schedules.get(id)?.document.teamId ?? null),
  )
}

/** Null when the change may be made. */
export function refuseUnlessAllowed(
  world: ChangeWorld,
  principal: Principal,
  { checks, scheduleIds }: Weighed,
  { despite, reason }: Overruling,
): Refusal | null {
  if (despite.length > 0) {
    if (!mayOverrule(world, principal, scheduleIds)) {
      const detail = 'Only a lead of the team or a manager overrules a limit.'
      return refuse('not-allowed', { detail })
    }
    if (reason.trim() === '') {
      const rule = 'Overruling a limit needs a reason that those affected can read.'
      return refuse('invalid-request', { fields: [{ field: 'reason', rule }] })
    }
  }
  const standing = standingRefusals(checks, despite)
  if (standing.length === 0) return null
  return refuse('breaks-limits', {
    detail: standing.map(({ sentence }) => sentence).join(' '),
    current: { checks: shiftCheckViews(world, checks) },
  })
}

export function standingRefusals(
  checks: readonly ShiftCheck[],
  despite: readonly ShiftCheckCode[],
): ShiftCheck[] {
  return checks.filter(({ severity, code }) => severity === 'refusal' && !despite.includes(code))
}

export function toldOf(
  world: ChangeWorld,
  weighed: Pick<Weighed, 'kind' | 'differences' | 'checks' | 'scheduleIds'>,
  about: {
    readonly actorUserId: string | null
    readonly owner?: string | null
    readonly asked?: readonly string[]
  },
): Told[] {
  const { kind, differences, checks, scheduleIds } = weighed
  return whoIsTold({
    kind,
    ...about,
    gains: differences.filter(({ gains }) => gains.length > 0).map(({ userId }) => userId),
    loses: differences.filter(({ loses }) => loses.length > 0).map(({ userId }) => userId),
    leads: scheduleIds.flatMap((id) => leadsOf(world, id)),
    isOverruled: checks.some(({ severity }) => severity === 'refusal'),
  })
}

export function leadsOf(world: ChangeWorld, scheduleId: string): readonly string[] {
  const teamId = world.schedules.get(scheduleId)?.document.teamId
  return (teamId ? world.teams.get(teamId)?.leadIds : undefined) ?? []
}
