// Makes a proposed change: weighs it, writes its overrides, and puts it on the record. Everything
// happens in the caller's transaction, so of several overrides all are written or none.

import type { CallOutput, takeOverShift } from '@evenwatch/api'
import { assert } from '@evenwatch/core'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import type { Principal } from '../../platform/http/principal.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import { findOverrides } from '../find-overrides.ts'
import { overrideView } from '../override-views.ts'
import { insertOverride, lockSchedules } from '../write-overrides.ts'
import { announceChange, type ShiftChangeEvent } from './announce-change.ts'
import { shiftCheckViews } from './change-views.ts'
import { type ChangeWorld, loadChangeWorld } from './load-change-world.ts'
import type { Proposal } from './propose-change.ts'
import {
  NOTHING_OVERRULED,
  type Overruling,
  refuseUnlessAllowed,
  spanOfAll,
  standingRefusals,
  toldOf,
  type Weighed,
  weighChange,
} from './weigh-change.ts'

export type MadeView = CallOutput<typeof takeOverShift>

export type ChangeRecord = {
  readonly event: ShiftChangeEvent
  readonly reason: string
  readonly requestId?: string
}

export function weighProposal(world: ChangeWorld, { kind, overrides }: Proposal): Weighed {
  return weighChange(world, kind, {
    added: overrides,
    span: spanOfAll(overrides),
    scheduleIds: [...new Set(overrides.map(({ scheduleId }) => scheduleId))],
  })
}

/** What was weighed, or why nothing was written. */
export async function makeChange(
  change: Change,
  world: ChangeWorld,
  principal: Principal,
  proposal: Proposal,
  record: ChangeRecord,
  overruling: Overruling = NOTHING_OVERRULED,
): Promise<Weighed | Refusal> {
  const weighed = weighProposal(world, proposal)
  const refused = refuseUnlessAllowed(world, principal, weighed, overruling)
  if (refused) return refused
  await lockSchedules(change, weighed.scheduleIds)
  for (const override of proposal.overrides) await insertOverride(change, override)
  const overruled = standingRefusals(weighed.checks, []).map(({ code }) => code)
  await announceChange(change, {
    ...record,
    scheduleIds: weighed.scheduleIds,
    span: weighed.span,
    told: toldOf(world, weighed, { actorUserId: principal.userId, owner: proposal.ownerId }),
    overrides: proposal.overrides,
    linkId: proposal.linkId,
    despite: [...new Set(overruled)],
  })
  return weighed
}

/** The overrides that were written, as they stand now. */
export async function madeView(
  change: Change,
  proposal: Proposal,
  weighed: Weighed,
): Promise<MadeView> {
  const world = await loadChangeWorld(change.client, change.now)
  return {
    linkId: proposal.linkId,
    overrides: await linkedViews(change, world, proposal.linkId),
    checks: shiftCheckViews(world, weighed.checks),
  }
}

export async function linkedViews(change: Change, world: ChangeWorld, linkId: string) {
  const rows = await findOverrides(change.client, { linkId, includeCancelled: true })
  return rows.map((row) => {
    const plan = world.plans.get(row.scheduleId)
    assert(plan !== undefined, 'an override belongs to a schedule that exists')
    return overrideView(row, plan, world)
  })
}
