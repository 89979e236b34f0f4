import type { JsonObject } from '../../platform/json.ts'
import type { Severity, Urgency } from '../event.ts'

/** What a condition may ask about. */
export type ConditionFacts = {
  /** Null reads as "unknown". */
  readonly severity: Severity | null
  readonly urgency: Urgency
  readonly summary: string
  readonly source: string
  /** The name of the service; empty before one is known. */
  readonly service: string
  readonly labels: { readonly [name: string]: string }
  readonly details: JsonObject
}
