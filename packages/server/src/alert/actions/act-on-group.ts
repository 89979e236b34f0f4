// One action on one group, answered with the group as it is afterwards, or with why not.

import type { AlertGroup } from '@evenwatch/api'
import type { GroupAction } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { describeActor } from '../../platform/timeline/describe-actor.ts'
import { describeGroups } from '../reads/describe-groups.ts'
import { findGroup } from '../reads/group-row.ts'
import type { AlertDeps } from './alert-deps.ts'
import { refuseAlreadyDone } from './refuse-outcome.ts'

export async function actOnGroup(
  context: ServerContext,
  deps: AlertDeps,
  ref: string,
  action: GroupAction,
  principal: Principal,
): Promise<{ group: AlertGroup } | Refusal> {
  const found = await findGroup(context.pool, ref)
  if (!found) return refuse('not-found')
  const actor = formatActor(principal.actor)
  const [outcome] = await deps.actOnGroups(context, [found.id], action, actor)
  if (!outcome || outcome.outcome === 'not-found') return refuse('not-found')

  const group = await readGroup(context, deps, found.id)
  if (!group) return refuse('not-found')
  switch (outcome.outcome) {
    case 'done':
      return { group }
    case 'state-conflict':
      return refuse('state-conflict', { detail: outcome.detail, current: group })
    case 'already-done': {
      const { name } = describeActor(outcome.by, context.directory.current())
      return refuseAlreadyDone(action.kind, name, outcome.at, context.clock.now(), group)
    }
  }
}

export async function readGroup(
  context: ServerContext,
  deps: AlertDeps,
  groupId: string,
): Promise<AlertGroup | undefined> {
  const row = await findGroup(context.pool, groupId)
  if (!row) return undefined
  const [group] = await describeGroups(context, deps.pinnedPolicy, [row])
  return group
}
