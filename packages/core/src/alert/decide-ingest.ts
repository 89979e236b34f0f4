// Decides what a batch of events does to what is open.
//
// Pure: events are folded in arrival order, every one of them (trigger, resolve, trigger is two
// alerts), over working copies of the open alerts and groups; the result is what to write.
// Invariants: at most one open alert per (scope, key); a group is resolved exactly when it has no
// open alert and acknowledged exactly when it has open ones and none is triggered; a run starts
// when a group opens, becomes more urgent, or is told to page again (design section 3, rules 11-14).

import { assert } from '../platform/assert.ts'
import type { Instant } from '../platform/time.ts'
import { SEVERITIES, type Severity, type Urgency } from './event.ts'
import {
  type AlertWrite,
  type EventOutcome,
  type GroupRecord,
  type GroupSlotWrite,
  type GroupWrite,
  groupSlotKey,
  type IngestDecision,
  type IngestState,
  type RoutedEvent,
  type RunStart,
  type RunStop,
  type SlotWrite,
  slotKey,
} from './ingest-types.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type WorkingAlert = Mutable<AlertWrite>
type WorkingGroup = Mutable<GroupWrite>

export function decideIngest(
  state: IngestState,
  events: readonly RoutedEvent[],
  now: Instant,
  newId: () => string,
): IngestDecision {
  const fold = new IngestFold(state, now, newId)
  const outcomes = events.map((event) => fold.take(event))
  return fold.decision(outcomes)
}

class IngestFold {
  private readonly state: IngestState
  private readonly now: Instant
  private readonly newId: () => string
  /** What this batch has touched: by id, in order of first touch. */
  private readonly alerts = new Map<string, WorkingAlert>()
  private readonly groups = new Map<string, WorkingGroup>()
  /** Which alert a slot holds after the events so far; null: none. */
  private readonly slots = new Map<string, SlotWrite>()
  private readonly groupSlots = new Map<string, GroupSlotWrite>()
  /** At most one run a group starts: the last reason wins, earlier ones never paged. */
  private readonly runStarts = new Map<string, RunStart>()
  private readonly runStops = new Map<string, RunStop>()
  private readonly records: GroupRecord[] = []

  constructor(state: IngestState, now: Instant, newId: () => string) {
    this.state = state
    this.now = now
    this.newId = newId
  }

  take(routed: RoutedEvent): EventOutcome {
    const alert = this.openAlert(routed)
    switch (routed.event.action) {
      case 'trigger':
        return alert ? this.repeat(alert, routed) : this.open(routed)
      case 'acknowledge':
        return alert ? this.acknowledge(alert, routed) : this.ignore(routed)
      case 'resolve':
        return alert ? this.resolve(alert, routed) : this.ignore(routed)
    }
  }

  decision(outcomes: readonly EventOutcome[]): IngestDecision {
    return {
      outcomes,
      alerts: [...this.alerts.values()],
      groups: [...this.groups.values()],
      slots: [...this.slots.values()],
      groupSlots: [...this.groupSlots.values()],
      runStarts: [...this.runStarts.values()],
      runStops: [...this.runStops.values()],
      records: this.records,
    }
  }

  // -------------------------------------------------------------------------- one event

  private open(routed: RoutedEvent): EventOutcome {
    const alertId = this.newId()
    const group = this.joinableGroup(routed) ?? this.openGroup(routed)
    const { event, urgency } = routed
    const joinsQuietly = group.status === 'acknowledged' && !this.pagesAgain(group, routed)

    const alert: WorkingAlert = {
      id: alertId,
      groupId: group.id,
      status: joinsQuietly ? 'acknowledged' : 'triggered',
      urgency,
      severity: event.severity,
      eventCount: 1,
      lastEventAt: this.now,
      acknowledgedAt: joinsQuietly ? this.now : null,
      acknowledgedBy: joinsQuietly ? group.acknowledgedBy : null,
      resolvedAt: null,
      resolvedBy: null,
      openedBy: routed,
    }
    this.alerts.set(alertId, alert)
    group.alertCount += 1
    group.openCount += 1
    if (alert.status === 'triggered') group.triggeredCount += 1
    group.lastEventAt = this.now
    this.setSlot(routed, alert)
    this.setGroupSlot(routed, group)
    this.record(group, routed, 'alert-opened', {
      alertId,
      summary: event.summary,
      severity: event.severity,
      urgency,
      warnings: routed.warnings,
    })
    if (group.openedBy !== routed && !joinsQuietly) this.pageForJoining(group, routed)
    this.raise(group, routed)
    return this.outcome(routed, 'opened', alert)
  }

