// An Opsgenie account as our configuration. Pure: what was exported in, documents, overrides,
// findings and the account's own shifts out.

import type { ConfigurationDocument } from '@evenwatch/api'
import type { Instant, JsonObject } from '@evenwatch/core'
import type { ImportResult } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import {
  type Conversion,
  createConversion,
  found,
  nameField,
  peopleOfTeam,
  sourceObject,
} from './conversion.ts'
import { convertEscalations } from './convert-escalations.ts'
import { convertOverrides } from './convert-overrides.ts'
import { convertSchedules } from './convert-schedules.ts'
import { convertServices } from './convert-services.ts'
import { convertTimelines } from './convert-timelines.ts'
import { convertUsers } from './convert-users.ts'
import type { OpsgenieSource } from './opsgenie-source.ts'

export function convertOpsgenie(
  source: OpsgenieSource,
  { now }: { readonly now: Instant },
): ImportResult {
  const conversion = createConversion(source, now)
  const users = convertUsers(conversion)
  const teams = source.teams.map((team) => convertTeam(conversion, team))
  const policies = convertEscalations(conversion)
  const policyNames = new Set(policies.map(({ metadata }) => metadata.name))
  const schedules = convertSchedules(conversion, policyNames)
  const services = convertServices(conversion, policies)
  const overrides = convertOverrides(conversion, schedules.layers)
  nameWhatStays(conversion)
  return {
    documents: [...users, ...teams, ...schedules.documents, ...policies, ...services],
    overrides,
    absences: [],
    findings: conversion.findings,
    rendered: convertTimelines(conversion, policyNames),
  }
}

function convertTeam(conversion: Conversion, team: JsonObject): ConfigurationDocument {
  return makeDocument({
    apiVersion: 'evenwatch/v1',
    kind: 'Team',
    metadata: namedMetadata(conversion.teams.nameOf(team) ?? '', nameField(team)),
    spec: peopleOfTeam(conversion, team),
  })
}

const STAYS = {
  policies: ['alert policy', 'Policies that change alerts have no equal here yet.'],
  'notification-policies': ['notification policy', 'Quiet times have no equal here yet.'],
  heartbeats: ['heartbeat', 'Heartbeats have no equal here yet; keep them running there.'],
  maintenance: ['maintenance', 'Plan it again here when there is a way to.'],
} as const

function nameWhatStays(conversion: Conversion): void {
  const { source } = conversion
  for (const collection of [
    'policies',
    'notification-policies',
    'heartbeats',
    'maintenance',
  ] as const) {
    const [kind, detail] = STAYS[collection]
    for (const one of source[collection]) {
      found(conversion, 'cannot', 'object-not-imported', sourceObject(kind, one), detail)
    }
  }
  for (const name of source.refused) {
    const object = { kind: 'collection', id: name, name }
    const detail = 'The key or the plan does not give it, so nothing is known of it.'
    found(conversion, 'cannot', 'not-found-in-source', object, detail)
  }
}
