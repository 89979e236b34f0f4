// Taking over: from now on the caller is on call instead of whoever is. Escalation reads schedules
// live at each step, so the next page goes to them.

import type { CallOutput, takeOverShift as route } from '@evenwatch/api'
import type { ShiftRole } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { madeView, makeChange } from './make-change.ts'
import { onWorld } from './on-world.ts'
import { proposeTakeOver } from './propose-change.ts'

export type TakeOverInput = {
  readonly role: ShiftRole
  readonly until?: string | undefined
  readonly of?: string | undefined
  readonly reason: string
}

export function takeOverShift(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: TakeOverInput,
): Promise<CallOutput<typeof route> | Refusal> {
  return onWorld(context, principal, ref, async ({ change, schedule, world, proposer }) => {
    const proposal = proposeTakeOver(proposer, schedule, input)
    if (isRefusal(proposal)) return proposal
    const record = { event: 'taken-over', reason: input.reason } as const
    const made = await makeChange(change, world, principal, proposal, record)
    return isRefusal(made) ? made : madeView(change, proposal, made)
  })
}