  private repeat(alert: WorkingAlert, routed: RoutedEvent): EventOutcome {
    const group = this.group(alert.groupId)
    alert.eventCount += 1
    alert.lastEventAt = this.now
    group.lastEventAt = this.now
    const isMoreUrgent = routed.urgency === 'high' && alert.urgency === 'low'
    if (isMoreUrgent) {
      alert.urgency = 'high'
      if (alert.status === 'acknowledged') {
        alert.status = 'triggered'
        alert.acknowledgedAt = null
        alert.acknowledgedBy = null
        group.triggeredCount += 1
      }
      if (group.urgency === 'low') this.pageForJoining(group, routed)
      else if (group.status === 'acknowledged') this.retrigger(group, routed, 'urgency-raised')
    }
    alert.severity = worseSeverity(alert.severity, routed.event.severity)
    this.raise(group, routed)
    return this.outcome(routed, 'repeated', alert)
  }

  private acknowledge(alert: WorkingAlert, routed: RoutedEvent): EventOutcome {
    const group = this.group(alert.groupId)
    alert.lastEventAt = this.now
    if (alert.status === 'triggered') {
      alert.status = 'acknowledged'
      alert.acknowledgedAt = this.now
      alert.acknowledgedBy = actorOf(routed)
      group.triggeredCount -= 1
      this.record(group, routed, 'alert-acknowledged', { alertId: alert.id })
      this.settle(group, routed)
    }
    return this.outcome(routed, 'acknowledged', alert)
  }

  private resolve(alert: WorkingAlert, routed: RoutedEvent): EventOutcome {
    const group = this.group(alert.groupId)
    if (alert.status === 'triggered') group.triggeredCount -= 1
    group.openCount -= 1
    group.lastEventAt = this.now
    alert.status = 'resolved'
    alert.lastEventAt = this.now
    alert.resolvedAt = this.now
    alert.resolvedBy = actorOf(routed)
    this.setSlot(routed, null)
    this.record(group, routed, 'alert-resolved', { alertId: alert.id })
    this.settle(group, routed)
    return this.outcome(routed, 'resolved', alert)
  }

  /** Accepted and without effect: the sender speaks of an alert that is not open. */
  private ignore(routed: RoutedEvent): EventOutcome {
    this.touchSlot(routed)
    return this.outcome(routed, 'ignored', null)
  }

  // -------------------------------------------------------------------------- groups

  private joinableGroup(routed: RoutedEvent): WorkingGroup | null {
    if (routed.groupKey === null) return null
    const key = groupSlotKey(routed.serviceId, routed.groupKey)
    const ours = this.groupSlots.get(key)
    const before = this.state.groupSlots.get(key)
    // A member that came in this batch came just now, so the window cannot have passed.
    const groupId = ours?.openGroupId ?? this.groupWithinWindow(before, routed.groupWindowMs)
    if (groupId === null) return null
    const group = this.group(groupId)
    return group.status === 'resolved' ? null : group
  }

  private groupWithinWindow(
    slot: { readonly groupId: string; readonly lastJoinedAt: Instant } | undefined,
    windowMs: number,
  ): string | null {
    if (!slot || !this.state.groups.has(slot.groupId)) return null
    return this.now - slot.lastJoinedAt <= windowMs ? slot.groupId : null
  }

  private openGroup(routed: RoutedEvent): WorkingGroup {
    const group: WorkingGroup = {
      id: this.newId(),
      status: 'triggered',
      urgency: routed.urgency,
      severity: routed.event.severity,
      lastEventAt: this.now,
      acknowledgedAt: null,
      acknowledgedBy: null,
      resolvedAt: null,
      resolvedBy: null,
      alertCount: 0,
      triggeredCount: 0,
      openCount: 0,
      openedBy: routed,
    }
    this.groups.set(group.id, group)
    this.startRun(group, routed, 'opened')
    return group
  }

  private pagesAgain(group: WorkingGroup, routed: RoutedEvent): boolean {
    return routed.repage === 'always' || isMoreUrgent(routed.urgency, group.urgency)
  }

  /** A new member of a group that was open before: does somebody have to hear of it? */
  private pageForJoining(group: WorkingGroup, routed: RoutedEvent): void {
    if (isMoreUrgent(routed.urgency, group.urgency)) {
      this.record(group, routed, 'urgency-raised', { from: group.urgency, to: routed.urgency })
      this.retrigger(group, routed, 'urgency-raised')
    } else if (group.status === 'acknowledged') {
      this.retrigger(group, routed, 'repage')
    }
  }

  private retrigger(
    group: WorkingGroup,
    routed: RoutedEvent,
    cause: 'urgency-raised' | 'repage',
  ): void {
    group.status = 'triggered'
    group.acknowledgedAt = null
    group.acknowledgedBy = null
    // A group that opened in this batch has no run yet: the one that starts is the new one.
    if (group.openedBy === null)
      this.runStops.set(group.id, { groupId: group.id, reason: 'superseded' })
    this.startRun(group, routed, cause)
  }

  private raise(group: WorkingGroup, routed: RoutedEvent): void {
    if (isMoreUrgent(routed.urgency, group.urgency)) group.urgency = routed.urgency
    group.severity = worseSeverity(group.severity, routed.event.severity)
  }

