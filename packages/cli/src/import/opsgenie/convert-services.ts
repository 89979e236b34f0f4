// Services, integrations and the routing rules between them and the escalations.
//
// There an alert goes from an integration to a team, and the team's routing says whom to page. Here
// both belong to a service: each of theirs becomes one, and each team that has integrations gets one
// of its own name. The first rule without conditions is what routes everything; rules before it are
// named, because their conditions speak of fields that alerts do not have here. Keys are carried
// over byte for byte.

import type { ConfigurationDocument } from '@evenwatch/api'
import { INTEGRATION_KEY, type JsonObject, SERVICE_LIMITS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { type DocumentInput, makeDocument } from '../make-document.ts'
import { namedMetadata, nameObjects } from '../name-objects.ts'
import { numberOf, objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { type Conversion, findTeam, found, idOf, nameField, sourceObject } from './conversion.ts'

type ServiceInput = Extract<DocumentInput, { kind: 'Service' }>
type IntegrationInput = NonNullable<ServiceInput['spec']['integrations']>[number]

export function convertServices(
  conversion: Conversion,
  policies: readonly ConfigurationDocument[],
): ConfigurationDocument[] {
  const { source } = conversion
  const routes = convertRoutes(conversion, policies)
  const byTeam = integrationsByTeam(conversion)
  const ofTeams = source.teams.filter((team) => (byTeam.get(idOf(team)) ?? []).length > 0)
  const objects = [
    ...source.services.map((one) => sourceObject('service', one)),
    ...ofTeams.map((one) => serviceOfTeam(one)),
  ]
  const named = nameObjects(objects)
  conversion.findings.push(...named.findings)
  const keys = new Set<string>()
  const services = [
    ...source.services.map((service) => ({
      object: sourceObject('service', service),
      team: findTeam(conversion, teamReference(service)),
      integrations: [],
    })),
    ...ofTeams.map((team) => ({
      object: serviceOfTeam(team),
      team,
      integrations: convertIntegrations(conversion, byTeam.get(idOf(team)) ?? [], keys),
    })),
  ]
  const documents = services.flatMap(({ object, team, integrations }) => {
    const teamName = conversion.teams.nameOf(team)
    const escalationPolicy = team === null ? undefined : routes.policies.get(idOf(team))
    if (teamName === null || escalationPolicy === undefined) {
      const detail =
        teamName === null
          ? 'It belongs to no team that came over; every service here has one.'
          : `The alerts of ${teamName} page nobody there; name a policy and create it here.`
      found(conversion, 'cannot', 'service-without-policy', object, detail)
      return []
    }
    return [
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'Service',
        metadata: namedMetadata(named.names.get(object.id) ?? '', object.name),
        spec: { team: teamName, escalationPolicy, integrations },
      }),
    ]
  })
  const used = new Set(
    documents.flatMap((one) =>
      one.kind === 'Service' && typeof one.spec.escalationPolicy === 'string'
        ? [one.spec.escalationPolicy]
        : [],
    ),
  )
  return [...routes.documents.filter(({ metadata }) => used.has(metadata.name)), ...documents]
}

function serviceOfTeam(team: JsonObject): SourceObject {
  return { kind: 'service', id: `team:${idOf(team)}`, name: nameField(team) }
}

function teamReference(object: JsonObject): JsonObject | null {
  const id = textOf(object.teamId)
  return objectOrNull(object.ownerTeam) ?? (id === null ? null : { id })
}

/** The policy of each team's default route, and those that had to be made for it. */
function convertRoutes(conversion: Conversion, policies: readonly ConfigurationDocument[]) {
  const byTeam = new Map<string, string>()
  const documents: ConfigurationDocument[] = []
  const made = nameObjects(
    conversion.source.teams.map((team) => ({
      kind: 'routing',
      id: idOf(team),
      name: `${conversion.teams.nameOf(team)}-default`,
    })),
    policies.map(({ metadata }) => metadata.name),
  )
  for (const team of conversion.source.teams) {
    const rules = [...objectsOf(team.routingRules)].sort(
      (a, b) =>
        Number(a.isDefault === true) - Number(b.isDefault === true) || orderOf(a) - orderOf(b),
    )
    const decisive = rules.findIndex(matchesAll)
    nameOtherRoutes(conversion, team, rules, decisive)
    const notify = objectOrNull(rules[decisive]?.notify)
    if (notify === null) continue
    if (textOf(notify.type) === 'escalation') {
      const policy = conversion.escalations.nameOf(notify)
      if (policies.some(({ metadata }) => metadata.name === policy) && policy !== null) {
        byTeam.set(idOf(team), policy)
      }
    }
    const schedule = textOf(notify.type) === 'schedule' ? conversion.schedules.nameOf(notify) : null
    if (schedule === null) continue
    const name = made.names.get(idOf(team)) ?? ''
    byTeam.set(idOf(team), name)
    documents.push(policyOfSchedule(name, conversion.teams.nameOf(team), schedule))
  }
  return { policies: byTeam, documents }
}

