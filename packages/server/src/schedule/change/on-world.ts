// Runs a change of shifts: one transaction, the world as it stands in it, and who asks.

import type { ServerContext } from '../../platform/context.ts'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import { changeDefinitions } from '../../platform/definitions/change-definitions.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { type ChangeWorld, loadChangeWorld, type ScheduleDefinition } from './load-change-world.ts'
import type { Proposer } from './propose-change.ts'

export type WorldChange = {
  readonly change: Change
  readonly world: ChangeWorld
  readonly proposer: Proposer
}

export function inWorld<Result>(
  context: ServerContext,
  principal: Principal,
  work: (on: WorldChange) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return changeDefinitions(context, formatActor(principal.actor), async (change) => {
    const world = await loadChangeWorld(change.client, change.now)
    return work({ change, world, proposer: { world, me: principal.userId, newId: change.newId } })
  })
}

export function onWorld<Result>(
  context: ServerContext,
  principal: Principal,
  ref: string,
  work: (on: WorldChange & { readonly schedule: ScheduleDefinition }) => Promise<Result | Refusal>,
): Promise<Result | Refusal> {
  return inWorld(context, principal, async (on) => {
    const found = await findDefinition(on.change.client, 'Schedule', ref)
    const schedule = found && on.world.schedules.get(found.id)
    return schedule ? work({ ...on, schedule }) : refuse('not-found')
  })
}
