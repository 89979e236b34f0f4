// Cancels overrides that share a link: both halves of a swap, the stretches of a temporary schedule.
//
// Allowed to those who lead the schedules concerned. Cover and swaps may also be cancelled by the
// people in them; a take-over by anybody who may take over.

import type { CallOutput, cancelOverrideLink as route } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { isFollowed } from '../feeds/is-followed.ts'
import { findOverrides, type OverrideRow } from '../find-overrides.ts'
import { cancelOverrides } from './cancel-overrides.ts'
import { type ChangeWorld, loadChangeWorld } from './load-change-world.ts'
import { linkedViews } from './make-change.ts'
import { onWorld } from './on-world.ts'
import { mayOverrule } from './weigh-change.ts'

export function cancelOverrideLink(
  context: ServerContext,
  principal: Principal,
  ref: string,
  linkId: string,
  confirm: boolean,
): Promise<CallOutput<typeof route> | Refusal> {
  return onWorld(context, principal, ref, async (on) => {
    const { change, world, schedule } = on
    const rows = await findOverrides(change.client, { linkId, includeCancelled: true })
    if (!rows.some(({ scheduleId }) => scheduleId === schedule.id)) return refuse('not-found')
    if (rows.some(isFollowed)) {
      return refuse('state-conflict', { detail: 'A calendar brings these: change them there.' })
    }
    if (!mayCancelLinked(world, principal, rows)) return refuse('not-allowed')
    const done = await cancelOverrides(on, principal, rows, {
      event: 'overrides-cancelled',
      reason: '',
      linkId,
      confirm,
    })
    if (isRefusal(done)) return done
    const now = await loadChangeWorld(change.client, change.now)
    return { linkId, overrides: await linkedViews(change, now, linkId) }
  })
}

export function mayCancelLinked(
  world: ChangeWorld,
  principal: Principal,
  rows: readonly OverrideRow[],
): boolean {
  if (mayOverrule(world, principal, [...new Set(rows.map((row) => row.scheduleId))])) return true
  return rows.every(({ cause, removeUserId, addUserId }) => {
    if (cause === 'arranged' || cause === 'temporary') return false
    if (cause !== 'cover' && cause !== 'swap') return true
    return principal.userId !== null && [removeUserId, addUserId].includes(principal.userId)
  })
}
