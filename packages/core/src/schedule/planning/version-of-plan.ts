// A plan as the next version of its layer: the planned holders as members, in their order.
//
// Every turn takes a member, also one in which nobody works; that one goes to the holder who comes
// next, so that the order has no hole when it begins again after the period.

import type { LayerVersion, Member } from '../schedule.ts'
import { membersByTurn, type Period } from './lay-out-period.ts'

/** `holders`: who has each turn that is worked, in order. */
export function versionOfPlan(period: Period, holders: readonly string[]): LayerVersion {
  const byTurn = holdersByTurn(period, holders)
  const members = membersByTurn(period.firstMemberTurn, byTurn.length, (turn) => {
    const holder = byTurn[turn]
    return holder === undefined ? null : ({ userIds: [holder] } satisfies Member)
  })
  return { ...period.version, members }
}

function holdersByTurn({ turns }: Period, holders: readonly string[]): (string | undefined)[] {
  let next = 0
  const found = turns.map((spans) => {
    // Not moved on by an empty turn: its neighbour has it, too.
    const holder = holders[next] ?? holders.at(-1)
    if (spans.length > 0) next += 1
    return holder
  })
  return found
}
