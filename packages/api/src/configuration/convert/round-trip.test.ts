// Whatever is stored is written as a file that reads back as the same document.

import type { Layer, LayerVersion, Member, Turn } from '@evenwatch/core'
import { SHIFT_ROLES, WEEKDAYS } from '@evenwatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { configurationJsonSchema } from '../configuration-json-schema.ts'
import {
  escalationPolicySpecSchema,
  type Kind,
  scheduleSpecSchema,
  serviceSpecSchema,
  teamSpecSchema,
} from '../kinds.ts'
import type { Converted } from './conversion.ts'
import {
  type EscalationPolicyDocument,
  escalationPolicyDocumentOf,
  escalationPolicySpecOf,
} from './escalation-policy.ts'
import { type ScheduleDocument, scheduleDocumentOf, scheduleSpecOf } from './schedule.ts'
import { type ServiceDocument, serviceDocumentOf, serviceSpecOf } from './service.ts'
import { type TeamDocument, teamDocumentOf, teamSpecOf } from './team.ts'

// Ids and names of ten objects of every kind.
const id = fc.integer({ min: 0, max: 9 }).map((n) => `id-${n}`)
const idOf = (_kind: Kind, name: string) =>
  name.startsWith('name-') ? name.replace('name', 'id') : null
const nameOf = (_kind: Kind, known: string) => known.replace('id', 'name')

const seconds = (max: number) => fc.integer({ min: 0, max }).map((n) => n * 1000)
const optional = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null })
const ids = (max: number) => fc.uniqueArray(id, { minLength: 1, maxLength: max })
const condition = optional(fc.constantFrom('severity == "critical"', 'labels.env == "prod"'))
const head = { displayName: fc.string({ minLength: 1 }), labels: fc.constant({ tier: '1' }) }

function same<Document>(document: Document, read: Converted<Document>): void {
  expect(read).toEqual({ ok: true, document })
}

const metadata = (document: { displayName: string; labels: Record<string, string> }) => ({
  name: 'it',
  displayName: document.displayName,
  labels: document.labels,
})

test('a team', () => {
  const documents: fc.Arbitrary<TeamDocument> = fc.record({
    ...head,
    leadIds: ids(3),
    memberIds: ids(5),
    limits: fc.record({
      restHours: fc.integer({ min: 0, max: 72 }),
      weeksInARowMax: fc.integer({ min: 1, max: 52 }),
    }),
  })
  fc.assert(
    fc.property(documents, (document) => {
      const spec = teamSpecSchema.parse(teamSpecOf(document, nameOf))
      same(document, teamDocumentOf(metadata(document), spec, idOf))
    }),
  )
})

