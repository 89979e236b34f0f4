// What every inbound format is turned into before anything is decided.
//
// An event is one statement by a sender about one signal. Adapters are pure and forgiving: a value
// that can be coerced is kept and leaves a warning, and only a fault that makes the event
// meaningless is refused (wire-format rule: bad key, unparsable, missing mandatory field, size).

import type { JsonObject } from '../platform/json.ts'
import type { Instant } from '../platform/time.ts'

export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const
/** What the sender says. */
export type Severity = (typeof SEVERITIES)[number]

export const URGENCIES = ['high', 'low'] as const
/** What we do about it: high pages now, low follows the low-urgency notification rules. */
export type Urgency = (typeof URGENCIES)[number]

export const EVENT_ACTIONS = ['trigger', 'acknowledge', 'resolve'] as const
export type EventAction = (typeof EVENT_ACTIONS)[number]

export const EVENT_LIMITS = {
  summaryChars: 1_024,
  dedupKeyChars: 512,
  sourceChars: 512,
  labelCount: 128,
  labelNameChars: 128,
  labelValueChars: 1_024,
  detailsBytes: 262_144,
  linkCount: 16,
  linkHrefChars: 2_048,
  linkTextChars: 256,
  warningCount: 16,
  warningChars: 256,
} as const

export type EventLink = { readonly href: string; readonly text: string }
export type EventImage = { readonly src: string; readonly href?: string; readonly alt?: string }

export type InboundEvent = {
  readonly action: EventAction
  /** Identity of the signal within its dedup scope; null: a trigger that is always a new alert. */
  readonly dedupKey: string | null
  /** One line, at most `EVENT_LIMITS.summaryChars`; empty only for acknowledge and resolve. */
  readonly summary: string
  /** Host or system that the signal is about; empty when unknown. */
  readonly source: string
  /** Null when the sender said nothing that we know: urgency is then high, with a warning. */
  readonly severity: Severity | null
  /** Short text values, used for grouping, routing and search. */
  readonly labels: { readonly [name: string]: string }
  /** Whatever else the sender said, kept as it came, shown on the alert. */
  readonly details: JsonObject
  readonly links: readonly EventLink[]
  readonly images: readonly EventImage[]
  readonly runbookUrl: string | null
  /** When the sender says that it happened; null: on arrival. Shown, never used to decide. */
  readonly occurredAt: Instant | null
  /** What was coerced on the way in, in plain words, for the alert's page. */
  readonly warnings: readonly string[]
}

/** One fault of a body that cannot be accepted: which field, which rule, an example of a right one. */
export type EventFault = {
  readonly field: string
  readonly rule: string
  readonly example?: string
}

export type ParsedBody =
  | { readonly kind: 'events'; readonly events: readonly InboundEvent[] }
  | { readonly kind: 'refused'; readonly faults: readonly EventFault[] }
