// Cover that a lead or a manager arranges for somebody who cannot do it themself.

import type { ShiftCheckCode, ShiftRole } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { type MadeView, madeView, makeChange } from './make-change.ts'
import { onWorld } from './on-world.ts'
import { proposeCover, readActivePerson, readFutureSpan, readPerson } from './propose-change.ts'
import { splitProposal } from './split-around.ts'
import { mayOverrule } from './weigh-change.ts'

export type ArrangeInput = {
  readonly role: ShiftRole
  readonly from: string
  readonly until: string
  readonly away: string
  readonly cover: string
  readonly reason: string
  readonly despite: readonly ShiftCheckCode[]
  /** Only where nobody decided otherwise before. */
  readonly split: boolean
}

/** The route lets in leads of any team; whether this schedule is theirs is decided here. */
export function arrangeCover(
  context: ServerContext,
  principal: Principal,
  ref: string,
  input: ArrangeInput,
): Promise<MadeView | Refusal> {
  return onWorld(context, principal, ref, async ({ change, schedule, world, proposer }) => {
    if (!mayOverrule(world, principal, [schedule.id])) return refuse('not-allowed')
    const span = readFutureSpan(input, change.now)
    if (isRefusal(span)) return span
    const away = readPerson(proposer, input.away, 'away')
    if (isRefusal(away)) return away
    const cover = readActivePerson(proposer, input.cover, 'cover')
    if (isRefusal(cover)) return cover
    const whole = proposeCover(
      proposer,
      { ...span, scheduleId: schedule.id, role: input.role },
      { ownerId: away.id, coverId: cover.id },
      { cause: 'arranged', linkId: change.newId(), reason: input.reason },
    )
    if (isRefusal(whole)) return whole
    const proposal = input.split ? splitProposal(proposer, whole) : whole
    if (isRefusal(proposal)) return proposal
    const record = { event: 'cover-arranged', reason: input.reason } as const
    const made = await makeChange(change, world, principal, proposal, record, input)
    return isRefusal(made) ? made : madeView(change, proposal, made)
  })
}
