// A service: what alerts are about, who owns it, and how its alerts are handled.

import type { Severity, Urgency } from '../alert/event.ts'

/** The first route whose condition holds decides; a route without a condition always holds. */
export type PolicyRoute = { readonly condition: string | null; readonly policyId: string }

export type Grouping = {
  /** Label names. Alerts of one service whose values are equal form one group. */
  readonly by: readonly string[]
  /** An alert joins the open group when its latest member came within this time. */
  readonly windowMs: number
}

export type Service = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly teamId: string
  readonly labels: { readonly [name: string]: string }
  readonly policyRoutes: readonly PolicyRoute[]
  readonly dependsOn: readonly string[]
  readonly runbook: string | null
  /** Null: every alert is a group of one. */
  readonly grouping: Grouping | null
  readonly urgency: { readonly [severity in Severity | 'unknown']?: Urgency }
  /** How long an acknowledgement holds before paging starts again; null: until resolved. */
  readonly acknowledgementLapsesMs: number | null
  /** Whether an alert that joins an acknowledged group pages again: only when more urgent, or always. */
  readonly repage: 'whenMoreUrgent' | 'always'
  /** Resolves an alert that its sender has not mentioned for this long; null: never. */
  readonly autoResolveMs: number | null
}

export const SERVICE_LIMITS = {
  policyRoutes: 500,
  groupingLabels: 16,
  groupingWindowMsMax: 7 * 24 * 60 * 60_000,
  integrations: 50,
  conditionChars: 1_000,
} as const

/** Keys that we make: 32 of [0-9a-z], so that senders' own checks pass. Carried-over keys stay as they are. */
export const INTEGRATION_KEY = { chars: 32, carriedOverMin: 16, carriedOverMax: 128 } as const
