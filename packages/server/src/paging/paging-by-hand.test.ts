import * as api from '@evenwatch/api'
import {
  assert,
  DEFAULT_TEAM_LIMITS,
  type EventOutcome,
  formatInstant,
  MINUTE_MS,
  type RoutedEvent,
} from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { call } from '../alert/testing/call.ts'
import { insertGroup, insertPage, insertRow, insertRun } from '../alert/testing/insert-rows.ts'
import { makeHttp, makeWorld, START } from '../alert/testing/make-context.ts'
import {
  IDS,
  makeDirectory,
  makePolicy,
  makeService,
  makeStep,
} from '../alert/testing/make-directory.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import type { RouteEvent } from './by-hand/paging-deps.ts'
import { registerPagingByHand } from './register-paging-by-hand.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)

// Ingest, routing and configuration are other rooms' parts; here each does the least of its work.
let taken: RoutedEvent[] = []
let made: string[] = []

async function ingest(events: readonly RoutedEvent[]): Promise<readonly EventOutcome[]> {
  taken.push(...events)
  const outcomes: EventOutcome[] = []
  for (const { id, dedupKey, serviceId, event, urgency, isTest } of events) {
    const row = { service_id: serviceId, title: event.summary, urgency, is_test: isTest }
    const groupId = await insertGroup(pool, world.now, row)
    outcomes.push({ eventId: id, dedupKey, effect: 'opened', alertId: id, groupId, warnings: [] })
  }
  return outcomes
}

const routeEvent: RouteEvent = (directory, integration, event, ids, isTest = false) => {
  const service = directory.services.get(integration.serviceId)
  assert(service, 'the service exists')
  return {
    id: ids.eventId,
    event,
    scopeId: integration.scopeId,
    dedupKey: ids.freshKey,
    integrationId: integration.id,
    serviceId: service.id,
    urgency: 'high',
    warnings: [],
    policyId: IDS.policy,
    policyVersion: 1,
    firstStepAfterMs: 0,
    groupKey: 'shared',
    groupWindowMs: 0,
    repage: service.repage,
    runbookUrl: null,
    isTest,
  }
}

registerPagingByHand(http, world.context, {
  ingest,
  routeEvent,
  pinnedPolicy: async () => null,
  ensureDefinition: async ({ kind, metadata: { name } }) => {
    made.push(`${kind} ${name}`)
    const id = world.context.random.uuid(START)
    const { directory } = world
    if (kind === 'EscalationPolicy') {
      const policy = makePolicy({ id, name, steps: [makeStep(0, IDS.ben)] })
      world.directory = { ...directory, policies: new Map([...directory.policies, [id, policy]]) }
    }
    if (kind === 'Team') {
      const team = {
        id,
        name,
        displayName: name,
        leadIds: [],
        memberIds: [],
        limits: DEFAULT_TEAM_LIMITS,
      }
      world.directory = { ...directory, teams: new Map([...directory.teams, [id, team]]) }
    }
    if (kind === 'Service') {
      const service = makeService({ id, name })
      world.directory = { ...directory, services: new Map([...directory.services, [id, service]]) }
    }
    return undefined
  },
})

beforeEach(async () => {
  world.now = START
  world.directory = makeDirectory()
  taken = []
  made = []
  await pool.query('truncate alert_group, message, idempotency_key cascade')
})

const page = (body: object, headers = {}) => call(http, api.pageSomeone, 'ana', { body, headers })