function matchesAll(rule: JsonObject): boolean {
  const criteria = objectOrNull(rule.criteria)
  const isMatchAll = criteria === null || (textOf(criteria.type) ?? 'match-all') === 'match-all'
  return isMatchAll && objectOrNull(rule.timeRestriction) === null
}

function nameOtherRoutes(
  conversion: Conversion,
  team: JsonObject,
  rules: readonly JsonObject[],
  decisive: number,
): void {
  rules.forEach((rule, i) => {
    if (i === decisive) return
    const detail =
      decisive >= 0 && i > decisive
        ? 'Another rule of the team takes every alert before it, so it had no effect.'
        : `Alerts that it routed take the default route of ${nameField(team)}; see the service’s routes.`
    const object = sourceObject('routing rule', rule)
    found(conversion, 'cannot', 'routing-not-expressible', object, detail)
  })
}

function orderOf(rule: JsonObject): number {
  return numberOf(rule.order) ?? 0
}

function policyOfSchedule(
  name: string,
  team: string | null,
  schedule: string,
): ConfigurationDocument {
  return makeDocument({
    apiVersion: 'evenwatch/v1',
    kind: 'EscalationPolicy',
    metadata: { name },
    spec: { ...(team !== null && { team }), steps: [{ after: '0m', notify: [{ schedule }] }] },
  })
}

function integrationsByTeam(conversion: Conversion): Map<string, JsonObject[]> {
  const byTeam = new Map<string, JsonObject[]>()
  for (const integration of conversion.source.integrations) {
    const object = sourceObject('integration', integration)
    const team = findTeam(conversion, teamReference(integration))
    if (integration.enabled === false) {
      found(conversion, 'cannot', 'object-not-imported', object, 'It was switched off there.')
    } else if (typeOf(integration) === null) {
      const detail = `Senders of ${textOf(integration.type) ?? 'this kind'} need an integration of ours.`
      found(conversion, 'cannot', 'integration-type-unknown', object, detail)
    } else if (team === null) {
      const detail = 'It belongs to no team; give its key to an integration of a service here.'
      found(conversion, 'cannot', 'service-without-policy', object, detail)
    } else byTeam.set(idOf(team), [...(byTeam.get(idOf(team)) ?? []), integration])
  }
  return byTeam
}

/** What takes its alerts here. Others send in forms of their own, or only receive. */
const TYPES: { readonly [type: string]: IntegrationInput['type'] | undefined } = {
  api: 'events',
  prometheus: 'alertmanager',
}

function typeOf(integration: JsonObject): IntegrationInput['type'] | null {
  return TYPES[textOf(integration.type)?.toLowerCase() ?? ''] ?? null
}

function convertIntegrations(
  conversion: Conversion,
  integrations: readonly JsonObject[],
  keys: Set<string>,
): IntegrationInput[] {
  const named = nameObjects(integrations.map((one) => sourceObject('integration', one)))
  conversion.findings.push(...named.findings)
  const converted = integrations.flatMap((integration): IntegrationInput[] => {
    const type = typeOf(integration)
    if (type === null) return []
    const object = sourceObject('integration', integration)
    const detail = `Its key is the same; the sender sends to our address, in the form of ${type}.`
    found(conversion, 'changed', 'integration-address-changed', object, detail)
    const key = keyOf(conversion, integration, object, keys)
    const name = named.names.get(object.id) ?? ''
    return [{ name, type, ...(key !== null && { key }) }]
  })
  for (const integration of integrations.slice(SERVICE_LIMITS.integrations)) {
    const detail = `A service has at most ${SERVICE_LIMITS.integrations} integrations.`
    const object = sourceObject('integration', integration)
    found(conversion, 'cannot', 'service-setting-not-expressible', object, detail)
  }
  return converted.slice(0, SERVICE_LIMITS.integrations)
}

function keyOf(
  conversion: Conversion,
  integration: JsonObject,
  object: SourceObject,
  keys: Set<string>,
): string | null {
  const key = textOf(integration.apiKey)
  const { carriedOverMin, carriedOverMax } = INTEGRATION_KEY
  const fits =
    key !== null &&
    key.length >= carriedOverMin &&
    key.length <= carriedOverMax &&
    /^[\x21-\x7e]+$/.test(key) &&
    !keys.has(key)
  if (fits) {
    keys.add(key)
    return key
  }
  const why = key === null ? 'The source does not give its key' : 'Its key is none that we can take'
  const detail = `${why}; a new one is made, and the sender needs it.`
  found(conversion, 'changed', 'integration-key-unusable', object, detail)
  return null
}
