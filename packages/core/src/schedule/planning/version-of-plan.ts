// A plan as the next version of its layer: the planned holders as members, in their order, and after
// them whoever has no turn in the period, so that nobody is lost when the order begins again.
//
// Every turn takes a member, also one in which nobody works; that one goes to the holder who comes
// next, so that the order has no hole when it begins again after the period.

import type { LayerVersion, Member } from '../schedule.ts'
import { MEMBERS_PER_LAYER_MAX } from '../schedule-limits.ts'
import { membersByTurn, type Period } from './lay-out-period.ts'

/**
 * `holders`: who has each turn that is worked, in order. `everybody`: who takes turns in the layer,
 * in the order in which those without a turn in the period follow after it.
 */
export function versionOfPlan(
  period: Period,
  holders: readonly string[],
  everybody: readonly string[],
): LayerVersion {
  const { following } = withoutTurn(period, holders, everybody)
  const inOrder = [...holdersByTurn(period, holders), ...following]
  const members = membersByTurn(period.firstMemberTurn, inOrder.length, (turn) => {
    const holder = inOrder[turn]
    return holder === undefined ? null : ({ userIds: [holder] } satisfies Member)
  })
  return { ...period.version, members }
}

export type WithoutTurn = {
  /** Members after those of the period. */
  readonly following: readonly string[]
  /** Members no longer: a layer has at most MEMBERS_PER_LAYER_MAX. */
  readonly dropped: readonly string[]
}

/** Whoever of everybody has no turn in the period, in the given order, each once. */
export function withoutTurn(
  { turns }: Period,
  holders: readonly string[],
  everybody: readonly string[],
): WithoutTurn {
  const others = [...new Set(everybody)].filter((one) => !holders.includes(one))
  const room = Math.max(0, MEMBERS_PER_LAYER_MAX - turns.length)
  return { following: others.slice(0, room), dropped: others.slice(room) }
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
