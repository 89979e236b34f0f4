// Who has the next or previous turn, for escalation steps that ask for them: people, or a policy.
//
// The rotation meant is that of the highest layer that names somebody now, or, with nobody on
// call, of the highest with a turn running. Hours and overrides do not matter, versions do: the
// turn of a rotation that takes over next week belongs to the next version. The people and the
// policy that hold the present turn are passed over, so a step never pages them again.

import { DAY_MS, type Instant } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import type { LayerLine, Stint } from './layer-line.ts'
import { namesSomebody } from './names-somebody.ts'
import { NOBODY_ON_CALL, type OnCall } from './schedule.ts'
import { NEXT_ON_CALL_DAYS_MAX } from './schedule-limits.ts'

const FIRST_STEP_MS = 32 * DAY_MS
const REACH_MS = NEXT_ON_CALL_DAYS_MAX * DAY_MS

export type TurnHolders = Pick<OnCall, 'userIds' | 'policyIds'>

export function nextMemberInRotation(plan: SchedulePlan, at: Instant): TurnHolders | null {
  return memberInRotation(plan, at, 1)
}

export function previousMemberInRotation(plan: SchedulePlan, at: Instant): TurnHolders | null {
  return memberInRotation(plan, at, -1)
}

function memberInRotation(plan: SchedulePlan, at: Instant, direction: 1 | -1): TurnHolders | null {
  const layer = leadingLayer(plan, at)
  if (!layer) return null
  const present = layer.stintsIn(at, at + 1)[0]?.onCall ?? NOBODY_ON_CALL
  const othersOf = ({ onCall }: Stint): TurnHolders => ({
    userIds: onCall.userIds.filter((userId) => !present.userIds.includes(userId)),
    policyIds: onCall.policyIds.filter((policyId) => !present.policyIds.includes(policyId)),
  })
  for (let reach = FIRST_STEP_MS; ; reach = Math.min(reach * 2, REACH_MS)) {
    const stints =
      direction === 1 ? layer.stintsIn(at, at + reach) : layer.stintsIn(at - reach, at).reverse()
    const found = stints.find((stint) => {
      const isElsewhere = direction === 1 ? stint.startsAt > at : stint.endsAt <= at
      return isElsewhere && namesSomebody(othersOf(stint))
    })
    if (found) return othersOf(found)
    if (reach >= REACH_MS) return null
  }
}

function leadingLayer(plan: SchedulePlan, at: Instant): LayerLine | null {
  const byPriority = [...plan.layers].sort((a, b) => b.priority - a.priority)
  const naming = byPriority.find((layer) => layer.holdsIn(at, at + 1).length > 0)
  return naming ?? byPriority.find((layer) => layer.stintsIn(at, at + 1).length > 0) ?? null
}
