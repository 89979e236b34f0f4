// Turns an event of a service into the question that "what would happen if" answers, by the routing
// that ingest uses: its urgency, the policy that pages, what steps' conditions ask about.

import type { InboundEvent, Severity } from '../../alert/event.ts'
import { routeEvent } from '../../alert/route-event.ts'
import type { Directory } from '../../catalog/directory.ts'
import type { Service } from '../../catalog/service.ts'
import { assert } from '../../platform/assert.ts'
import type { WhatIfQuestion } from './what-if.ts'

export type WhatIfEvent = {
  readonly severity: Severity | null
  readonly labels: { readonly [name: string]: string }
  readonly summary: string
  readonly source: string
}

export type AboutEvent = Pick<
  WhatIfQuestion,
  'policy' | 'urgency' | 'severity' | 'facts' | 'acknowledgementLapsesMs'
> & { readonly warnings: readonly string[] }

/** No such integration exists: the event is only imagined. */
const IMAGINED = { id: 'what-if', name: 'what-if', type: 'generic', scopeId: 'what-if' } as const

export function askAboutEvent(
  directory: Directory,
  service: Service,
  imagined: WhatIfEvent,
): AboutEvent {
  const event: InboundEvent = {
    ...imagined,
    action: 'trigger',
    dedupKey: null,
    details: {},
    links: [],
    images: [],
    runbookUrl: null,
    occurredAt: null,
    warnings: [],
  }
  const ids = { eventId: IMAGINED.id, freshKey: IMAGINED.id }
  const routed = routeEvent(directory, { ...IMAGINED, serviceId: service.id }, event, ids)
  const policy = directory.policies.get(routed.policyId)
  assert(policy, 'the policy of a service exists')
  const { severity, summary, source, labels, details } = event
  const { urgency, warnings } = routed
  return {
    policy,
    urgency,
    severity,
    facts: { severity, urgency, summary, source, labels, details, service: service.name },
    acknowledgementLapsesMs: service.acknowledgementLapsesMs,
    warnings,
  }
}
