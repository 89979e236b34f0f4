// Integrations of Grafana OnCall as services, each with its key and the policy of its default route.
//
// The key is the token at the end of the integration's address and is kept byte for byte, so
// senders change the host only. Templates and routes are Jinja2 or Python patterns over the whole
// payload, for which there is no equal: all alerts take the default route, and each other is said.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import { INTEGRATION_KEY } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata, plainName } from '../name-objects.ts'
import type { Report } from '../report.ts'
import { type Fields, flagOf, numberOf, objectOf, objectsOf, textOf } from '../source-fields.ts'
import { GENERAL_TEAM, type GrafanaNames, NOBODY, objectNamed, teamOf } from './grafana-names.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

/** Grafana Alerting sends Alertmanager's webhook with fields of its own beside it. */
const TYPES: { readonly [type: string]: 'alertmanager' | undefined } = {
  alertmanager: 'alertmanager',
  legacy_alertmanager: 'alertmanager',
  grafana: 'alertmanager',
  grafana_alerting: 'alertmanager',
}

type Integration = { name: string; type: 'alertmanager'; key: string }

/** `policies`: the chains that became policies, by Grafana's id. */
export function convertIntegration(
  name: string,
  integration: Fields,
  source: GrafanaOncallSource,
  names: GrafanaNames,
  policies: ReadonlyMap<string, string>,
  report: Report,
): ConfigurationDocument {
  const object = objectNamed('integration', integration)
  const team = teamOf(integration, names)
  if (team === null) {
    const detail = `A service has a team; it was given to ${GENERAL_TEAM}.`
    report.changed('service-setting-not-expressible', object, detail)
  }
  const key = keyOf(integration, object, report)
  reportTemplates(integration, object, report)
  const escalationPolicy = policyOf(integration, object, source, policies, report)
  return makeDocument({
    apiVersion: API_VERSION,
    kind: 'Service',
    metadata: namedMetadata(name, object.name),
    spec: {
      team: team ?? GENERAL_TEAM,
      escalationPolicy,
      integrations: key === null ? [] : [key],
    },
  })
}

function keyOf(integration: Fields, object: SourceObject, report: Report): Integration | null {
  const type = textOf(integration.type) ?? ''
  const ours = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined
  if (textOf(integration.inbound_email) !== null) {
    const detail = `Mail to ${textOf(integration.inbound_email)} does not arrive here.`
    report.cannot('service-setting-not-expressible', object, detail)
  }
  if (ours === undefined) {
    const detail = `Integrations of type ${type || 'none'} have no equal; its senders need another one.`
    report.cannot('integration-type-unknown', object, detail)
    return null
  }
  const token = /\/([^/?#]+)\/?$/.exec(textOf(integration.link) ?? '')?.[1] ?? ''
  const { carriedOverMin, carriedOverMax } = INTEGRATION_KEY
  if (token.length < carriedOverMin || token.length > carriedOverMax) {
    const detail = `Its key has ${token.length} characters; ours have ${carriedOverMin} to ${carriedOverMax}.`
    report.cannot('integration-key-unusable', object, detail)
    return null
  }
  const address = `Its key stays; senders now post to /in/${ours}/ and the key.`
  report.changed('integration-address-changed', object, address)
  return { name: plainName(type.replaceAll('_', '-')) || ours, type: ours, key: token }
}

function policyOf(
  integration: Fields,
  object: SourceObject,
  source: GrafanaOncallSource,
  policies: ReadonlyMap<string, string>,
  report: Report,
): string {
  const routes = objectsOf(source.routes)
    .filter((route) => textOf(route.integration_id) === object.id)
    .sort((a, b) => (numberOf(a.position) ?? 0) - (numberOf(b.position) ?? 0))
  const last = routes.find((route) => flagOf(route.is_the_last_route) === true)
  for (const route of routes) {
    if (route === last) continue
    const type = textOf(route.routing_type) ?? 'regex'
    const routeObject = objectNamed(
      'route',
      route,
      `${object.name}: ${textOf(route.routing_regex)}`,
    )
    const detail = `Its ${type} pattern has no equal; such alerts take the default route until you give the service a condition.`
    report.cannot('routing-not-expressible', routeObject, detail)
  }
  const byDefault = objectOf(integration.default_route)
  const chain = textOf(byDefault.escalation_chain_id) ?? textOf(last?.escalation_chain_id)
  const policy = chain === null ? undefined : policies.get(chain)
  if (policy !== undefined) return policy
  const detail =
    chain === null
      ? `Its default route pages nobody; policy ${NOBODY} does the same.`
      : `Its chain ${chain} did not come over; its alerts page nobody (policy ${NOBODY}).`
  if (chain === null) report.changed('service-setting-not-expressible', object, detail)
  else report.cannot('not-found-in-source', object, detail)
  return NOBODY
}

/** Templates that the source leaves at its defaults are null, or absent. */
function reportTemplates(integration: Fields, object: SourceObject, report: Report): void {
  const set: string[] = []
  const visit = (value: unknown, path: string): void => {
    if (typeof value === 'string' && value.trim() !== '') set.push(path)
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [field, inner] of Object.entries(value)) {
        visit(inner, path === '' ? field : `${path}.${field}`)
      }
    }
  }
  visit(integration.templates, '')
  if (set.length === 0) return
  const detail = `Jinja2 templates have no equal: ${set.join(', ')}. A service here groups by labels.`
  report.cannot('service-setting-not-expressible', object, detail)
}
