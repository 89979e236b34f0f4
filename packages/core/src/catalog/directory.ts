// The whole configuration as one immutable snapshot: who exists, who is on call by which plan,
// which policy a service uses, which key belongs to which integration. Every decision that pages
// says which revision it relied on; a newer one means: load again, decide again.

import type { EscalationPolicy } from '../paging/policy.ts'
import type { Person, Team } from '../people/user.ts'
import type { SchedulePlan } from '../schedule/compile-schedule.ts'
import type { Schedule } from '../schedule/schedule.ts'
import type { Service } from './service.ts'

export type IntegrationView = {
  readonly id: string
  readonly serviceId: string
  readonly name: string
  readonly type: string
  /** Where its dedup keys are unique. */
  readonly scopeId: string
}

/** A key's integration, and until when the key works. */
export type KeyView = { readonly integration: IntegrationView; readonly endsAt: number | null }

export type ScheduleEntry = {
  readonly schedule: Schedule
  readonly displayName: string
  readonly plan: SchedulePlan
}

export type Directory = {
  readonly revision: number
  readonly people: ReadonlyMap<string, Person>
  readonly teams: ReadonlyMap<string, Team>
  readonly schedules: ReadonlyMap<string, ScheduleEntry>
  /** Current versions; a run that pinned an older one loads it by (id, version). */
  readonly policies: ReadonlyMap<string, EscalationPolicy>
  readonly services: ReadonlyMap<string, Service>
  /** By SHA-256 of the key, lower-case hex. */
  readonly keys: ReadonlyMap<string, KeyView>
  /** Active administrators: the end of every last resort. */
  readonly administratorIds: readonly string[]
}
