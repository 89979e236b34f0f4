// Services: who is paged, for how long an acknowledgement holds, and which keys open alerts.
//
// A service here has one team. One without a team is given that of its policy, else a team made
// for such services, which a person then sorts out. A disabled service pages nobody in PagerDuty,
// so it comes over without its keys.

import type { ConfigurationDocument, ServiceSpec } from '@evenwatch/api'
import { DAY_MS, formatDuration, SECOND_MS } from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import { convertIntegrations } from './convert-integrations.ts'
import type { PagerdutyService, PagerdutySource } from './pagerduty-source.ts'
import { note, type PagerdutyWorld, sourceObject, teamNamed } from './pagerduty-world.ts'
import { serviceGrouping } from './service-grouping.ts'
import { serviceUrgency } from './service-urgency.ts'

const HOLD_MS_MAX = 90 * DAY_MS

export type ConvertedServices = {
  /** The team of services without one, when there are any, and the services. */
  readonly documents: readonly ConfigurationDocument[]
}

export function convertServices(
  source: PagerdutySource,
  policies: readonly ConfigurationDocument[],
  world: PagerdutyWorld,
): ConvertedServices {
  const keysTaken = new Set<string>()
  const teamOfPolicy = new Map(
    policies.map((one) => [
      one.metadata.name,
      one.kind === 'EscalationPolicy' ? (one.spec.team ?? null) : null,
    ]),
  )
  const spareTeam = spareTeamName(world)
  let isSpareTeamUsed = false
  const documents = (source.services ?? []).flatMap((service): ConfigurationDocument[] => {
    const object = sourceObject('service', service)
    const policy = world.policies.get(service.escalation_policy?.id ?? '')
    if (policy === undefined || !teamOfPolicy.has(policy)) {
      const which = service.escalation_policy?.summary ?? service.escalation_policy?.id ?? 'none'
      const detail = `Its escalation policy (${which}) does not come over; give it one and repeat.`
      note(world, 'cannot', 'service-without-policy', object, detail)
      return []
    }
    const own = teamNamed(world, service.teams, object)
    const team = own ?? teamOfPolicy.get(policy) ?? spareTeam
    if (own === null) {
      const detail = `It has no team in PagerDuty; it was given to ${team}.`
      note(world, 'changed', 'team-changed', object, detail)
    }
    if (team === spareTeam) isSpareTeamUsed = true
    const name = world.services.get(service.id) ?? object.name
    return [
      {
        apiVersion: 'evenwatch/v1',
        kind: 'Service',
        metadata: namedMetadata(name, object.name),
        spec: serviceSpecOf({ service, source, object, team, policy, keysTaken, world }),
      },
    ]
  })
  const team = makeDocument({
    apiVersion: 'evenwatch/v1',
    kind: 'Team',
    metadata: { name: spareTeam, displayName: 'From PagerDuty, without a team' },
    spec: { leads: [], members: [] },
  })
  return { documents: isSpareTeamUsed ? [team, ...documents] : documents }
}

function spareTeamName({ teams }: PagerdutyWorld): string {
  const taken = [...teams.values()]
  return taken.includes('without-team') ? 'without-team-in-pagerduty' : 'without-team'
}

type ServiceParts = {
  readonly service: PagerdutyService
  readonly source: PagerdutySource
  readonly object: SourceObject
  readonly team: string
  readonly policy: string
  readonly keysTaken: Set<string>
  readonly world: PagerdutyWorld
}

function serviceSpecOf(parts: ServiceParts): ServiceSpec {
  const { service, object, team, policy, world } = parts
  const { urgency, finding: urgencyFinding } = serviceUrgency(service)
  const setting = (parts.source.alert_grouping_settings ?? []).find(({ services }) =>
    services?.some(({ id }) => id === service.id),
  )
  const { grouping, finding: groupingFinding } = setting
    ? serviceGrouping(setting, 1)
    : serviceGrouping(service.alert_grouping_parameters, 60)
  const settings = [urgencyFinding, groupingFinding, ...otherSettings(service)]
  for (const detail of settings) {
    if (detail !== null) {
      note(world, 'changed', 'service-setting-not-expressible', object, detail)
    }
  }
  const lapses = holdText(service.acknowledgement_timeout, 'acknowledgement_timeout', parts)
  const resolves = holdText(service.auto_resolve_timeout, 'auto_resolve_timeout', parts)
  return {
    team,
    escalationPolicy: policy,
    dependsOn: [],
    repage: 'whenMoreUrgent',
    ...(grouping !== undefined && { grouping }),
    ...(urgency !== undefined && { urgency }),
    ...(lapses !== null && { acknowledgementLapses: lapses }),
    ...(resolves !== null && { autoResolve: resolves }),
    integrations: integrationsOf(parts),
  }
}

function integrationsOf({ service, object, keysTaken, world }: ServiceParts) {
  if (service.status !== 'disabled') {
    return convertIntegrations(service, object, keysTaken, world)
  }
  const count = service.integrations?.length ?? 0
  const detail = `It is switched off in PagerDuty, so its ${count} integrations stay behind.`
  note(world, 'changed', 'service-setting-not-expressible', object, detail)
  return []
}

function otherSettings(service: PagerdutyService): string[] {
  const settings: string[] = []
  const pause = service.auto_pause_notifications_parameters
  if (pause?.enabled) {
    settings.push(
      `Pages do not wait ${pause.timeout ?? 'some'} s for alerts that resolve by themselves.`,
    )
  }
  if (service.response_play) settings.push('Its response play does not come over.')
  return settings
}

/** Null and zero mean never. */
function holdText(
  seconds: number | null | undefined,
  field: string,
  { object, world }: ServiceParts,
): string | null {
  if (!seconds || seconds <= 0) return null
  const ms = seconds * SECOND_MS
  if (ms > HOLD_MS_MAX) {
    const detail = `${field} was cut from ${seconds} s to ${formatDuration(HOLD_MS_MAX)}.`
    note(world, 'changed', 'service-setting-not-expressible', object, detail)
  }
  return formatDuration(Math.min(ms, HOLD_MS_MAX))
}
