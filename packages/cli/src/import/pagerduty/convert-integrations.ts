// Integrations with their keys byte for byte, so that a sender changes an address and nothing else.
//
// Only Events API v2 has the same door here. A key is taken once, and a key that cannot be taken is
// replaced by a new one, which its sender needs.

import type { ServiceSpec } from '@evenwatch/api'
import { INTEGRATION_KEY, SERVICE_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { nameObjects } from '../name-objects.ts'
import type { PagerdutyIntegration, PagerdutyService } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject } from './pagerduty-world.ts'

type IntegrationSpec = ServiceSpec['integrations'][number]

const EVENTS_V2 = 'events_api_v2_inbound_integration'

export function convertIntegrations(
  service: PagerdutyService,
  serviceObject: SourceObject,
  keysTaken: Set<string>,
  world: PagerdutyWorld,
): IntegrationSpec[] {
  const integrations = service.integrations ?? []
  const objects = integrations.map((one) => sourceObject('integration', one))
  const { names } = nameObjects(objects)
  const specs = integrations.flatMap((integration, index): IntegrationSpec[] => {
    const named = objects[index] ?? serviceObject
    const object = { ...named, name: `${named.name} of ${serviceObject.name}` }
    if (!comesOver(integration, object, world)) return []
    const name = names.get(integration.id) ?? named.name
    const key = integration.integration_key ?? ''
    const unusable = unusableBecause(key, keysTaken)
    keysTaken.add(key)
    if (unusable === null) return [{ name, type: 'pagerduty', key }]
    const detail = `${unusable}; a new key is made, and the sender needs it.`
    note(world, 'changed', 'integration-key-unusable', object, detail)
    return [{ name, type: 'pagerduty' }]
  })
  if (specs.length > SERVICE_LIMITS.integrations) {
    const detail = `Only the first ${SERVICE_LIMITS.integrations} integrations came over.`
    note(world, 'changed', 'service-setting-not-expressible', serviceObject, detail)
  }
  return specs.slice(0, SERVICE_LIMITS.integrations)
}

/** False: left out, with a finding. */
function comesOver(
  integration: PagerdutyIntegration,
  object: SourceObject,
  world: PagerdutyWorld,
): boolean {
  const type = (integration.type ?? '').replace(/_reference$/, '')
  if (type !== EVENTS_V2) {
    note(world, 'cannot', 'integration-type-unknown', object, unknownTypeDetail(type, integration))
    return false
  }
  if (integration.integration_key) return true
  const detail = 'The export holds no key; ask for `include[]=integrations` and repeat.'
  note(world, 'cannot', 'not-found-in-source', object, detail)
  return false
}

function unusableBecause(key: string, keysTaken: ReadonlySet<string>): string | null {
  const { carriedOverMin, carriedOverMax } = INTEGRATION_KEY
  if (keysTaken.has(key)) return 'Another integration brought the same key over before'
  const fits =
    key.length >= carriedOverMin && key.length <= carriedOverMax && /^[\x21-\x7e]+$/.test(key)
  return fits ? null : `A key has ${carriedOverMin} to ${carriedOverMax} printable characters`
}

function unknownTypeDetail(type: string, integration: PagerdutyIntegration): string {
  if (type === 'generic_email_inbound_integration') {
    const address = integration.integration_email ?? 'its address'
    return `Mail to ${address} opens no alerts here; send it by a webhook or Events API v2.`
  }
  if (type === 'generic_events_api_inbound_integration') {
    return 'Events API v1 is not served here; let the sender use Events API v2.'
  }
  const vendor = integration.vendor?.summary ?? (type === '' ? 'unknown' : type)
  return `A sender of the kind ${vendor}; add an integration of a kind that we read for it.`
}
