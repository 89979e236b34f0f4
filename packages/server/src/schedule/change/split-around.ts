// Leaves out of a change what other overrides decided before it: pieces around them, which belong
// together by their link.
//
// Cover and swaps always do, because what an override took from somebody is not theirs to give.
// Other changes do when that is asked for; else they stand as one, on top of what was decided.

import { overrideConflicts, type Span, spansWithout } from '@evenwatch/core'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import type { NewOverride } from '../write-overrides.ts'
import type { ChangeWorld } from './load-change-world.ts'
import type { LineSpan, Proposal, Proposer } from './propose-change.ts'

export type Conflict = LineSpan & { readonly overrideId: string }

/** Of each override that would be written, with what stands already; in the order of time. */
export function conflictsOf(world: ChangeWorld, overrides: readonly NewOverride[]): Conflict[] {
  const seen = new Set<string>()
  const conflicts: Conflict[] = []
  for (const override of overrides) {
    for (const conflict of conflictsOfOne(world, override)) {
      const key = `${conflict.overrideId} ${conflict.startsAt} ${conflict.role}`
      if (!seen.has(key)) conflicts.push(conflict)
      seen.add(key)
    }
  }
  return conflicts.sort((a, b) => a.startsAt - b.startsAt)
}

function conflictsOfOne(world: ChangeWorld, override: NewOverride): Conflict[] {
  const { scheduleId, role } = override
  const plan = world.plans.get(scheduleId)?.ofRole(role)
  const found = plan ? overrideConflicts(plan, override, world.followed) : []
  return found.map((conflict) => ({ ...conflict, scheduleId, role }))
}

/** The first piece keeps the override's id. */
export function piecesOf(
  { world, newId }: Pick<Proposer, 'world' | 'newId'>,
  override: NewOverride,
): NewOverride[] {
  const span: Span = { startsAt: override.startsAt, endsAt: override.endsAt }
  return spansWithout([span], conflictsOfOne(world, override)).map((piece, i) => ({
    ...override,
    ...piece,
    id: i === 0 ? override.id : newId(),
  }))
}

export function splitProposal(
  proposer: Pick<Proposer, 'world' | 'newId'>,
  proposal: Proposal,
): Proposal | Refusal {
  const overrides = proposal.overrides.flatMap((one) => piecesOf(proposer, one))
  return overrides.length === 0 ? nothingLeft() : { ...proposal, overrides }
}

export function nothingLeft(): Refusal {
  return refuse('state-conflict', { detail: 'Other overrides decide all of it already.' })
}