test('an escalation policy', () => {
  const target = fc.oneof(
    fc.record({ kind: fc.constantFrom('user', 'team', 'schedule', 'policy'), id }),
    fc.record({ kind: fc.constant('schedule'), id, role: fc.constantFrom(...SHIFT_ROLES) }),
  )
  const documents: fc.Arbitrary<EscalationPolicyDocument> = fc.record({
    ...head,
    teamId: optional(id),
    delaysFrom: fc.constantFrom('previousStep', 'alertStart'),
    repeat: fc.record({ times: fc.integer({ min: 0, max: 20 }), afterMs: seconds(9_000) }),
    whenNobody: fc.constantFrom('lastResort', 'hold', 'none'),
    steps: fc.array(
      fc.record({
        afterMs: seconds(9_000),
        notify: fc.array(target, { minLength: 1, maxLength: 4 }),
        mode: fc.constantFrom('everyone', 'roundRobin', 'next'),
        when: fc.constantFrom('unacknowledged', 'unresolved'),
        condition,
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  fc.assert(
    fc.property(documents, (document) => {
      const spec = escalationPolicySpecSchema.parse(escalationPolicySpecOf(document, nameOf))
      same(document, escalationPolicyDocumentOf(metadata(document), spec, idOf))
    }),
  )
})

test('a service', () => {
  const routes = fc
    .tuple(fc.array(fc.record({ condition: fc.constant('urgency == "high"'), policyId: id })), id)
    .map(([some, last]) => [...some, { condition: null, policyId: last }])
  const documents: fc.Arbitrary<ServiceDocument> = fc.record({
    ...head,
    teamId: id,
    policyRoutes: routes,
    dependsOn: ids(4),
    runbook: optional(fc.constant('https://example.org/runbook')),
    grouping: optional(fc.record({ by: fc.constant(['alertname']), windowMs: seconds(9_000) })),
    urgency: fc.constantFrom({}, { critical: 'high' as const }),
    acknowledgementLapsesMs: optional(seconds(9_000)),
    repage: fc.constantFrom('whenMoreUrgent', 'always'),
    autoResolveMs: optional(seconds(9_000)),
  })
  fc.assert(
    fc.property(documents, (document) => {
      const spec = serviceSpecSchema.parse(serviceSpecOf(document, nameOf))
      same(document, serviceDocumentOf(metadata(document), spec, idOf))
    }),
  )
})

test('a schedule, with versions written out where one line is not enough', () => {
  const count = fc.record({
    count: fc.constantFrom('worked' as const, 'elapsed' as const),
    shiftsPerMember: fc.integer({ min: 1, max: 5 }),
  })
  const turn: fc.Arbitrary<Turn> = fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('hour', 'day', 'week', 'month'), count)
      .map(([length, unit, rest]): Turn => ({ kind: 'every', length, unit, ...rest })),
    fc.tuple(fc.integer({ min: 60, max: 9_000 }), count).map(([n, rest]): Turn => {
      return { kind: 'rrule', rrule: 'FREQ=WEEKLY;BYDAY=MO', durationMs: n * 1000, ...rest }
    }),
  )
  const member: fc.Arbitrary<Member> = fc.oneof(
    fc.constant(null),
    ids(3).map((userIds) => ({ userIds })),
    id.map((teamId) => ({ teamId })),
    id.map((policyId) => ({ policyId })),
  )
  const window = fc.record({
    days: fc.subarray([...WEEKDAYS], { minLength: 1 }),
    from: fc.constantFrom('09:00', '22:00'),
    until: fc.constantFrom('17:00', '06:00'),
  })
  const version: fc.Arbitrary<LayerVersion> = fc.record({
    effectiveFrom: fc.constant(null),
    startsWith: fc.constant(0),
    firstHandoff: fc.constantFrom('2026-01-05T09:00', '2026-01-05T09:00:30'),
    until: fc.constantFrom(null, '2027-01-04T09:00'),
    turn,
    members: fc.array(member, { minLength: 1, maxLength: 5 }),
    hours: optional(fc.array(window, { minLength: 1, maxLength: 3 })),
  })
  const versions = fc
    .array(version, { minLength: 1, maxLength: 3 })
    .map((all) =>
      all.map((one, i) => ({ ...one, effectiveFrom: i === 0 ? null : Date.UTC(2026, i) })),
    )
  const layers: fc.Arbitrary<Layer[]> = fc
    .array(
      fc.record({
        role: fc.constantFrom(...SHIFT_ROLES),
        stages: fc.constantFrom(null, ['steady'], ['launch', 'steady']),
        priority: fc.integer({ min: 0, max: 9 }),
        timeZone: optional(fc.constant('Asia/Tokyo')),
        versions,
      }),
    )
    .map((all) => all.map((layer, i) => ({ name: `layer-${i}`, ...layer })))
  const documents: fc.Arbitrary<ScheduleDocument> = fc.record({
    ...head,
    teamId: optional(id),
    timeZone: fc.constantFrom('Europe/Vienna', 'UTC'),
    areas: fc.constantFrom([], ['database', 'payments']),
    stages: fc.constantFrom(
      [],
      [
        { name: 'steady', from: null },
        { name: 'launch', from: Date.UTC(2026, 3) },
      ],
    ),
    layers,
  })
  fc.assert(
    fc.property(documents, (document) => {
      const spec = scheduleSpecSchema.parse(scheduleSpecOf(document, nameOf))
      same(document, scheduleDocumentOf(metadata(document), spec, idOf))
    }),
    { numRuns: 60 },
  )
})

test('the short form of a layer may say who has the first turn', () => {
  const layer = {
    name: 'weekly',
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit: 'week' },
    members: ['name-1', 'name-2'],
  }
  const read = (more: object) => {
    const spec = scheduleSpecSchema.parse({ timeZone: 'UTC', layers: [{ ...layer, ...more }] })
    const head = { name: 'it', displayName: 'It', labels: {} }
    return scheduleDocumentOf(head, spec, idOf)
  }
  const startsWith = (more: object) => {
    const told = read(more)
    return told.ok ? told.document.layers[0]?.versions[0]?.startsWith : told.faults
  }
  expect(startsWith({})).toBe(0)
  expect(startsWith({ startsWith: 1 })).toBe(1)
  expect(startsWith({ startsWith: 2 })).toMatchObject([
    { field: 'spec.layers[0].startsWith', rule: 'The first member is a whole number from 0 to 1.' },
  ])
})

test('every name that leads nowhere is a fault with its path', () => {
  const spec = scheduleSpecSchema.parse({
    team: 'lost',
    timeZone: 'UTC',
    layers: [
      {
        name: 'l',
        firstHandoff: '2026-01-05T09:00',
        turn: { length: 400, unit: 'day' },
        members: ['lost', ['name-1', 'lost'], { team: 'lost' }],
      },
    ],
  })
  const read = scheduleDocumentOf({ name: 'it' }, spec, idOf)
  expect(read.ok ? [] : read.faults.map(({ field }) => field)).toEqual([
    'spec.team',
    'spec.layers[0].members[0]',
    'spec.layers[0].members[1][1]',
    'spec.layers[0].members[2].team',
    'spec.layers[0].turn.length',
  ])
})

test('the published schema knows every kind, and asks only for what has no default', () => {
  const schema = JSON.stringify(configurationJsonSchema())
  for (const kind of ['User', 'Team', 'Schedule', 'EscalationPolicy', 'Service']) {
    expect(schema).toContain(`"const":"${kind}"`)
  }
  expect(schema).toContain('https://json-schema.org/draft/2020-12/schema')
  expect(schema).not.toContain('"required":["email","timeZone"')
})