  /** Brings the group's state in line with its members and ends what must not page any more. */
  private settle(group: WorkingGroup, routed: RoutedEvent): void {
    assert(
      group.triggeredCount >= 0 && group.openCount >= group.triggeredCount,
      'counts of members fit',
    )
    if (group.openCount === 0) {
      group.status = 'resolved'
      group.resolvedAt = this.now
      group.resolvedBy = actorOf(routed)
      this.record(group, routed, 'group-resolved', {})
      this.stopRuns(group, 'resolved')
    } else if (group.triggeredCount === 0 && group.status === 'triggered') {
      group.status = 'acknowledged'
      group.acknowledgedAt = this.now
      group.acknowledgedBy = actorOf(routed)
      this.record(group, routed, 'group-acknowledged', {})
      this.stopRuns(group, 'acknowledged')
    }
  }

  // -------------------------------------------------------------------------- runs, slots, record

  private startRun(group: WorkingGroup, routed: RoutedEvent, cause: RunStart['cause']): void {
    const { policyId, policyVersion } = routed
    const urgency = isMoreUrgent(routed.urgency, group.urgency) ? routed.urgency : group.urgency
    this.runStarts.set(group.id, {
      id: this.newId(),
      groupId: group.id,
      policyId,
      policyVersion,
      urgency,
      cause,
      dueAt: this.now + routed.firstStepAfterMs,
    })
  }

  private stopRuns(group: WorkingGroup, reason: RunStop['reason']): void {
    // A run that would have started in this batch has paged nobody: it need not start.
    this.runStarts.delete(group.id)
    if (group.openedBy === null) this.runStops.set(group.id, { groupId: group.id, reason })
  }

  private openAlert(routed: RoutedEvent): WorkingAlert | null {
    const key = slotKey(routed.scopeId, routed.dedupKey)
    const ours = this.slots.get(key)
    const alertId = ours ? ours.openAlertId : (this.state.alerts.get(key)?.id ?? null)
    if (alertId === null) return null
    const working = this.alerts.get(alertId)
    if (working) return working.status === 'resolved' ? null : working
    const found = this.state.alerts.get(key)
    if (!found || found.status === 'resolved') return null
    const alert: WorkingAlert = {
      ...found,
      lastEventAt: this.now,
      resolvedAt: null,
      resolvedBy: null,
      openedBy: null,
    }
    this.alerts.set(alert.id, alert)
    return alert
  }

  private group(groupId: string): WorkingGroup {
    const working = this.groups.get(groupId)
    if (working) return working
    const found = this.state.groups.get(groupId)
    assert(found, 'the group of an open alert is part of the state')
    const group: WorkingGroup = {
      ...found,
      lastEventAt: this.now,
      resolvedAt: null,
      resolvedBy: null,
      openedBy: null,
    }
    this.groups.set(groupId, group)
    return group
  }

  private setSlot(routed: RoutedEvent, alert: WorkingAlert | null): void {
    const { scopeId, dedupKey } = routed
    this.slots.set(slotKey(scopeId, dedupKey), {
      scopeId,
      dedupKey,
      openAlertId: alert?.id ?? null,
      openGroupId: alert?.groupId ?? null,
    })
  }

  private touchSlot(routed: RoutedEvent): void {
    if (!this.slots.has(slotKey(routed.scopeId, routed.dedupKey))) this.setSlot(routed, null)
  }

  private setGroupSlot(routed: RoutedEvent, group: WorkingGroup): void {
    if (routed.groupKey === null) return
    const { serviceId, groupKey } = routed
    this.groupSlots.set(groupSlotKey(serviceId, groupKey), {
      serviceId,
      groupKey,
      openGroupId: group.id,
    })
  }

  private record(
    group: WorkingGroup,
    routed: RoutedEvent,
    kind: GroupRecord['kind'],
    data: GroupRecord['data'],
  ): void {
    this.records.push({ groupId: group.id, kind, integrationId: routed.integrationId, data })
  }

  private outcome(
    routed: RoutedEvent,
    effect: EventOutcome['effect'],
    alert: WorkingAlert | null,
  ): EventOutcome {
    return {
      eventId: routed.id,
      dedupKey: routed.dedupKey,
      effect,
      alertId: alert?.id ?? null,
      groupId: alert?.groupId ?? null,
      warnings: routed.warnings,
    }
  }
}

function actorOf(routed: RoutedEvent): string {
  return routed.integrationId === null ? 'system' : `integration:${routed.integrationId}`
}

function isMoreUrgent(urgency: Urgency, than: Urgency): boolean {
  return urgency === 'high' && than === 'low'
}

/** The worse of two; one that is known beats an unknown one. */
function worseSeverity(one: Severity | null, other: Severity | null): Severity | null {
  if (one === null || other === null) return one ?? other
  return SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other
}
