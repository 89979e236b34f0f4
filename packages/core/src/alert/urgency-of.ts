// Decides the urgency of an alert from the sender's severity and the service's rule (rule 14 of the
// design). Unknown severities are high: the adapter that could not read one has left a warning.

import type { Severity, Urgency } from './event.ts'

/** A service may decide any severity otherwise, `unknown` included. */
export type UrgencyRule = { readonly [S in Severity | 'unknown']?: Urgency }

const BY_DEFAULT: { readonly [S in Severity | 'unknown']: Urgency } = {
  critical: 'high',
  error: 'high',
  warning: 'low',
  info: 'low',
  unknown: 'high',
}

export function urgencyOf(severity: Severity | null, serviceRule: UrgencyRule = {}): Urgency {
  const said = severity ?? 'unknown'
  return serviceRule[said] ?? BY_DEFAULT[said]
}
