// A temporary schedule: linked overrides that stand instead of the schedule's own line for a span.
// They are cancelled together.

import type { ShiftCheckCode, ShiftRole } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { type MadeView, madeView, makeChange } from './make-change.ts'
import { onWorld } from './on-world.ts'
import { proposeTemporary } from './propose-change.ts'
import { splitProposal } from './split-around.ts'
import { mayOverrule } from './weigh-change.ts'

export type TemporaryInput = {
  readonly role: ShiftRole
  readonly from: string
  readonly until: string
  readonly shifts: readonly {
    readonly from: string
    readonly until: string
    readonly users: readonly string[]
  }[]
  readonly reason: string
  readonly despite: readonly ShiftCheckCode[]
  /** Only where nobody decided otherwise before. */
  readonly split: boolean
}

export function setTemporarySchedule(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: TemporaryInput,
): Promise<MadeView | Refusal> {
  return onWorld(context, principal, ref, async ({ change, schedule, world, proposer }) => {
    if (!mayOverrule(world, principal, [schedule.id])) return refuse('not-allowed')
    const whole = proposeTemporary(proposer, schedule, input)
    if (isRefusal(whole)) return whole
    const proposal = input.split ? splitProposal(proposer, whole) : whole
    if (isRefusal(proposal)) return proposal
    const record = { event: 'temporary-schedule-set', reason: input.reason } as const
    const made = await makeChange(change, world, principal, proposal, record, input)
    return isRefusal(made) ? made : madeView(change, proposal, made)
  })
}
