import * as api from '@evenwatch/api'
import { type ChannelName, formatInstant, MINUTE_MS } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { call } from '../alert/testing/call.ts'
import { insertGroup, insertRow } from '../alert/testing/insert-rows.ts'
import { makeHttp, makeWorld, START } from '../alert/testing/make-context.ts'
import { IDS, makeDirectory, makePerson } from '../alert/testing/make-directory.ts'
import type { Channel } from '../paging/channels/channel.ts'
import { createPool } from '../platform/database/create-pool.ts'
import { createMetrics } from '../platform/telemetry/metrics.ts'
import { silentLog } from '../platform/testing/silent-log.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { checkReadiness } from './health/register-health-routes.ts'
import { registerPlatformRoutes } from './register-platform-routes.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)
const metrics = createMetrics()
let clockHealthy = true
let engineAlive: boolean | null = true
Object.assign(world.context.clock, { healthy: () => clockHealthy })

const channel = (name: ChannelName, missing: string | null): Channel => ({
  name,
  missing,
  afterDoubt: 'idempotent',
  send: async () => ({ kind: 'sent', carrierRef: null, detail: '' }),
  close: async () => undefined,
})
const channels = new Map([
  ['inbox' as const, channel('inbox', null)],
  ['email' as const, channel('email', 'Set SMTP_URL.')],
])
registerPlatformRoutes(http, world.context, {
  channels,
  version: '0.1.0',
  probeChannel: async () => null,
  engineAlive: () => engineAlive,
  metrics,
  authenticate: async () => null,
})

beforeEach(async () => {
  world.now = START
  world.directory = makeDirectory()
  clockHealthy = true
  engineAlive = true
  await pool.query('truncate alert_group, app_user, node, timeline cascade')
})

const codes = (body: { troubles: { code: string }[] }) => body.troubles.map((one) => one.code)
const status = async () => (await call(http, api.getStatus, 'ben')).body

async function insertMethod(row: Record<string, unknown>) {
  await insertRow(pool, 'app_user', {
    id: IDS.ana,
    name: 'ana',
    display_name: 'Ana',
    email: 'ana@example.org',
    time_zone: 'UTC',
    role: 'admin',
    revision: 1,
    created_at: formatInstant(START),
    updated_at: formatInstant(START),
  })
  await insertRow(pool, 'contact_method', {
    id: IDS.ben,
    user_id: IDS.ana,
    name: 'inbox',
    channel: 'inbox',
    address: '',
    position: 0,
    revision: 1,
    created_at: formatInstant(START),
    ...row,
  })
}

describe('the status', () => {
  test('of a sound installation names no trouble, not even a channel that nobody uses', async () => {
    expect(await status()).toMatchObject({ troubles: [], deadLetters: [], version: '0.1.0' })
  })

  test('names groups that could page nobody', async () => {
    const group = await insertGroup(pool, START)
    const letter = {
      group_id: group,
      run_id: group,
      reason: 'nobody reachable',
      at: formatInstant(START),
    }
    await insertRow(pool, 'dead_letter', { id: IDS.ana, ...letter })
    await insertRow(pool, 'dead_letter', { id: IDS.ben, ...letter })
    await insertRow(pool, 'dead_letter', {
      id: IDS.chen,
      ...letter,
      cleared_at: formatInstant(START),
    })
    const body = await status()
    expect(codes(body)).toEqual(['dead-letters'])
    expect(body.deadLetters).toMatchObject([{ groupId: group, reason: 'nobody reachable' }])
  })

  test('names a channel whose latest word is a failure, until it works again', async () => {
    await insertMethod({ last_failure_at: formatInstant(START - MINUTE_MS) })
    expect((await status()).troubles).toMatchObject([
      { code: 'channel-failing', severity: 'critical', since: formatInstant(START - MINUTE_MS) },
    ])
    await pool.query('update contact_method set last_success_at = $1', [formatInstant(START)])
    expect(codes(await status())).toEqual([])
  })

  test('forgets a failure after ten minutes', async () => {
    await insertMethod({ last_failure_at: formatInstant(START - 11 * MINUTE_MS) })
    expect(codes(await status())).toEqual([])
  })

  test('names mail that is not set up when somebody relies on it', async () => {
    const mail = makePerson(IDS.ben, 'ben')
    const method = { ...mail.contactMethods[0], channel: 'email' as const }
    const ben = {
      ...mail,
      contactMethods: [
        {
          ...method,
          id: 'm',
          userId: IDS.ben,
          name: 'mail',
          address: 'b@example.org',
          position: 0,
          verifiedAt: 1,
        },
      ],
    }
    world.directory = makeDirectory({
      people: new Map([...makeDirectory().people, [IDS.ben, ben]]),
    })
    expect((await status()).troubles).toMatchObject([
      { code: 'channel-missing', severity: 'critical' },
    ])
  })

  test('names an unsure clock, silent nodes and a last resort that reaches nobody', async () => {
    clockHealthy = false
    world.directory = makeDirectory({ administratorIds: [] })
    const node = {
      name: 'two',
      roles: ['engine'],
      clock_uncertainty_ms: 1,
      healthy: true,
      started_at: formatInstant(START),
    }
    await insertRow(pool, 'node', {
      ...node,
      id: IDS.ana,
      seen_at: formatInstant(START - MINUTE_MS),
    })
    await insertRow(pool, 'node', {
      ...node,
      id: IDS.ben,
      name: 'three',
      seen_at: formatInstant(START),
    })
    expect(codes(await status())).toEqual([
      'clock-unsure',
      'no-administrator-reachable',
      'node-silent',
    ])
  })
})

