// What the configuration says about an event, before anything open is looked at: its urgency, the
// policy that would page, the group it belongs to.

import type { Directory, IntegrationView } from '../catalog/directory.ts'
import type { Service } from '../catalog/service.ts'
import { assert } from '../platform/assert.ts'
import { type Condition, compileCondition } from './condition.ts'
import { buildConditionSet, type ConditionSet, conditionsThatHold } from './condition-set.ts'
import type { InboundEvent, Urgency } from './event.ts'
import type { RoutedEvent } from './ingest-types.ts'
import { urgencyOf } from './urgency-of.ts'

export type EventIds = {
  /** For the event log. */
  readonly eventId: string
  /** Stands in for the key of a trigger that came without: always a new alert. */
  readonly freshKey: string
}

export function routeEvent(
  directory: Directory,
  integration: IntegrationView,
  event: InboundEvent,
  ids: EventIds,
  isTest = false,
): RoutedEvent {
  const service = directory.services.get(integration.serviceId)
  assert(service, 'an integration belongs to a service')
  const urgency = urgencyOf(event.severity, service.urgency)
  const chosen = choosePolicy(service, event, urgency)
  const policy = directory.policies.get(chosen.policyId)
  assert(policy, 'the policy of a service exists')
  return {
    id: ids.eventId,
    event,
    scopeId: integration.scopeId,
    dedupKey: event.dedupKey ?? ids.freshKey,
    integrationId: integration.id,
    serviceId: service.id,
    urgency,
    warnings: [...event.warnings, ...chosen.warnings],
    policyId: policy.id,
    policyVersion: policy.version,
    firstStepAfterMs: policy.steps[0]?.afterMs ?? 0,
    groupKey: groupKeyOf(service, event),
    groupWindowMs: service.grouping?.windowMs ?? 0,
    repage: service.repage,
    runbookUrl: event.runbookUrl ?? service.runbook,
    isTest,
  }
}

type Routes = {
  /** Policies of the routes with a condition, at the condition's place. */
  readonly set: ConditionSet
  readonly policyIds: readonly string[]
  readonly positions: readonly number[]
  readonly broken: readonly string[]
  /** The first route without a condition, and its position. */
  readonly always: { readonly policyId: string; readonly position: number } | null
}

// Conditions are compiled once a service object lives; a changed service is a new object.
const routesOfService = new WeakMap<Service, Routes>()

function choosePolicy(
  service: Service,
  event: InboundEvent,
  urgency: Urgency,
): { policyId: string; warnings: readonly string[] } {
  const [first] = service.policyRoutes
  assert(first, 'a service has at least one policy')
  if (first.condition === null) return { policyId: first.policyId, warnings: [] }

  const routes = routesOf(service)
  const facts = {
    severity: event.severity,
    urgency,
    summary: event.summary,
    source: event.source,
    labels: event.labels,
    details: event.details,
    service: service.name,
  }
  const { holding, errors } = conditionsThatHold(routes.set, facts)
  const warnings = [
    ...routes.broken,
    ...errors.map(({ error }) => `A policy route could not be read: ${error}`),
  ]
  const [place] = holding
  const conditional =
    place === undefined
      ? null
      : { position: routes.positions[place] ?? 0, policyId: routes.policyIds[place] }
  if (conditional?.policyId && (!routes.always || conditional.position < routes.always.position)) {
    return { policyId: conditional.policyId, warnings }
  }
  if (routes.always) return { policyId: routes.always.policyId, warnings }
  // No route holds: an alert is never dropped, so the last route takes it and says so.
  const last = service.policyRoutes.at(-1) ?? first
  return {
    policyId: last.policyId,
    warnings: [...warnings, 'No policy route holds; the last one was used.'],
  }
}

function routesOf(service: Service): Routes {
  const known = routesOfService.get(service)
  if (known) return known
  const conditions: Condition[] = []
  const policyIds: string[] = []
  const positions: number[] = []
  const broken: string[] = []
  let always: Routes['always'] = null
  for (const [position, route] of service.policyRoutes.entries()) {
    if (route.condition === null) {
      always ??= { policyId: route.policyId, position }
      continue
    }
    const compiled = compileCondition(route.condition)
    if (!compiled.ok) {
      broken.push(`Policy route ${position + 1} has a broken condition: ${compiled.fault.message}`)
      continue
    }
    conditions.push(compiled.condition)
    policyIds.push(route.policyId)
    positions.push(position)
  }
  const routes = { set: buildConditionSet(conditions), policyIds, positions, broken, always }
  routesOfService.set(service, routes)
  return routes
}

/** Equal values of the grouping labels make one group; a missing label counts as empty. */
function groupKeyOf(service: Service, event: InboundEvent): string | null {
  if (!service.grouping) return null
  return JSON.stringify(service.grouping.by.map((name) => event.labels[name] ?? ''))
}
