import { listAlertGroups as route } from '@evenwatch/api'
import { formatInstant, HOUR_MS, MINUTE_MS } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { registerAlertRoutes } from '../register-alert-routes.ts'
import { call } from '../testing/call.ts'
import {
  insertAlert,
  insertEvent,
  insertGroup,
  insertPage,
  insertRun,
} from '../testing/insert-rows.ts'
import { makeHttp, makeWorld, START } from '../testing/make-context.ts'
import { IDS } from '../testing/make-directory.ts'
import { noDeps } from '../testing/no-deps.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)
registerAlertRoutes(http, world.context, noDeps)

beforeEach(async () => {
  world.now = START + HOUR_MS
  await pool.query('truncate alert_group, event_log cascade')
})

const titles = (body: { items: { title: string }[] }) => body.items.map((item) => item.title)

async function list(query: Record<string, unknown> = {}, user = 'ben') {
  const answer = await call(http, route, user, { query })
  expect(answer.status).toBe(200)
  return answer.body
}

describe('the list of alert groups', () => {
  test('shows triggered groups first, the oldest at the top, and hides resolved ones', async () => {
    await insertGroup(pool, START + 2, { title: 'newer' })
    await insertGroup(pool, START + 1, { title: 'older' })
    await insertGroup(pool, START, { title: 'taken', status: 'acknowledged', triggered_count: 0 })
    await insertGroup(pool, START, {
      title: 'over',
      status: 'resolved',
      resolved_at: formatInstant(START),
    })
    expect(titles(await list())).toEqual(['older', 'newer', 'taken'])
  })

  test('shows resolved groups the newest first', async () => {
    for (const minute of [1, 3, 2]) {
      const resolved_at = formatInstant(START + minute * MINUTE_MS)
      await insertGroup(pool, START, { title: `at ${minute}`, status: 'resolved', resolved_at })
    }
    expect(titles(await list({ status: 'resolved' }))).toEqual(['at 3', 'at 2', 'at 1'])
  })

  test('is paged through statuses without losing or repeating a row while others come in', async () => {
    for (const number of [1, 2, 3]) await insertGroup(pool, START + number, { title: `t${number}` })
    for (const number of [1, 2]) {
      await insertGroup(pool, START + number, { title: `a${number}`, status: 'acknowledged' })
    }
    const seen: string[] = []
    let cursor: string | null = null
    for (let page = 0; page < 10; page += 1) {
      const body: { items: { title: string }[]; nextCursor: string | null } = await list({
        limit: 2,
        ...(cursor && { cursor }),
      })
      seen.push(...titles(body))
      cursor = body.nextCursor
      if (cursor === null) break
      if (page === 0) await insertGroup(pool, START - 1, { title: 'late and old' })
    }
    expect(seen).toEqual(['t1', 't2', 't3', 'a1', 'a2'])
  })

  test('a cursor that is none is refused with its field', async () => {
    const answer = await call(http, route, 'ben', { query: { cursor: 'nonsense' } })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'invalid-request', fields: [{ field: 'cursor' }] },
    })
  })

  test('narrows to services, teams, urgency and words of the title', async () => {
    await insertGroup(pool, START, { title: 'checkout is slow' })
    await insertGroup(pool, START, {
      title: 'index is stale',
      service_id: IDS.otherService,
      urgency: 'low',
    })
    expect(titles(await list({ service: 'search' }))).toEqual(['index is stale'])
    expect(titles(await list({ team: 'payments' }))).toEqual(['checkout is slow'])
    expect(titles(await list({ urgency: 'low' }))).toEqual(['index is stale'])
    expect(titles(await list({ q: 'SLOW check' }))).toEqual(['checkout is slow'])
    expect(titles(await list({ q: '100%' }))).toEqual([])
    const unknown = await call(http, route, 'ben', { query: { service: 'nothing' } })
    expect(unknown).toMatchObject({ status: 400, body: { fields: [{ field: 'service' }] } })
  })

  test('mine are those I was paged about or have taken; my teams follow the directory', async () => {
    const paged = await insertGroup(pool, START, { title: 'paged' })
    const run = await insertRun(pool, paged, START)
    await insertPage(pool, paged, run, IDS.ben, START)
    await insertGroup(pool, START, {
      title: 'taken',
      status: 'acknowledged',
      acknowledged_by: `user:${IDS.ben}`,
    })
    await insertGroup(pool, START, { title: 'elsewhere', service_id: IDS.otherService })
    expect(titles(await list({ scope: 'mine' }, 'ben'))).toEqual(['paged', 'taken'])
    expect(titles(await list({ scope: 'teams' }, 'ben'))).toEqual(['paged', 'taken'])
    expect(titles(await list({ scope: 'teams' }, 'chen'))).toEqual(['elsewhere'])
    expect(titles(await list({ scope: 'mine' }, 'chen'))).toEqual([])
  })

  test('counts every tab, whatever tab is open, and says when the last page went out', async () => {
    const group = await insertGroup(pool, START)
    const run = await insertRun(pool, group, START)
    await insertPage(pool, group, run, IDS.ben, START)
    await insertGroup(pool, START, { status: 'acknowledged' })
    await insertGroup(pool, START, { status: 'acknowledged', snoozed_until: formatInstant(START) })
    await insertGroup(pool, START, { status: 'resolved', resolved_at: formatInstant(START) })
    await insertGroup(pool, START, {
      status: 'resolved',
      resolved_at: formatInstant(START - 24 * HOUR_MS),
    })
    const body = await list({ status: 'resolved' })
    expect(body.counts).toEqual({ triggered: 1, acknowledged: 1, snoozed: 1, resolved: 1, mine: 1 })
    expect(body.lastPage).toEqual({ at: formatInstant(START), user: 'Ben' })
  })

  test('each row says who is paged, what comes next, and its events by the hour', async () => {
    world.now = START + MINUTE_MS
    const group = await insertGroup(pool, START)
    const run = await insertRun(pool, group, START, {
      next_step: 1,
      last_step_at: formatInstant(START),
      paged_in_round: true,
      due_at: formatInstant(START + 5 * MINUTE_MS),
    })
    await insertPage(pool, group, run, IDS.ana, START)
    const alert = await insertAlert(pool, group, START, { runbook_url: 'https://example.org/r' })
    await insertEvent(pool, alert, START)
    await insertEvent(pool, alert, START - 2 * HOUR_MS)
    await insertEvent(pool, alert, START - 25 * HOUR_MS)
    const [item] = (await list()).items
    expect(item).toMatchObject({
      paged: [{ name: 'ana' }],
      next: { at: formatInstant(START + 5 * MINUTE_MS), users: [{ name: 'ben' }], what: 'step' },
      runbookUrl: 'https://example.org/r',
      service: { name: 'checkout-api', team: 'payments' },
    })
    expect(item.hourly.slice(-3)).toEqual([1, 0, 1])
    expect(item.hourly.reduce((sum: number, count: number) => sum + count)).toBe(2)
  })

  test('an acknowledged row says when the acknowledgement ends and who is paged then', async () => {
    const wake = START + 3 * HOUR_MS
    const group = await insertGroup(pool, START, {
      status: 'acknowledged',
      wake_at: formatInstant(wake),
    })
    await insertRun(pool, group, START, { state: 'finished', finish_reason: 'acknowledged' })
    const [item] = (await list()).items
    expect(item.next).toEqual({
      at: formatInstant(wake),
      users: [{ id: IDS.ana, name: 'ana', displayName: 'Ana' }],
      what: 'lapse',
    })
  })

  test('costs the same number of statements for one row as for many', async () => {
    const countStatements = async () => {
      let statements = 0
      const original = pool.query
      Object.assign(pool, {
        query: (...args: unknown[]) => {
          statements += 1
          return Reflect.apply(original, pool, args)
        },
      })
      await list()
      Object.assign(pool, { query: original })
      return statements
    }
    await insertGroup(pool, START)
    const forOne = await countStatements()
    for (let number = 0; number < 20; number += 1) await insertGroup(pool, START + number)
    expect(await countStatements()).toBe(forOne)
  })
})