describe('health for machines', () => {
  const ready = async () => {
    const response = await http.app.inject('/readyz')
    return [response.statusCode, response.json().status]
  }

  test('the process answers', async () => {
    expect((await http.app.inject('/healthz')).json()).toEqual({ status: 'ok' })
  })

  test('ready when database, clock and engine are in order', async () => {
    expect(await ready()).toEqual([200, 'ready'])
  })

  test('not ready without a sure clock, or with an engine that stands still', async () => {
    clockHealthy = false
    expect(await ready()).toEqual([503, 'not-ready'])
    clockHealthy = true
    engineAlive = false
    expect(await ready()).toEqual([503, 'not-ready'])
  })

  test('ready on a process without the engine', async () => {
    engineAlive = null
    expect(await ready()).toEqual([200, 'ready'])
  })

  test('degraded, and still serving, with dead letters', async () => {
    const group = await insertGroup(pool, START)
    const row = {
      id: IDS.ana,
      group_id: group,
      run_id: group,
      reason: 'x',
      at: formatInstant(START),
    }
    await insertRow(pool, 'dead_letter', row)
    expect(await ready()).toEqual([200, 'degraded'])
  })

  test('not ready when the database does not answer', async () => {
    const gone = createPool({ host: '/nowhere', connectionTimeoutMillis: 100 }, silentLog)
    const context = { ...world.context, pool: gone }
    const { checks } = await checkReadiness(context, { engineAlive: () => true })
    expect(checks).toMatchObject({ database: false, clock: true })
    await gone.end()
  })
})

describe('the figures', () => {
  test('are Prometheus text with what the engine reported and how long calls took', async () => {
    metrics.eventAccepted('opened', 3)
    metrics.deliveryFinished('email', 'sent')
    metrics.escalationTaken(12)
    metrics.watchQueue('ingest', () => 7)
    await status()
    const { body, headers } = await http.app.inject('/metrics')
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toContain('evenwatch_events_accepted_total{effect="opened"} 3')
    expect(body).toContain('evenwatch_deliveries_total{channel="email",outcome="sent"} 1')
    expect(body).toContain('evenwatch_escalation_lateness_seconds_count 1')
    expect(body).toContain('evenwatch_queue_depth{queue="ingest"} 7')
    expect(body).toContain('route="/api/v1/status",method="GET",status="2xx"')
  })
})

describe('the diagnosis', () => {
  test('needs a manager, and tells machine and configuration together', async () => {
    expect((await call(http, api.getDiagnosis, 'ben')).status).toBe(403)
    const { status: code, body } = await call(http, api.getDiagnosis, 'ana')
    expect(code).toBe(200)
    const found = body.checks.map((one: { code: string }) => one.code)
    expect(found).toContain('clock')
    expect(found).toContain('pooler')
    expect(found).toContain('policies-reach-people')
    expect(body.checks.filter((one: { level: string }) => one.level !== 'ok')).toEqual([])
  })
})
