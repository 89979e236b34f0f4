import type { Span } from '../platform/time.ts'
import type { SchedulePlan } from './compile-schedule.ts'
import type { OnCall } from './schedule.ts'

export type LayerSegment = Span & Pick<OnCall, 'userIds' | 'policyIds'>

/** What one layer says by itself, overrides and other layers aside, cut at the span. */
export function layerTimeline(plan: SchedulePlan, layerName: string, span: Span): LayerSegment[] {
  const layer = plan.layers.find((one) => one.name === layerName)
  if (!layer || span.startsAt >= span.endsAt) return []
  return layer.holdsIn(span.startsAt, span.endsAt).map((hold) => ({
    startsAt: Math.max(hold.startsAt, span.startsAt),
    endsAt: Math.min(hold.endsAt, span.endsAt),
    userIds: hold.onCall.userIds,
    policyIds: hold.onCall.policyIds,
  }))
}
