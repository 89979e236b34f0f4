// The configuration of a crash run, written at once: services that page two people of their own, one
// after the other, and one service that pages nobody for as long as the run lasts.

import { createHash } from 'node:crypto'
import type { ServerContext } from '@evenwatch/server'

type Pool = ServerContext['pool']

export type WorldOptions = {
  readonly pagingServices: number
  /** After the first step; zero: there is no second step. */
  readonly secondStepAfterMs: number
  readonly carrierPort: number
}

export type SeededWorld = {
  readonly quietKey: string
  readonly pagingKeys: readonly string[]
  /** Whom event number `n` pages, step by step. */
  readonly pagedBy: (n: number) => readonly string[]
}

const QUIET_FOR_MS = 24 * 60 * 60 * 1_000
/** Nothing follows the last step, so a run ends soon after it. */
const REPEAT_AFTER_MS = 1_000

const TEAM = 2
const PERSON = 1
const POLICY = 3
const SERVICE = 4
const INTEGRATION = 5

const PEOPLE = `
with person as (
  insert into app_user (id, name, display_name, email, time_zone, role, revision, created_at, updated_at)
  select ('00000000-0000-7000-8001-' || lpad(to_hex(n), 12, '0'))::uuid, 'p' || n, 'Person ' || n,
    'p' || n || '@example.org', 'UTC', 'responder', $2, now(), now() from generate_series(1, $1::int) n
  returning id, name
)
insert into contact_method (id, user_id, name, channel, address, position, verified_at, verified_by, revision, created_at)
select ('00000000-0000-7000-8009-' || right(id::text, 12))::uuid, id, 'hook', 'webhook', $3 || name, 0, now(),
  'administrator', $2, now() from person`

const DEFINITIONS = `
with row as (
  select * from jsonb_to_recordset($1::jsonb) as r(id uuid, kind text, name text, document jsonb)
), head as (
  insert into definition (id, kind, name, document, version, revision, created_at, updated_at)
  select id, kind, name, document, 1, $2, now(), now() from row
)
insert into definition_version (definition_id, version, document, actor, created_at)
select id, 1, document, 'system', now() from row`

const INTEGRATIONS = `
with row as (
  select * from jsonb_to_recordset($1::jsonb) as r(id uuid, service_id uuid, type text, key_hash text)
), head as (
  insert into integration (id, service_id, name, type, scope_id, revision, created_at)
  select id, service_id, 'crash', type, id, $2, now() from row
)
insert into integration_key (key_hash, key_sealed, integration_id, created_at)
select key_hash, '', id, now() from row`

const NEXT_REVISION = 'update config_revision set revision = revision + 1 returning revision'

export async function seedWorld(pool: Pool, options: WorldOptions): Promise<SeededWorld> {
  const { rows } = await pool.query<{ revision: number }>(NEXT_REVISION)
  const revision = rows[0]?.revision ?? 0
  const numbers = Array.from({ length: options.pagingServices }, (_, n) => n + 1)
  const steps = options.secondStepAfterMs > 0 ? 2 : 1
  const personOf = (service: number, step: number) => idOf(PERSON, (service - 1) * steps + step + 1)
  const quiet = options.pagingServices + 1

  await pool.query(PEOPLE, [quiet * steps, revision, `http://127.0.0.1:${options.carrierPort}/`])
  const people = numbers.flatMap((n) => Array.from({ length: steps }, (_, s) => personOf(n, s)))
  const policies = numbers.map((n) => {
    const second = [step(options.secondStepAfterMs, personOf(n, 1))]
    return policy(n, [step(0, personOf(n, 0)), ...(steps > 1 ? second : [])])
  })
  const definitions = [
    { id: idOf(TEAM, 1), kind: 'Team', name: 'crash', document: team(people) },
    ...policies,
    policy(quiet, [step(QUIET_FOR_MS, personOf(quiet, 0))]),
    ...[...numbers, quiet].map(service),
  ]
  await pool.query(DEFINITIONS, [JSON.stringify(definitions), revision])
  await pool.query(INTEGRATIONS, [JSON.stringify([...numbers, quiet].map(integration)), revision])
  return {
    quietKey: keyOf(quiet),
    pagingKeys: numbers.map(keyOf),
    pagedBy(n) {
      const serviceNo = (n % options.pagingServices) + 1
      return Array.from({ length: steps }, (_, s) => personOf(serviceNo, s))
    },
  }
}

function idOf(kind: number, n: number): string {
  return `00000000-0000-7000-800${kind}-${n.toString(16).padStart(12, '0')}`
}

function keyOf(n: number): string {
  return `crash${String(n).padStart(27, '0')}`
}

function team(memberIds: readonly string[]) {
  return { displayName: 'Crash', labels: {}, leadIds: [], memberIds }
}

function step(afterMs: number, userId: string) {
  return {
    afterMs,
    notify: [{ kind: 'user', id: userId }],
    mode: 'everyone',
    when: 'unacknowledged',
    condition: null,
  }
}

function policy(n: number, steps: readonly unknown[]) {
  const document = {
    displayName: `Policy ${n}`,
    labels: {},
    teamId: idOf(TEAM, 1),
    delaysFrom: 'previousStep',
    repeat: { times: 0, afterMs: REPEAT_AFTER_MS },
    whenNobody: 'none',
    steps,
  }
  return { id: idOf(POLICY, n), kind: 'EscalationPolicy', name: `policy-${n}`, document }
}

function service(n: number) {
  const document = {
    displayName: `Service ${n}`,
    teamId: idOf(TEAM, 1),
    labels: {},
    policyRoutes: [{ condition: null, policyId: idOf(POLICY, n) }],
    dependsOn: [],
    runbook: null,
    grouping: null,
    urgency: {},
    acknowledgementLapsesMs: null,
    repage: 'whenMoreUrgent',
    autoResolveMs: null,
  }
  return { id: idOf(SERVICE, n), kind: 'Service', name: `service-${n}`, document }
}

function integration(n: number) {
  const keyHash = createHash('sha256').update(keyOf(n)).digest('hex')
  return {
    id: idOf(INTEGRATION, n),
    service_id: idOf(SERVICE, n),
    type: 'events',
    key_hash: keyHash,
  }
}
