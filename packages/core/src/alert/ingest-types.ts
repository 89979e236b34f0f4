// The words of ingest: what a batch of events finds open, and what shall be written.

import type { RunCause } from '../paging/policy.ts'
import type { Instant } from '../platform/time.ts'
import type { InboundEvent, Severity, Urgency } from './event.ts'

export type GroupStatus = 'triggered' | 'acknowledged' | 'resolved'
/** An alert has the same three states as its group. */
export type AlertStatus = GroupStatus

/** Scope and key as one text: the identity under which at most one alert is open. */
export function slotKey(scopeId: string, dedupKey: string): string {
  return `${scopeId}\u0000${dedupKey}`
}

/** Service and shared label values as one text. */
export function groupSlotKey(serviceId: string, groupKey: string): string {
  return `${serviceId}\u0000${groupKey}`
}

/** An event with everything the configuration says about it, before anything open is known. */
export type RoutedEvent = {
  /** Identity in the event log, made before deciding. */
  readonly id: string
  readonly event: InboundEvent
  readonly scopeId: string
  readonly dedupKey: string
  readonly integrationId: string | null
  readonly serviceId: string
  readonly urgency: Urgency
  /** The event's own and those of routing. */
  readonly warnings: readonly string[]
  readonly policyId: string
  readonly policyVersion: number
  /** When the policy's first step is due, counted from the start of a run. */
  readonly firstStepAfterMs: number
  /** Null: a group of one. */
  readonly groupKey: string | null
  readonly groupWindowMs: number
  readonly repage: 'whenMoreUrgent' | 'always'
  readonly runbookUrl: string | null
  readonly isTest: boolean
}

/** The part of an alert that ingest decides by. */
export type OpenAlert = {
  readonly id: string
  readonly groupId: string
  readonly status: AlertStatus
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly eventCount: number
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
}

export type OpenGroup = {
  readonly id: string
  readonly status: GroupStatus
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly acknowledgedBy: string | null
  readonly acknowledgedAt: Instant | null
  readonly alertCount: number
  readonly triggeredCount: number
  readonly openCount: number
}

export type IngestState = {
  /** By `slotKey`. A resolved alert in it counts as none. */
  readonly alerts: ReadonlyMap<string, OpenAlert>
  readonly groups: ReadonlyMap<string, OpenGroup>
  /** By `groupSlotKey`. */
  readonly groupSlots: ReadonlyMap<
    string,
    { readonly groupId: string; readonly lastJoinedAt: Instant }
  >
}

export type AlertWrite = {
  readonly id: string
  readonly groupId: string
  readonly status: AlertStatus
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly eventCount: number
  readonly lastEventAt: Instant
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  readonly resolvedAt: Instant | null
  readonly resolvedBy: string | null
  /** The event that opened it; null for an alert that was open before. */
  readonly openedBy: RoutedEvent | null
}

export type GroupWrite = {
  readonly id: string
  readonly status: GroupStatus
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly lastEventAt: Instant
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  readonly resolvedAt: Instant | null
  readonly resolvedBy: string | null
  readonly alertCount: number
  readonly triggeredCount: number
  readonly openCount: number
  /** The event that opened it; null for a group that was open before. */
  readonly openedBy: RoutedEvent | null
}

export type RunStart = {
  readonly id: string
  readonly groupId: string
  readonly policyId: string
  readonly policyVersion: number
  readonly urgency: Urgency
  readonly cause: RunCause
  /** When the engine has to look at it first. */
  readonly dueAt: Instant
}

/** Runs of a group that end or are acknowledged because of this batch; new runs start after it. */
export type RunStop = {
  readonly groupId: string
  readonly reason: 'acknowledged' | 'resolved' | 'superseded'
}

export type SlotWrite = {
  readonly scopeId: string
  readonly dedupKey: string
  readonly openAlertId: string | null
  readonly openGroupId: string | null
}

export type GroupSlotWrite = {
  readonly serviceId: string
  readonly groupKey: string
  readonly openGroupId: string
}

export type IngestEffect = 'opened' | 'repeated' | 'acknowledged' | 'resolved' | 'ignored'

export type EventOutcome = {
  readonly eventId: string
  readonly dedupKey: string
  readonly effect: IngestEffect
  readonly alertId: string | null
  readonly groupId: string | null
  readonly warnings: readonly string[]
}

/** A line of the record, about a group. */
export type GroupRecord = {
  readonly groupId: string
  readonly kind:
    | 'alert-opened'
    | 'alert-acknowledged'
    | 'alert-resolved'
    | 'urgency-raised'
    | 'group-acknowledged'
    | 'group-resolved'
  readonly integrationId: string | null
  readonly data: { readonly [key: string]: string | number | null | readonly string[] }
}

export type IngestDecision = {
  /** One for each event, in order. */
  readonly outcomes: readonly EventOutcome[]
  readonly alerts: readonly AlertWrite[]
  readonly groups: readonly GroupWrite[]
  readonly slots: readonly SlotWrite[]
  readonly groupSlots: readonly GroupSlotWrite[]
  readonly runStarts: readonly RunStart[]
  readonly runStops: readonly RunStop[]
  readonly records: readonly GroupRecord[]
}
