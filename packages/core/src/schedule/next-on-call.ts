// Who will really be on call next (rule 9): past gaps, and past those who already are. A policy
// whose slot begins is next as a person would be.

import { DAY_MS, type Instant } from '../platform/time.ts'
import { CHUNK_MS, type SchedulePlan } from './compile-schedule.ts'
import { onCallAt } from './on-call-at.ts'
import type { Because } from './schedule.ts'
import { NEXT_ON_CALL_DAYS_MAX } from './schedule-limits.ts'

export type NextOnCall = {
  readonly startsAt: Instant
  /** Those who come on call and are not on call now; empty when it is a policy. */
  readonly userIds: readonly string[]
  readonly policyIds: readonly string[]
  readonly because: readonly Because[]
}

/** Null when nobody new comes on call within NEXT_ON_CALL_DAYS_MAX. */
export function nextOnCall(plan: SchedulePlan, at: Instant): NextOnCall | null {
  const now = onCallAt(plan, at)
  const present = new Set(now.userIds)
  const horizon = at + NEXT_ON_CALL_DAYS_MAX * DAY_MS
  const last = Math.ceil(horizon / CHUNK_MS)
  for (let index = Math.floor(at / CHUNK_MS); index < last; index++) {
    for (const { startsAt, onCall } of plan.segmentsOfChunk(index)) {
      if (startsAt <= at || startsAt >= horizon) continue
      const because = onCall.because.filter((one) => !present.has(one.userId))
      const policyIds = onCall.policyIds.filter((policyId) => !now.policyIds.includes(policyId))
      if (because.length === 0 && policyIds.length === 0) continue
      return { startsAt, userIds: because.map((one) => one.userId), policyIds, because }
    }
  }
  return null
}
