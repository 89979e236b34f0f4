// What an importer gives: our own configuration documents, what is data and not configuration, and
// one finding for everything that did not come over whole.
//
// A converter is pure: the source's exported objects in, this out. It never drops anything in
// silence. `rendered` holds the source's own answer to "who is on call when", which the coverage
// diff compares with ours; it is never computed from the converted schedules.

import type { ConfigurationDocument, OverrideInput } from '@evenwatch/api'
import type { Instant, ShiftRole } from '@evenwatch/core'
import type { ReasonCode } from './reason-codes.ts'

export const IMPORT_SYSTEMS = [
  'opsgenie',
  'pagerduty',
  'grafana-oncall',
  'linkedin-oncall',
] as const

export type ImportSystem = (typeof IMPORT_SYSTEMS)[number]

export type ImportResult = {
  readonly documents: readonly ConfigurationDocument[]
  readonly overrides: readonly ImportedOverride[]
  readonly absences: readonly ImportedAbsence[]
  readonly findings: readonly Finding[]
  readonly rendered: readonly RenderedSchedule[]
}

export type ImportedOverride = {
  /** Our name of the schedule. */
  readonly schedule: string
  /** Where it came from, such as `opsgenie:override:<alias>`; the same again is not created twice. */
  readonly sourceRef: string
  /** Several that belong together, such as the events of one handoff. */
  readonly linkRef: string | null
  /** People by our names. */
  readonly input: OverrideInput
}

export type ImportedAbsence = {
  readonly user: string
  readonly sourceRef: string
  readonly kind: 'vacation' | 'unavailable'
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly note: string
}

/** `cannot`: left out. `changed`: brought over, but not as it was. */
export type Finding = {
  readonly outcome: 'changed' | 'cannot'
  readonly code: ReasonCode
  readonly object: SourceObject
  /** Our name of the schedule whose cover it may change: a reason for what the diff will show. */
  readonly schedule?: string
  /** One sentence for the person who imports: what is different now, and what to do. */
  readonly detail: string
}

export type SourceObject = {
  /** The source's own word: `rotation`, `routing rule`, `escalation policy`. */
  readonly kind: string
  readonly id: string
  readonly name: string
}

export type RenderedSchedule = {
  readonly schedule: string
  /** Which line it answers for; absent: primary. */
  readonly role?: ShiftRole
  readonly from: Instant
  readonly until: Instant
  readonly shifts: readonly RenderedShift[]
}

export type RenderedShift = {
  readonly startsAt: Instant
  readonly endsAt: Instant
  /** Our names of the people. */
  readonly users: readonly string[]
  /** Our names of policies that hold the turn; absent: none. */
  readonly policies?: readonly string[]
}
