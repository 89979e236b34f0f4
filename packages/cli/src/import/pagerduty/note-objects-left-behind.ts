// Everything of an account that no part of the conversion reads: each object is named once, so that
// nobody finds out later what did not come along.

import type { PagerdutyOther, PagerdutySource } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject } from './pagerduty-world.ts'

/** The lists that are only named, by the key of the API's answer, with what to do instead. */
export const LEFT_BEHIND_LISTS = {
  event_orchestrations:
    'Routing by content: write its routes as policy conditions of the services.',
  rulesets: 'Event rules: write them as policy conditions of the services.',
  priorities: 'Severities SEV1 to SEV4 stand in for priorities.',
  maintenance_windows: 'Plan the window again before you move.',
  business_services: 'Services with dependencies stand in for business services.',
  service_dependencies: 'Write dependencies as `dependsOn` of the services.',
  tags: 'Labels stand in for tags.',
  incident_workflows: 'There are no workflows here yet.',
  webhook_subscriptions: 'Add an outgoing webhook where one is needed.',
  extensions: 'Extensions belong to PagerDuty.',
  status_pages: 'Status pages are not brought over yet.',
  incident_types: 'Incident types are not brought over yet.',
  response_plays: 'There are no response plays here.',
} as const satisfies Record<string, string>

const KIND_WORDS: { readonly [key: string]: string | undefined } = {
  priorities: 'priority',
  business_services: 'business service',
  service_dependencies: 'service dependency',
}

export function noteObjectsLeftBehind(source: PagerdutySource, world: PagerdutyWorld): void {
  for (const [key, objects] of Object.entries(source.others ?? {})) {
    const advice = adviceFor(key)
    for (const object of objects) {
      note(world, 'cannot', 'object-not-imported', sourceObject(kindOf(key), object), advice)
    }
  }
  for (const path of source.unreadable ?? []) {
    const detail = 'The API did not give this list: it does not exist, or the key may not read it.'
    const object = { kind: 'list', id: path, name: path }
    note(world, 'cannot', 'not-found-in-source', object, detail)
  }
  noteDescriptions(source, world)
}

function adviceFor(key: string): string {
  const advice = Object.entries(LEFT_BEHIND_LISTS).find(([known]) => known === key)?.[1]
  return advice ?? 'Objects of this kind have no equal here.'
}

function kindOf(key: string): string {
  return KIND_WORDS[key] ?? key.replace(/s$/, '').replaceAll('_', ' ')
}

/** Our documents have no field for them, so all of them are one finding with their number. */
function noteDescriptions(source: PagerdutySource, world: PagerdutyWorld): void {
  const described: readonly (PagerdutyOther & {
    readonly description?: string | null | undefined
  })[] = [
    ...(source.users ?? []),
    ...(source.teams ?? []),
    ...(source.schedules ?? []),
    ...(source.schedules_v3 ?? []),
    ...(source.escalation_policies ?? []),
    ...(source.services ?? []),
  ]
  const count = described.filter(({ description }) => (description ?? '').trim() !== '').length
  if (count === 0) return
  const object = { kind: 'description', id: 'descriptions', name: 'descriptions' }
  const detail = `${count} objects have a description, which has no field here.`
  note(world, 'cannot', 'object-not-imported', object, detail)
}
