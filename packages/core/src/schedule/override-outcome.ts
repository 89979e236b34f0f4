// Whether one override decides who is on call: wholly, in part, or not at all, and why not.
//
// Rule 7: it acts on what stands after the earlier ones. Where it changes nobody there, the person
// was not on call, or the people were so already. Where it did, but what it made is gone after a
// later one, the later one decides. A later one that changes nobody takes nothing away.

import { DAY_MS, type Span } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import type { OverrideStep } from './compose-line.ts'
import type { Override } from './schedule.ts'
import { OVERRIDE_DAYS_MAX } from './schedule-limits.ts'

export const IDLE_REASONS = [
  'later-override',
  'not-on-call',
  'already-so',
  'layer-not-seen',
  'person-left',
] as const
export type IdleReason = (typeof IDLE_REASONS)[number]

/** Where an override decides nothing, and the other override behind that, if there is one. */
export type IdleSpan = Span & { readonly why: IdleReason; readonly overrideId: string | null }

export const OVERRIDE_ACTS = ['wholly', 'in-part', 'not'] as const

export type OverrideOutcome = {
  readonly acts: (typeof OVERRIDE_ACTS)[number]
  readonly spans: readonly Span[]
  readonly idle: readonly IdleSpan[]
}

/** `plan` holds the override; one it does not hold was made for people who have left. */
export function overrideOutcome(plan: SchedulePlan, override: Override): OverrideOutcome {
  const line = plan.ofRole(override.role)
  const span: Span = {
    startsAt: override.startsAt,
    endsAt: Math.min(override.endsAt, override.startsAt + OVERRIDE_DAYS_MAX * DAY_MS),
  }
  const own = line.schedule.overrides.find(({ id }) => id === override.id)
  if (!own) return idleThroughout(span, 'person-left')
  const spans: Span[] = []
  const idle: IdleSpan[] = []
  for (const { startsAt, endsAt, steps } of line.overrideSteps(span)) {
    const found = idleReason(steps, own)
    if (found === null) join(spans, { startsAt, endsAt }, () => true)
    else {
      const isAlike = (last: IdleSpan) =>
        last.why === found.why && last.overrideId === found.overrideId
      join(idle, { startsAt, endsAt, ...found }, isAlike)
    }
  }
  if (spans.length === 0 && idle.length === 0) return idleThroughout(span, 'layer-not-seen')
  return { acts: idle.length === 0 ? 'wholly' : spans.length > 0 ? 'in-part' : 'not', spans, idle }
}

function idleThroughout(span: Span, why: IdleReason): OverrideOutcome {
  return { acts: 'not', spans: [], idle: [{ ...span, why, overrideId: null }] }
}

/** Null: it decides here. */
function idleReason(
  steps: readonly OverrideStep[],
  own: Override,
): Pick<IdleSpan, 'why' | 'overrideId'> | null {
  const at = steps.findIndex(({ override }) => override.id === own.id)
  const step = steps[at]
  if (!step) return { why: 'layer-not-seen', overrideId: null }
  const gained = step.after.filter((userId) => !step.before.includes(userId))
  const lost = step.before.filter((userId) => !step.after.includes(userId))
  if (gained.length + lost.length === 0) return whyNobodyMoved(steps.slice(0, at), step)
  const later = laterDecider(steps.slice(at + 1), own, gained, lost)
  return later === null ? null : { why: 'later-override', overrideId: later.id }
}

/** The later override after which nothing is left of what this one made. */
function laterDecider(
  later: readonly OverrideStep[],
  own: Override,
  gained: readonly string[],
  lost: readonly string[],
): Override | null {
  let here = gained
  let away = lost
  for (const { override, before, after } of later) {
    const isMove = before.length !== after.length || before.some((id) => !after.includes(id))
    if (!isMove) continue
    // A list says all of its line anew, whoever stood there.
    if (override.kind === 'set' && covers(override, own)) return override
    here = here.filter((userId) => after.includes(userId))
    away = away.filter((userId) => !after.includes(userId))
    if (gained.length > 0 ? here.length === 0 : away.length === 0) return override
  }
  return null
}

function covers(override: Override, own: Override): boolean {
  return override.layerName === null || override.layerName === own.layerName
}

function whyNobodyMoved(
  earlier: readonly OverrideStep[],
  { override, before }: OverrideStep,
): Pick<IdleSpan, 'why' | 'overrideId'> {
  const { kind, removeUserId, addUserId, userIds, layerName } = override
  if ((kind === 'replace' || kind === 'remove') && removeUserId !== undefined) {
    if (!before.includes(removeUserId)) {
      const taker = earlier.findLast(
        (one) => one.before.includes(removeUserId) && !one.after.includes(removeUserId),
      )
      return { why: 'not-on-call', overrideId: taker?.override.id ?? null }
    }
    // On call, but by another layer than the one it was made for, or by several.
    return { why: layerName === null ? 'already-so' : 'layer-not-seen', overrideId: null }
  }
  const wanted = addUserId === undefined ? (userIds ?? []) : [addUserId]
  const isSo =
    layerName === null || (wanted.length > 0 && wanted.every((id) => before.includes(id)))
  return { why: isSo ? 'already-so' : 'layer-not-seen', overrideId: null }
}

/** Neighbours that say the same become one. */
function join<S extends Span>(list: S[], next: S, isAlike: (last: S) => boolean): void {
  const last = list.at(-1)
  if (last && last.endsAt === next.startsAt && isAlike(last)) {
    list[list.length - 1] = { ...last, endsAt: next.endsAt }
  } else list.push(next)
}
