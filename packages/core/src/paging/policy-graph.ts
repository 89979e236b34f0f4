// Which policies a policy may start: those its steps name, and those that hold a slot of a schedule
// its steps name.
//
// A schedule can only start what its present and its planned versions name; a rotation of the past
// starts nothing any more, so that taking a policy out of a rotation ends the call.

import type { Instant } from '../platform/time.ts'
import type { Layer, LayerVersion, Schedule, ShiftRole } from '../schedule/schedule.ts'
import type { EscalationPolicy, EscalationStep, Target } from './policy.ts'

/** Display names are what a refusal says; without one, the name. */
type Displayed = { readonly displayName?: string }
export type CallingPolicy = Pick<EscalationPolicy, 'name' | 'steps'> & Displayed
export type CallingSchedule = Pick<Schedule, 'name' | 'layers'> & Displayed

/** Policies and schedules by id, as they will be. */
export type PolicyGraph = {
  readonly policies: ReadonlyMap<string, CallingPolicy>
  readonly schedules: ReadonlyMap<string, CallingSchedule>
  readonly now: Instant
}

export type PolicyCall = {
  readonly policyId: string
  /** The schedule that the call goes through; null: the step names the policy. */
  readonly schedule: { readonly id: string; readonly name: string } | null
}

/** Everything the steps may start, each once. */
export function callsOfSteps(steps: readonly EscalationStep[], graph: PolicyGraph): PolicyCall[] {
  const calls = new Map<string, PolicyCall>()
  for (const call of steps.flatMap((step) => step.notify.flatMap((to) => callsOf(to, graph)))) {
    if (!calls.has(call.policyId)) calls.set(call.policyId, call)
  }
  return [...calls.values()]
}

export function callsOf(target: Target, graph: PolicyGraph): PolicyCall[] {
  if (target.kind === 'policy') return [{ policyId: target.id, schedule: null }]
  const named = target.kind === 'schedule' ? graph.schedules.get(target.id) : undefined
  if (!named) return []
  const schedule = { id: target.id, name: named.displayName ?? named.name }
  const role = target.kind === 'schedule' ? target.role : undefined
  return policiesOfSchedule(named, graph.now, role ?? 'primary').map(({ policyId }) => {
    return { policyId, schedule }
  })
}

export type PolicySlot = {
  readonly policyId: string
  /** Where it stands in the schedule's document. */
  readonly path: readonly (string | number)[]
}

/** The slots that a policy holds now or will hold, of one role or of all. */
export function policiesOfSchedule(
  { layers }: CallingSchedule,
  now: Instant,
  role?: ShiftRole,
): PolicySlot[] {
  return layers.flatMap((layer, l) => {
    if (role !== undefined && layer.role !== role) return []
    return layer.versions.flatMap((version, v) =>
      isOver(layer, v, now) ? [] : slotsOf(version, ['layers', l, 'versions', v]),
    )
  })
}

function slotsOf({ members }: LayerVersion, path: readonly (string | number)[]): PolicySlot[] {
  return members.flatMap((member, m) =>
    member !== null && 'policyId' in member
      ? [{ policyId: member.policyId, path: [...path, 'members', m] }]
      : [],
  )
}

function isOver({ versions }: Layer, index: number, now: Instant): boolean {
  const next = versions[index + 1]
  return next !== undefined && (next.effectiveFrom ?? Number.NEGATIVE_INFINITY) <= now
}
