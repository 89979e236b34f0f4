// A service between its two forms: names in files, ids in the stored document. Its integrations
// have rows of their own, because keys are secrets and end one by one.

import { DAY_MS, formatDuration, SERVICE_LIMITS, type Service } from '@evenwatch/core'
import type { ServiceSpec } from '../kinds.ts'
import {
  Conversion,
  type Converted,
  type DocumentHead,
  headOf,
  type IdLookup,
  type Metadata,
  type NameLookup,
} from './conversion.ts'

export type ServiceDocument = DocumentHead & Omit<Service, 'id' | 'name' | keyof DocumentHead>

/** How long an acknowledgement may hold and an alert stay unmentioned before it resolves. */
const HOLD_MS_MAX = 90 * DAY_MS

export function serviceDocumentOf(
  metadata: Metadata,
  spec: Omit<ServiceSpec, 'integrations'>,
  lookup: NameLookup,
): Converted<ServiceDocument> {
  const read = new Conversion(lookup)
  const optionalMs = (text: string | undefined, field: string) =>
    text === undefined ? null : read.durationMs(text, ['spec', field], HOLD_MS_MAX)
  return read.finish({
    ...headOf(metadata),
    teamId: read.id('Team', spec.team, ['spec', 'team']),
    policyRoutes: readRoutes(read, spec.escalationPolicy),
    dependsOn: readDependencies(read, metadata.name, spec.dependsOn),
    runbook: spec.runbook ?? null,
    grouping:
      spec.grouping === undefined
        ? null
        : {
            by: spec.grouping.by,
            windowMs: read.durationMs(
              spec.grouping.window,
              ['spec', 'grouping', 'window'],
              SERVICE_LIMITS.groupingWindowMsMax,
            ),
          },
    urgency: spec.urgency ?? {},
    acknowledgementLapsesMs: optionalMs(spec.acknowledgementLapses, 'acknowledgementLapses'),
    repage: spec.repage,
    autoResolveMs: optionalMs(spec.autoResolve, 'autoResolve'),
  })
}

function readRoutes(read: Conversion, policy: ServiceSpec['escalationPolicy']) {
  const at = ['spec', 'escalationPolicy']
  if (typeof policy === 'string') {
    return [{ condition: null, policyId: read.id('EscalationPolicy', policy, at) }]
  }
  const last = policy.length - 1
  if (policy[last]?.if !== undefined) {
    const rule = 'The last route has no `if`: no alert may be left without a policy.'
    read.fault([...at, last, 'if'], rule)
  }
  return policy.map((route, i) => ({
    condition: read.condition(route.if, [...at, i, 'if']),
    policyId: read.id('EscalationPolicy', route.policy, [...at, i, 'policy']),
  }))
}

function readDependencies(read: Conversion, name: string, dependsOn: readonly string[]) {
  const at = ['spec', 'dependsOn']
  const itself = dependsOn.indexOf(name)
  if (itself < 0) return read.ids('Service', dependsOn, at)
  read.fault([...at, itself], 'A service does not depend on itself.')
  return []
}

export function serviceSpecOf(
  document: ServiceDocument,
  nameOf: IdLookup,
): Omit<ServiceSpec, 'integrations'> {
  const { grouping, acknowledgementLapsesMs, autoResolveMs } = document
  return {
    team: nameOf('Team', document.teamId),
    escalationPolicy: policySpecOf(document, nameOf),
    dependsOn: document.dependsOn.map((id) => nameOf('Service', id)),
    ...(document.runbook !== null && { runbook: document.runbook }),
    ...(grouping !== null && {
      grouping: { by: [...grouping.by], window: formatDuration(grouping.windowMs) },
    }),
    ...(Object.keys(document.urgency).length > 0 && { urgency: document.urgency }),
    ...(acknowledgementLapsesMs !== null && {
      acknowledgementLapses: formatDuration(acknowledgementLapsesMs),
    }),
    repage: document.repage,
    ...(autoResolveMs !== null && { autoResolve: formatDuration(autoResolveMs) }),
  }
}

function policySpecOf(
  { policyRoutes }: ServiceDocument,
  nameOf: IdLookup,
): ServiceSpec['escalationPolicy'] {
  const routes = policyRoutes.map(({ condition, policyId }) => ({
    ...(condition !== null && { if: condition }),
    policy: nameOf('EscalationPolicy', policyId),
  }))
  const [only] = routes
  return routes.length === 1 && only && only.if === undefined ? only.policy : routes
}
