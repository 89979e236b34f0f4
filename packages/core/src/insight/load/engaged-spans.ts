// When people were at work on an alert group, read from what was done to it.
//
// Whoever acknowledges a group is engaged from then on, until it is resolved, snoozed, passed on,
// reopened, lapses or is acknowledged anew, at most ENGAGED_MS_MAX. This is the only place that says
// so. Acknowledging single alerts of a group that goes on paging is not counted.

import type { Instant, Span } from '../../platform/time.ts'
import { joinSpans } from '../../schedule/quality/join-spans.ts'
import { ENGAGED_MS_MAX } from './load-limits.ts'

export const ENGAGEMENT_BEGINS = 'group-acknowledged'
/** Entries of a group's timeline that begin or end an engagement. */
export const ENGAGEMENT_KINDS = [
  ENGAGEMENT_BEGINS,
  'group-snoozed',
  'group-resolved',
  'group-reopened',
  'group-unacknowledged',
  'acknowledgement-lapsed',
  'snooze-ended',
  'escalated',
] as const
export type EngagementKind = (typeof ENGAGEMENT_KINDS)[number]

export type GroupAnswer = {
  readonly groupId: string
  readonly at: Instant
  readonly kind: EngagementKind
  /** Null: nobody whose load is asked for. */
  readonly userId: string | null
}

export type EngagedSpan = Span & { readonly userId: string; readonly groupId: string }

/** `answers` are sorted by time. What still goes on ends now. */
export function engagedSpans(answers: readonly GroupAnswer[], now: Instant): EngagedSpan[] {
  const spans: EngagedSpan[] = []
  const since = new Map<string, { readonly userId: string; readonly startsAt: Instant }>()
  const end = (groupId: string, at: Instant) => {
    const open = since.get(groupId)
    if (!open) return
    since.delete(groupId)
    const endsAt = Math.min(at, open.startsAt + ENGAGED_MS_MAX)
    if (endsAt > open.startsAt) spans.push({ ...open, endsAt, groupId })
  }
  for (const { groupId, at, kind, userId } of answers) {
    end(groupId, at)
    if (kind === ENGAGEMENT_BEGINS && userId !== null) since.set(groupId, { userId, startsAt: at })
  }
  for (const groupId of [...since.keys()]) end(groupId, now)
  return spans
}

/** Sorted, disjoint and within the span: time on several groups at once counts once. */
export function engagedWithin(engaged: readonly Span[], span: Span): Span[] {
  const within = engaged.flatMap((one) => {
    const startsAt = Math.max(one.startsAt, span.startsAt)
    const endsAt = Math.min(one.endsAt, span.endsAt)
    return startsAt < endsAt ? [{ startsAt, endsAt }] : []
  })
  return joinSpans(within)
}
