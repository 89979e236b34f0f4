import * as api from '@evenwatch/api'
import { formatInstant, HOUR_MS, MINUTE_MS } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { registerAlertRoutes } from '../register-alert-routes.ts'
import { call } from '../testing/call.ts'
import {
  insertAlert,
  insertGroup,
  insertPage,
  insertRow,
  insertRun,
  insertTimeline,
} from '../testing/insert-rows.ts'
import { makeHttp, makeWorld, START } from '../testing/make-context.ts'
import { IDS } from '../testing/make-directory.ts'
import { noDeps } from '../testing/no-deps.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)
registerAlertRoutes(http, world.context, noDeps)

beforeEach(async () => {
  world.now = START + MINUTE_MS
  await pool.query('truncate alert_group, event_log, timeline, message cascade')
})

const read = (route: api.Route, group: string, query = {}) =>
  call(http, route, 'ben', { params: { group }, query })

describe('one alert group', () => {
  test('is found by id and by number, and by nothing else', async () => {
    const id = await insertGroup(pool, START)
    const { body } = await read(api.getAlertGroup, id)
    expect(body.id).toBe(id)
    expect((await read(api.getAlertGroup, String(body.number))).body.id).toBe(id)
    for (const ref of ['999999', 'name', '00000000-0000-7000-8000-00000000ffff']) {
      expect((await read(api.getAlertGroup, ref)).status).toBe(404)
    }
  })

  test('shows shared labels once and names those in which its alerts differ', async () => {
    const id = await insertGroup(pool, START)
    const labels = [
      { env: 'prod', host: 'a' },
      { env: 'prod', host: 'b', zone: '1' },
    ]
    for (const one of labels) await insertAlert(pool, id, START, { labels: JSON.stringify(one) })
    const { body } = await read(api.getAlertGroup, id)
    expect(body.sharedLabels).toEqual({ env: 'prod' })
    expect(body.differingLabels).toEqual(['host', 'zone'])
  })

  test('shows how similar groups of its service ended, the newest first', async () => {
    const ended = { status: 'resolved', resolved_by: `user:${IDS.chen}` }
    const at = (hour: number) => ({ ...ended, resolved_at: formatInstant(START - hour * HOUR_MS) })
    await insertGroup(pool, START - 9 * HOUR_MS, at(8))
    await insertGroup(pool, START - 5 * HOUR_MS, at(4))
    await insertGroup(pool, START - 3 * HOUR_MS, { ...at(2), title: 'another' })
    await insertGroup(pool, START - 3 * HOUR_MS, { ...at(2), service_id: IDS.otherService })
    const { body } = await read(api.getAlertGroup, await insertGroup(pool, START))
    expect(body.similar.map((one: { openedAt: string }) => one.openedAt)).toEqual([
      formatInstant(START - 5 * HOUR_MS),
      formatInstant(START - 9 * HOUR_MS),
    ])
    expect(body.similar[0].resolvedBy).toMatchObject({ kind: 'user', name: 'Chen' })
  })

  test('lists its alerts page by page, the newest first', async () => {
    const id = await insertGroup(pool, START)
    for (const number of [1, 2, 3]) {
      await insertAlert(pool, id, START + number, { summary: `alert ${number}` })
    }
    const first = await read(api.listAlertsOfGroup, id, { limit: 2 })
    const rest = await read(api.listAlertsOfGroup, id, { limit: 2, cursor: first.body.nextCursor })
    const summaries = [...first.body.items, ...rest.body.items].map((item) => item.summary)
    expect(summaries).toEqual(['alert 3', 'alert 2', 'alert 1'])
    expect(rest.body.nextCursor).toBeNull()
  })

  test('tells its timeline in words, oldest first, without what is not for everybody', async () => {
    const id = await insertGroup(pool, START)
    const integration = `integration:${IDS.integration}`
    await insertTimeline(pool, id, START, 'alert-opened', integration, { summary: 'disk full' })
    await insertTimeline(pool, id, START, 'paged', 'system', { userIds: [IDS.ana], step: 0 })
    await insertTimeline(pool, id, START, 'group-acknowledged', `user:${IDS.ben}`)
    await insertRow(pool, 'timeline', {
      at: formatInstant(START),
      subject_kind: 'alert-group',
      subject_id: id,
      kind: 'note',
      actor: 'system',
      audience: 'sealed',
      data: '{"text":"secret"}',
    })
    const first = await read(api.getGroupTimeline, id, { limit: 2 })
    const rest = await read(api.getGroupTimeline, id, { limit: 2, cursor: first.body.nextCursor })
    const items = [...first.body.items, ...rest.body.items]
    expect(items.map((item) => item.text)).toEqual([
      'Prometheus opened an alert: disk full.',
      'Ana was paged (step 1).',
      'Ben acknowledged. Paging stopped.',
    ])
  })
})

describe('the escalation of a group', () => {
  const began = {
    next_step: 1,
    last_step_at: formatInstant(START),
    paged_in_round: true,
    due_at: formatInstant(START + 5 * MINUTE_MS),
  }

  test('shows the current step with its deliveries, and the planned ones with their times', async () => {
    const id = await insertGroup(pool, START)
    const run = await insertRun(pool, id, START, began)
    const page = await insertPage(pool, id, run, IDS.ana, START)
    await insertDelivery(page, id, { state: 'failed', error: 'mailbox full' })
    const { body } = await read(api.getGroupEscalation, id)
    expect(body.steps).toMatchObject([
      {
        state: 'current',
        step: 0,
        policy: 'payments',
        people: [
          {
            user: 'ana',
            deliveries: [{ channel: 'inbox', state: 'failed', error: 'mailbox full' }],
          },
        ],
      },
      {
        state: 'planned',
        step: 1,
        at: formatInstant(START + 5 * MINUTE_MS),
        people: [{ user: 'ben' }],
      },
      {
        state: 'planned',
        step: 2,
        at: formatInstant(START + 15 * MINUTE_MS),
        people: [{ user: 'chen' }],
      },
    ])
    expect(body.next).toMatchObject({ what: 'step', users: [{ name: 'ben' }] })
  })

  test('a step that reached nobody is shown as skipped', async () => {
    const id = await insertGroup(pool, START)
    const run = await insertRun(pool, id, START, { ...began, next_step: 2 })
    await insertPage(pool, id, run, IDS.ben, START, { step: 1 })
    const { body } = await read(api.getGroupEscalation, id)
    expect(body.steps.slice(0, 2)).toMatchObject([
      { state: 'skipped', step: 0, people: [] },
      { state: 'current', step: 1 },
    ])
  })

  test('a finished run has neither a current nor a planned step', async () => {
    const id = await insertGroup(pool, START, { status: 'acknowledged' })
    const finished = { ...began, state: 'finished', finish_reason: 'acknowledged', due_at: null }
    const run = await insertRun(pool, id, START, finished)
    await insertPage(pool, id, run, IDS.ana, START, { state: 'answered' })
    const { body } = await read(api.getGroupEscalation, id)
    expect(body.steps.map((step: { state: string }) => step.state)).toEqual(['done'])
    expect(body.next).toBeNull()
  })

  async function insertDelivery(page: string, group: string, row: Record<string, unknown>) {
    await insertRow(pool, 'delivery', {
      id: world.context.random.uuid(START),
      page_id: page,
      group_id: group,
      user_id: IDS.ana,
      contact_method_id: IDS.ana,
      channel: 'inbox',
      rule_position: 0,
      attempt: 1,
      urgency: 'high',
      created_at: formatInstant(START),
      ...row,
    })
  }
})
