// Where a change meets what somebody else decided before: overrides that already stand in its span.
//
// A change that relieves one person meets them only where that person is off call because of an
// override: there it would do nothing, now, and something unasked for once the other is cancelled.
// Cover of cover is no conflict, because whoever is relieved is on call by the earlier override. A
// list of people meets every override that acts; one more person meets none. Overrides that a
// calendar brings are the rotation of their line, and decided by nobody.

import type { Span } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { finalTimeline } from '../final-timeline.ts'
import { overrideEffects } from '../override-effects.ts'
import type { OverrideKind } from '../schedule.ts'
import { overlaps } from './duty-of.ts'

export type OverrideConflict = Span & { readonly overrideId: string }

export type MeantChange = Span & {
  readonly kind: OverrideKind
  readonly removeUserId: string | null
  /** Of one layer: it acts beneath the overrides of the final line. */
  readonly layerName: string | null
}

/** `plan`: that of the change's role, without the change. In the order of time, without overlap. */
export function overrideConflicts(
  plan: SchedulePlan,
  change: MeantChange,
  followed: ReadonlySet<string>,
): OverrideConflict[] {
  const { kind, removeUserId } = change
  if (kind === 'add' || change.layerName !== null) return []
  const standing = plan.schedule.overrides
    .filter((one) => one.layerName === null && overlaps(one, change) && !followed.has(one.id))
    .map(({ id }) => id)
  // Most spans hold none, and then nothing is compiled.
  if (standing.length === 0) return []
  const decided = plan.schedule.overrides
    .filter(({ id }) => standing.includes(id))
    .sort((a, b) => b.position - a.position)
    .flatMap((one) => overrideEffects(plan, one).map((span) => ({ span, overrideId: one.id })))
  const conflicts: OverrideConflict[] = []
  for (const segment of finalTimeline(plan, change)) {
    if (removeUserId !== null && segment.userIds.includes(removeUserId)) continue
    for (const part of decidedParts(segment, decided)) push(conflicts, part)
  }
  return conflicts
}

type Decided = { readonly span: Span; readonly overrideId: string }

/** The latest override of each part: `decided` begins with the latest. */
function decidedParts(segment: Span, decided: readonly Decided[]): OverrideConflict[] {
  const edges = [segment.startsAt, segment.endsAt]
  for (const { span } of decided) {
    for (const at of [span.startsAt, span.endsAt]) {
      if (at > segment.startsAt && at < segment.endsAt) edges.push(at)
    }
  }
  const cuts = [...new Set(edges)].sort((a, b) => a - b)
  return cuts.flatMap((startsAt, i) => {
    const endsAt = cuts[i + 1]
    if (endsAt === undefined) return []
    const by = decided.find(({ span }) => overlaps(span, { startsAt, endsAt }))
    return by ? [{ startsAt, endsAt, overrideId: by.overrideId }] : []
  })
}

function push(conflicts: OverrideConflict[], part: OverrideConflict): void {
  const last = conflicts.at(-1)
  if (last?.endsAt === part.startsAt && last.overrideId === part.overrideId) {
    conflicts[conflicts.length - 1] = { ...last, endsAt: part.endsAt }
  } else conflicts.push(part)
}
