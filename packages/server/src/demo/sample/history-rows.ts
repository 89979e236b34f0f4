// One story as the rows that the product itself would have written: group, alerts, runs, pages,
// deliveries, messages, timeline and event log. Columns are named as in the migrations.

import { formatInstant, type Instant, MINUTE_MS, SECOND_MS, type Urgency } from '@evenwatch/core'
import type { SampleStory } from './plan-history.ts'
import type { SampleWorld } from './sample-world.ts'
import type { Chance } from './seeded-chance.ts'

export type HistoryRows = {
  readonly alert_group: object[]
  readonly alert: object[]
  readonly escalation_run: object[]
  readonly page: object[]
  readonly message: object[]
  readonly delivery: object[]
  readonly timeline: (Record<string, unknown> & { readonly at: string })[]
  readonly event_log: object[]
  readonly dedup_slot: object[]
  readonly group_slot: object[]
}

export function emptyHistory(): HistoryRows {
  return {
    alert_group: [],
    alert: [],
    escalation_run: [],
    page: [],
    message: [],
    delivery: [],
    timeline: [],
    event_log: [],
    dedup_slot: [],
    group_slot: [],
  }
}

type Step = {
  readonly afterMs: number
  /** Index in its policy. */
  readonly step: number
  readonly policy: 'own' | 'everyone-payments'
  readonly people: (world: SampleWorld, at: Instant) => readonly string[]
  readonly unresolved?: true
}

/** The sample world's policies as they ran: the same steps as in sample-documents.ts. */
const STEPS: Readonly<Record<string, readonly Step[]>> = {
  payments: [
    { afterMs: 0, step: 0, policy: 'own', people: (w, at) => w.onCall('payments-primary', at) },
    {
      afterMs: 5 * MINUTE_MS,
      step: 1,
      policy: 'own',
      people: (w, at) => w.onCall('payments-secondary', at),
    },
    {
      afterMs: 15 * MINUTE_MS,
      step: 0,
      policy: 'everyone-payments',
      people: (w) => w.members('payments'),
    },
    {
      afterMs: 45 * MINUTE_MS,
      step: 3,
      policy: 'own',
      people: (w) => w.members('payments').slice(0, 1),
      unresolved: true,
    },
  ],
  search: [
    {
      afterMs: 0,
      step: 0,
      policy: 'own',
      people: (w, at) => w.onCall('search-follow-the-sun', at),
    },
    {
      afterMs: 5 * MINUTE_MS,
      step: 1,
      policy: 'own',
      people: (w, at) => w.members('search').slice(at % 5, (at % 5) + 1),
    },
  ],
}

/** From making a page to the carrier's answer. */
const SEND_MS = 400

export function addStory(
  rows: HistoryRows,
  story: SampleStory,
  world: SampleWorld,
  chance: Chance,
): void {
  new Telling(rows, story, world, chance).tell()
}

/** Tells one story; its parts share the group, its times and its people. */
class Telling {
  readonly #rows: HistoryRows
  readonly #story: SampleStory
  readonly #world: SampleWorld
  readonly #chance: Chance
  readonly #groupId: string
  readonly #urgency: Urgency
  readonly #acknowledgedAt: Instant | null
  readonly #resolvedAt: Instant | null
  /** Whoever was paged last before it was acknowledged. */
  #acknowledger: string | null = null

  constructor(rows: HistoryRows, story: SampleStory, world: SampleWorld, chance: Chance) {
    this.#rows = rows
    this.#story = story
    this.#world = world
    this.#chance = chance
    const { openedAt, acknowledgedAfterMs, resolvedAfterMs, signal } = story
    this.#groupId = chance.uuid(openedAt)
    this.#urgency = signal.severity === 'critical' || signal.severity === 'error' ? 'high' : 'low'
    this.#acknowledgedAt = acknowledgedAfterMs === null ? null : openedAt + acknowledgedAfterMs
    this.#resolvedAt = resolvedAfterMs === null ? null : openedAt + resolvedAfterMs
  }

  tell(): void {
    this.#addAlerts()
    this.#addRuns()
    this.#addActions()
    this.#addGroup()
  }

