// Everything that Grafana OnCall's API gives, as documents and overrides of ours.
//
// Pure: the same source and the same `now` give the same answer. What pages nobody in Grafana (a
// default route without a chain) gets a policy that pages an empty schedule and nobody else, so its
// alerts are still taken and shown.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import type { ImportedOverride, ImportResult } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { createReport, type Report } from '../report.ts'
import { objectsOf, textOf, textsOf } from '../source-fields.ts'
import { convertChain } from './convert-chain.ts'
import { convertIntegration } from './convert-integration.ts'
import { convertPeople, convertTeams } from './convert-people.ts'
import { convertSchedule } from './convert-schedule.ts'
import { convertSwaps } from './convert-swaps.ts'
import { renderFinalShifts } from './final-shifts.ts'
import { GENERAL_TEAM, NOBODY, nameEverything, objectNamed } from './grafana-names.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

export function convertGrafanaOncall(
  source: GrafanaOncallSource,
  { now }: { readonly now: Instant },
): ImportResult {
  const report = createReport()
  const names = nameEverything(source, report)
  const users = convertPeople(source, names, report)
  const shifts = new Map(
    objectsOf(source.on_call_shifts).map((shift) => [textOf(shift.id) ?? '', shift]),
  )
  const rendered = renderFinalShifts(objectsOf(source.final_shifts), names)
  const context = { now, names, report, shifts, rendered }
  const schedules: ConfigurationDocument[] = []
  const overrides: ImportedOverride[] = []
  for (const fields of objectsOf(source.schedules)) {
    const name = names.schedules.get(textOf(fields.id) ?? '')
    if (name === undefined) continue
    const made = convertSchedule(name, fields, context)
    schedules.push(made.document)
    overrides.push(...made.overrides)
  }
  overrides.push(...convertSwaps(objectsOf(source.shift_swaps), context))
  const policies = new Map<string, string>()
  const chains = objectsOf(source.escalation_chains).flatMap((chain) => {
    const id = textOf(chain.id) ?? ''
    const name = names.chains.get(id)
    const document = name === undefined ? null : convertChain(name, chain, source, names, report)
    if (name === undefined || document === null) return []
    policies.set(id, name)
    return [document]
  })
  const services = objectsOf(source.integrations).flatMap((integration) => {
    const name = names.services.get(textOf(integration.id) ?? '')
    if (name === undefined) return []
    return [convertIntegration(name, integration, source, names, policies, report)]
  })
  const needsNobody = services.some(usesPolicy(NOBODY))
  const teams = convertTeams(source, names, services.some(belongsTo(GENERAL_TEAM)))
  reportRest(source, report)
  return {
    documents: [
      ...users,
      ...teams,
      ...schedules,
      ...(needsNobody ? nobodyDocuments() : []),
      ...chains,
      ...services,
    ],
    overrides,
    absences: [],
    findings: report.findings,
    rendered,
  }
}

function usesPolicy(policy: string) {
  return (document: ConfigurationDocument) =>
    document.kind === 'Service' && document.spec.escalationPolicy === policy
}

function belongsTo(team: string) {
  return (document: ConfigurationDocument) =>
    document.kind === 'Service' && document.spec.team === team
}

function nobodyDocuments(): ConfigurationDocument[] {
  const metadata = { name: NOBODY }
  return [
    makeDocument({
      apiVersion: API_VERSION,
      kind: 'Schedule',
      metadata,
      spec: { timeZone: 'UTC', layers: [] },
    }),
    makeDocument({
      apiVersion: API_VERSION,
      kind: 'EscalationPolicy',
      metadata,
      spec: {
        whenNobody: 'none',
        steps: [{ after: '0m', notify: [{ schedule: NOBODY }] }],
      },
    }),
  ]
}

function reportRest(source: GrafanaOncallSource, report: Report): void {
  const used = new Set(objectsOf(source.schedules).flatMap((one) => textsOf(one.shifts)))
  for (const shift of objectsOf(source.on_call_shifts)) {
    if (used.has(textOf(shift.id) ?? '')) continue
    report.cannot('object-not-imported', objectNamed('shift', shift), 'It is in no schedule.')
  }
  for (const webhook of objectsOf(source.webhooks)) {
    const detail = 'Outgoing webhooks do not come over.'
    report.cannot('object-not-imported', objectNamed('webhook', webhook), detail)
  }
  for (const group of objectsOf(source.user_groups)) {
    const detail = 'Groups of Slack do not come over; a team can stand for one.'
    report.cannot('object-not-imported', objectNamed('user group', group), detail)
  }
}
