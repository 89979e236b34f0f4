// A service's urgency rule. PagerDuty can be loud in support hours and quiet outside; here urgency
// follows severity at every hour. Of the two the louder one is taken: a page too many is noticed,
// one too few is not.

import type { ServiceSpec } from '@evenwatch/api'
import { SEVERITIES } from '@evenwatch/core'
import type { PagerdutyService, PagerdutyUrgencyRule } from './pagerduty-source.ts'

type Loudness = 'low' | 'severity_based' | 'high'
const FROM_QUIET_TO_LOUD: readonly Loudness[] = ['low', 'severity_based', 'high']

export type ServiceUrgency = {
  /** Undefined: by severity, as our services do by themselves. */
  readonly urgency: ServiceSpec['urgency']
  readonly finding: string | null
}

export function serviceUrgency(service: PagerdutyService): ServiceUrgency {
  const rule = service.incident_urgency_rule
  if (rule?.type !== 'use_support_hours') {
    const finding = scheduledActions(service)
    return { urgency: urgencyOf(loudnessOf(rule?.urgency)), finding }
  }
  const louder = louderOf(rule)
  const words = louder === 'severity_based' ? 'by severity' : louder
  return {
    urgency: urgencyOf(louder),
    finding: `Support hours do not change the urgency here; it is always ${words}, the louder of the two.`,
  }
}

function scheduledActions({ scheduled_actions }: PagerdutyService): string | null {
  if (!scheduled_actions || scheduled_actions.length === 0) return null
  return 'Alerts do not become urgent by themselves when support hours begin.'
}

function louderOf({ during_support_hours, outside_support_hours }: PagerdutyUrgencyRule): Loudness {
  const both = [during_support_hours?.urgency, outside_support_hours?.urgency].map(loudnessOf)
  return FROM_QUIET_TO_LOUD.findLast((loudness) => both.includes(loudness)) ?? 'high'
}

function loudnessOf(urgency: string | null | undefined): Loudness {
  return FROM_QUIET_TO_LOUD.find((known) => known === urgency) ?? 'high'
}

function urgencyOf(loudness: Loudness): ServiceSpec['urgency'] {
  if (loudness === 'severity_based') return undefined
  return Object.fromEntries([...SEVERITIES, 'unknown'].map((severity) => [severity, loudness]))
}