describe('paging somebody by hand', () => {
  test('makes a policy and the built-in service, sends one event, and says who is paged', async () => {
    const { status, body } = await page({ target: { user: 'ben' }, message: 'please look' })
    expect(status).toBe(200)
    expect(made).toEqual([
      'EscalationPolicy direct-user-ben',
      'Team direct-pages',
      'Service direct-pages',
    ])
    expect(body).toMatchObject({
      group: { title: 'please look', urgency: 'high', service: { name: 'direct-pages' } },
      willPage: [{ name: 'ben' }],
    })
    expect(taken).toMatchObject([
      { event: { source: 'paged by Ana' }, groupKey: null, isTest: false },
    ])
  })

  test('finds everything there the second time, and is a new alert each time', async () => {
    await page({ target: { user: 'ben' }, message: 'one' })
    made = []
    await page({ target: { user: IDS.ben }, message: 'two' })
    expect(made).toEqual([])
    expect(new Set(taken.map((event) => event.dedupKey)).size).toBe(2)
  })

  test('uses an escalation policy as it is', async () => {
    await page({ target: { policy: 'payments' }, message: 'all of you', urgency: 'low' })
    expect(made).toEqual(['Team direct-pages', 'Service direct-pages'])
    expect(taken).toMatchObject([{ policyId: IDS.policy, urgency: 'low' }])
  })

  test('about an alert group has its severity, and says which it is', async () => {
    const about = await insertGroup(pool, START, { severity: 'error' })
    const body = { target: { user: 'ben' }, message: 'please help', about }
    expect((await page(body)).status).toBe(200)
    expect(taken).toMatchObject([
      { event: { severity: 'error', labels: { about: expect.stringMatching(/^#\d+$/) } } },
    ])
    const unknown = await page({ ...body, about: '99999' })
    expect(unknown).toMatchObject({
      status: 404,
      body: { detail: 'There is no alert group 99999.' },
    })
  })

  test('refuses whom it does not know', async () => {
    const unknown = await page({ target: { schedule: 'nothing' }, message: 'x' })
    expect(unknown).toMatchObject({
      status: 404,
      body: { detail: 'There is no active schedule nothing.' },
    })
    expect(taken).toEqual([])
  })

  test('pages once when the call is repeated with its key, even at the same moment', async () => {
    const headers = { 'idempotency-key': 'page-1' }
    const send = () => page({ target: { policy: 'payments' }, message: 'once' }, headers)
    const both = await Promise.all([send(), send()])
    const statuses = both.map((one) => one.status).sort()
    expect([
      [200, 200],
      [200, 409],
    ]).toContainEqual(statuses)
    expect(await send()).toEqual(both.find((one) => one.status === 200))
    expect(taken).toHaveLength(1)
  })

  test('a refused call may be sent again under the same key', async () => {
    const headers = { 'idempotency-key': 'page-2' }
    const body = { target: { user: 'dana' }, message: 'x' }
    expect((await page(body, headers)).status).toBe(404)
    expect((await page(body, headers)).status).toBe(404)
  })

  test('a key whose process died is taken over after a minute', async () => {
    const headers = { 'idempotency-key': 'page-3' }
    const body = { target: { policy: 'payments' }, message: 'x' }
    await page(body, headers)
    await pool.query('update idempotency_key set status = null, response = null')
    expect((await page(body, headers)).status).toBe(409)
    world.now = START + MINUTE_MS + 1
    expect((await page(body, headers)).status).toBe(200)
  })
})

describe('a test alert', () => {
  const fire = () => call(http, api.fireTestAlert, 'ben', { params: { service: 'checkout-api' } })

  test('is marked as one, stands alone, and is answered with its group', async () => {
    const { status, body } = await fire()
    expect(status).toBe(200)
    expect(taken).toMatchObject([{ isTest: true, groupKey: null, integrationId: null }])
    const { rows } = await pool.query('select id, is_test from alert_group')
    expect(rows).toEqual([{ id: body.groupId, is_test: true }])
  })

  test('can be fired six times a minute', async () => {
    for (let number = 0; number < 6; number += 1) expect((await fire()).status).toBe(200)
    expect(await fire()).toMatchObject({ status: 429, body: { code: 'too-many-requests' } })
    world.now = START + MINUTE_MS
    expect((await fire()).status).toBe(200)
  })
})

describe('the inbox', () => {
  async function insertMessage(at: number, userId: string, groups: readonly string[]) {
    const id = world.context.random.uuid(at)
    await insertRow(pool, 'message', {
      id,
      user_id: userId,
      contact_method_id: userId,
      channel: 'inbox',
      created_at: formatInstant(at),
      handed_over_at: formatInstant(at),
      outcome: 'sent',
    })
    for (const group of groups) {
      const run = await insertRun(pool, group, at)
      const pageId = await insertPage(pool, group, run, userId, at)
      await insertRow(pool, 'delivery', {
        id: world.context.random.uuid(at),
        page_id: pageId,
        group_id: group,
        user_id: userId,
        contact_method_id: userId,
        channel: 'inbox',
        rule_position: 0,
        attempt: 1,
        urgency: 'high',
        state: 'sent',
        created_at: formatInstant(at),
        message_id: id,
      })
    }
  }
  const read = async (query = {}) => (await call(http, api.listInbox, 'ben', { query })).body

  test('shows my messages, the newest first, with the most urgent group of a bundle', async () => {
    const low = await insertGroup(pool, START, { title: 'slow', urgency: 'low' })
    const high = await insertGroup(pool, START, { title: 'down' })
    await insertMessage(START, IDS.ben, [low])
    await insertMessage(START + 1, IDS.ben, [low, high])
    await insertMessage(START + 2, IDS.ana, [high])
    const body = await read()
    expect(body.items.map((item: { subject: string }) => item.subject)).toEqual([
      '2 alert groups, first: down',
      'slow',
    ])
    expect(body.items[0]).toMatchObject({
      group: { id: high, status: 'triggered' },
      answeredAt: null,
    })
  })

  test('is read page by page', async () => {
    for (const number of [1, 2, 3]) await insertMessage(START + number, IDS.ben, [])
    const first = await read({ limit: 2 })
    const rest = await read({ limit: 2, cursor: first.nextCursor })
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null])
  })
})