  #by(): string | null {
    return this.#acknowledger === null ? null : `user:${this.#acknowledger}`
  }

  #state() {
    const { integration } = this
    return {
      status: this.#resolvedAt ? 'resolved' : this.#acknowledgedAt ? 'acknowledged' : 'triggered',
      urgency: this.#urgency,
      severity: this.#story.signal.severity,
      acknowledged_at: text(this.#acknowledgedAt),
      resolved_at: text(this.#resolvedAt),
      resolved_by: this.#resolvedAt ? `integration:${integration.id}` : null,
    }
  }

  get integration() {
    return this.#world.integration(this.#story.signal.service)
  }

  #addGroup(): void {
    const { signal, openedAt, alertCount } = this.#story
    const open = this.#resolvedAt === null ? alertCount : 0
    const service_id = this.#world.serviceId(signal.service)
    const group_key = JSON.stringify([['alertname', signal.alertname]])
    this.#rows.alert_group.push({
      ...this.#state(),
      id: this.#groupId,
      service_id,
      group_key,
      title: signal.summary,
      acknowledged_by: this.#by(),
      opened_at: formatInstant(openedAt),
      last_event_at: formatInstant(this.#resolvedAt ?? openedAt + this.#story.spreadMs),
      alert_count: alertCount,
      triggered_count: this.#acknowledgedAt === null ? open : 0,
      open_count: open,
      is_test: false,
      version: 1,
    })
    if (this.#resolvedAt === null) {
      const touched_at = formatInstant(openedAt)
      const slot = { service_id, group_key, open_group_id: this.#groupId }
      this.#rows.group_slot.push({ ...slot, last_joined_at: touched_at, touched_at })
    }
  }

  #addAlerts(): void {
    const { signal, openedAt, alertCount, spreadMs, repeats } = this.#story
    const { id: integration_id, scopeId: scope_id } = this.integration
    const service_id = this.#world.serviceId(signal.service)
    for (let i = 0; i < alertCount; i += 1) {
      const at = openedAt + Math.floor((spreadMs * i) / alertCount)
      const id = this.#chance.uuid(at)
      const instance = `${signal.service}-${(i % 20) + 1}`
      const dedup_key = `sample/${signal.alertname}/${this.#groupId}/${i}`
      this.#rows.alert.push({
        ...this.#state(),
        id,
        group_id: this.#groupId,
        service_id,
        integration_id,
        scope_id,
        dedup_key,
        summary: signal.summary,
        source: instance,
        labels: { alertname: signal.alertname, instance, sample: 'true' },
        details: { note: 'Sample data.' },
        links: [],
        images: [],
        runbook_url: `https://runbooks.sample.example/${signal.service}`,
        warnings: [],
        acknowledged_by: null,
        event_count: 1 + repeats,
        opened_at: formatInstant(at),
        last_event_at: formatInstant(this.#resolvedAt ?? at),
      })
      const data = { alertId: id, summary: signal.summary, severity: signal.severity }
      this.#record(at, 'alert-opened', `integration:${integration_id}`, data)
      this.#logEvents(id, at, integration_id)
      if (this.#resolvedAt === null) {
        const slot = { scope_id, dedup_key, open_alert_id: id, open_group_id: this.#groupId }
        this.#rows.dedup_slot.push({ ...slot, touched_at: formatInstant(at) })
      } else {
        this.#record(this.#resolvedAt, 'alert-resolved', `integration:${integration_id}`, {
          alertId: id,
        })
      }
    }
  }

  #logEvents(alert_id: string, at: Instant, integration_id: string): void {
    const { repeats, signal } = this.#story
    const endsAt = this.#resolvedAt ?? at + (repeats + 1) * MINUTE_MS
    const log = (when: Instant, kind: string, action: string) =>
      this.#rows.event_log.push({
        id: this.#chance.uuid(when),
        at: formatInstant(when),
        kind,
        integration_id,
        alert_id,
        group_id: this.#groupId,
        data: { action, summary: signal.summary, sample: true },
      })
    log(at, 'opened', 'trigger')
    for (let i = 1; i <= repeats; i += 1) {
      log(Math.floor(at + ((endsAt - at) * i) / (repeats + 1)), 'repeated', 'trigger')
    }
    if (this.#resolvedAt !== null) log(endsAt, 'resolved', 'resolve')
  }

  #addRuns(): void {
    const { signal, openedAt } = this.#story
    const policy = this.#world.policyOf(signal.service)
    const own = this.#addRun(openedAt, policy.id, null)
    const about = { runId: own, policyId: policy.id, policy: policy.name, policyVersion: 1 }
    this.#record(openedAt, 'run-started', 'system', { ...about, cause: 'opened' })
    for (const step of STEPS[policy.name] ?? []) {
      const at = openedAt + step.afterMs
      const until = step.unresolved ? this.#resolvedAt : (this.#acknowledgedAt ?? this.#resolvedAt)
      if (until !== null && at >= until) continue
      const people = step.people(this.#world, at)
      const nestedId = step.policy === 'own' ? null : this.#world.policyId(step.policy)
      const runId = nestedId === null ? own : this.#addRun(at, nestedId, own)
      for (const userId of people) this.#addPage(runId, step, userId, at)
      if (people.length > 0 && !step.unresolved) {
        this.#acknowledger = people[Math.floor(this.#chance.next() * people.length)] ?? null
      }
      const kind = people.length === 0 ? 'step-skipped' : 'paged'
      const data = { ...about, round: 0, step: step.step, userIds: people, urgency: this.#urgency }
      this.#record(at, kind, 'system', data)
    }
    // Without an acknowledgement nobody took it.
    if (this.#acknowledgedAt === null) this.#acknowledger = null
  }

  #addRun(startedAt: Instant, policy_id: string, parent_run_id: string | null): string {
    const id = this.#chance.uuid(startedAt)
    const isAcknowledged = this.#acknowledgedAt !== null
    const endedAt = this.#acknowledgedAt ?? this.#resolvedAt
    this.#rows.escalation_run.push({
      id,
      group_id: this.#groupId,
      policy_id,
      policy_version: 1,
      parent_run_id,
      depth: parent_run_id === null ? 0 : 1,
      cause: parent_run_id === null ? 'opened' : 'nested',
      urgency: this.#urgency,
      state: 'finished',
      finish_reason: isAcknowledged ? 'acknowledged' : 'resolved',
      acknowledged: isAcknowledged,
      round: 0,
      next_step: 1,
      started_at: formatInstant(startedAt),
      round_started_at: formatInstant(startedAt),
      last_step_at: formatInstant(startedAt),
      paged_in_round: true,
      finished_at: text(endedAt),
      claim_no: 1,
    })
    return id
  }

  #addPage(run_id: string, { step }: Step, user_id: string, at: Instant): void {
    const page_id = this.#chance.uuid(at)
    const answeredAt = this.#acknowledgedAt
    this.#rows.page.push({
      id: page_id,
      run_id,
      group_id: this.#groupId,
      round: 0,
      step,
      user_id,
      urgency: this.#urgency,
      state: answeredAt === null ? 'stopped' : 'answered',
      created_at: formatInstant(at),
      finished_at: text(answeredAt ?? this.#resolvedAt),
    })
    this.#world.methods(user_id, this.#urgency).forEach((method, rule_position) => {
      const sentAt = at + SEND_MS + this.#chance.between(0, SECOND_MS)
      const id = this.#chance.uuid(at)
      const common = { user_id, contact_method_id: method.id, channel: method.channel }
      this.#rows.message.push({
        ...common,
        id,
        created_at: formatInstant(at),
        handed_over_at: formatInstant(at),
        finished_at: formatInstant(sentAt),
        outcome: 'sent',
        answered_at: null,
      })
      this.#rows.delivery.push({
        ...common,
        id,
        page_id,
        group_id: this.#groupId,
        rule_position,
        attempt: 1,
        urgency: this.#urgency,
        state: 'sent',
        created_at: formatInstant(at),
        claim_no: 1,
        message_id: id,
        finished_at: formatInstant(sentAt),
      })
      this.#record(sentAt, 'delivery-sent', 'system', {
        userId: user_id,
        channel: method.channel,
        attempt: 1,
        deliveryId: id,
      })
    })
  }

  #addActions(): void {
    const { notes, openedAt } = this.#story
    const by = this.#by()
    if (this.#acknowledgedAt !== null) {
      this.#record(this.#acknowledgedAt, 'group-acknowledged', by ?? 'system', { via: 'link' })
    }
    for (const { afterMs, text: note } of notes) {
      this.#record(openedAt + afterMs, 'note', by ?? 'system', { text: note })
    }
    if (this.#resolvedAt !== null) {
      this.#record(this.#resolvedAt, 'group-resolved', `integration:${this.integration.id}`, {})
    }
  }

  #record(at: Instant, kind: string, actor: string, data: object): void {
    this.#rows.timeline.push({
      at: formatInstant(at),
      subject_kind: 'alert-group',
      subject_id: this.#groupId,
      kind,
      version: 1,
      actor,
      reason: null,
      audience: 'team',
      data,
    })
  }
}

function text(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
