// Configuration for a benchmark, written set by set: people, one team, policies and services.

import { createHash } from 'node:crypto'
import type { RunningServer } from '@evenwatch/server'

export type Seed = {
  readonly people: number
  readonly services: number
  /** CEL conditions on each of the services that carry rules; in all, at most `rules`. */
  readonly rules: number
  /** Zero pages at once; an hour keeps the engine out of what is measured. */
  readonly firstStepAfterMs: number
  readonly secondStepAfterMs: number
  readonly grouping: boolean
  /**
   * Whom the first step pages: one person, the whole team, or for each service a person of its own,
   * so that nobody's messages are bundled.
   */
  readonly pages: 'one' | 'team' | 'each'
}

export type Seeded = {
  readonly keys: readonly string[]
  readonly serviceIds: readonly string[]
  readonly policyId: string
}

export const idOf = (kind: number, n: number) =>
  `00000000-0000-7000-8${String(kind).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`
const keyOf = (n: number) => `bench${String(n).padStart(27, '0')}`
const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')

const PEOPLE = `
with person as (
  insert into app_user (id, name, display_name, email, time_zone, role, revision, created_at, updated_at)
  select ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid, 'p' || n, 'Person ' || n, 'p' || n || '@example.org',
    'UTC', 'responder', $2, now(), now() from generate_series(1, $1::int) n returning id
)
insert into contact_method (id, user_id, name, channel, address, position, verified_at, verified_by, revision, created_at)
select ('00000000-0000-7000-8009-' || right(id::text, 12))::uuid, id, 'main', 'email', 'x@example.org', 0, now(), 'administrator', $2, now() from person`

const DEFINITIONS = `
with row as (
  select * from jsonb_to_recordset($1::jsonb) as r(id uuid, kind text, name text, document jsonb)
), head as (
  insert into definition (id, kind, name, document, version, revision, created_at, updated_at)
  select id, kind, name, document, 1, $2, now(), now() from row
)
insert into definition_version (definition_id, version, document, actor, created_at) select id, 1, document, 'system', now() from row`

const INTEGRATIONS = `
with row as (
  select * from jsonb_to_recordset($1::jsonb) as r(id uuid, service_id uuid, type text, key_hash text)
), head as (
  insert into integration (id, service_id, name, type, scope_id, revision, created_at)
  select id, service_id, 'bench', type, id, $2, now() from row
)
insert into integration_key (key_hash, key_sealed, integration_id, created_at) select key_hash, '', id, now() from row`

export async function seed(server: RunningServer, wanted: Seed): Promise<Seeded> {
  const { pool, directory } = server.context
  const { rows } = await pool.query<{ revision: number }>(
    'update config_revision set revision = revision + 1 returning revision',
  )
  const revision = rows[0]?.revision ?? 0
  const ids = (kind: number, count: number) =>
    Array.from({ length: count }, (_, n) => idOf(kind, n + 1))
  const people = ids(1, wanted.people)
  const team = idOf(2, 1)
  const policy = idOf(3, 1)
  const first =
    wanted.pages === 'team' ? { kind: 'team', id: team } : { kind: 'user', id: people[0] }
  const step = (afterMs: number, target: unknown) => ({
    afterMs,
    notify: [target],
    mode: 'everyone',
    when: 'unacknowledged',
    condition: null,
  })
  const serviceIds = ids(4, wanted.services)

  const policies = wanted.pages === 'each' ? ids(3, wanted.people) : [policy]
  const policyDocument = (id: string, n: number) => ({
    id,
    kind: 'EscalationPolicy',
    name: `bench-${n}`,
    document: {
      displayName: 'Bench',
      labels: {},
      teamId: team,
      delaysFrom: 'previousStep',
      repeat: { times: 0, afterMs: 300_000 },
      whenNobody: 'none',
      steps: [
        step(
          wanted.firstStepAfterMs,
          wanted.pages === 'each' ? { kind: 'user', id: people[n] } : first,
        ),
        step(wanted.secondStepAfterMs, { kind: 'user', id: people[(n + 1) % people.length] }),
      ],
    },
  })

  await pool.query(PEOPLE, [wanted.people, revision])
  await pool.query(DEFINITIONS, [
    JSON.stringify([
      {
        id: team,
        kind: 'Team',
        name: 'bench',
        document: { displayName: 'Bench', labels: {}, leadIds: [], memberIds: people },
      },
      ...policies.map((id, n) => policyDocument(id, n)),
      ...serviceIds.map((id, n) => ({
        id,
        kind: 'Service',
        name: `s${n + 1}`,
        document: serviceDocument(team, policies[n % policies.length] ?? policy, n, wanted),
      })),
    ]),
    revision,
  ])
  await pool.query(INTEGRATIONS, [
    JSON.stringify(
      serviceIds.map((serviceId, n) => ({
        id: idOf(5, n + 1),
        service_id: serviceId,
        type: 'events',
        key_hash: hashOf(keyOf(n + 1)),
      })),
    ),
    revision,
  ])
  await directory.refresh()
  return { keys: serviceIds.map((_, n) => keyOf(n + 1)), serviceIds, policyId: policy }
}

function serviceDocument(teamId: string, policyId: string, n: number, wanted: Seed) {
  // The service that is measured carries every rule; none of them holds, so all are asked.
  const rules = n === 0 ? wanted.rules : 0
  const conditional = Array.from({ length: rules }, (_, rule) => ({
    condition:
      rule % 2 === 0
        ? `labels.region == "r${rule}" && severity == "critical"`
        : `summary.contains("never-${rule}")`,
    policyId,
  }))
  return {
    displayName: `Service ${n + 1}`,
    teamId,
    labels: {},
    policyRoutes: [...conditional, { condition: null, policyId }],
    dependsOn: [],
    runbook: null,
    grouping: wanted.grouping ? { by: ['alertname', 'instance'], windowMs: 300_000 } : null,
    urgency: {},
    acknowledgementLapsesMs: null,
    repage: 'whenMoreUrgent',
    autoResolveMs: null,
  }
}
