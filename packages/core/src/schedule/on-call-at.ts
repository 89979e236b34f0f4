import type { Instant } from '../platform/time.ts'
import { type SchedulePlan, segmentAt } from './compile-schedule.ts'
import type { OnCall } from './schedule.ts'

/** Who is on call at an instant, and why. */
export function onCallAt(plan: SchedulePlan, at: Instant): OnCall {
  return segmentAt(plan, at).onCall
}
