import * as api from '@evenwatch/api'
import { formatInstant, type GroupAction, type GroupOutcome, MINUTE_MS } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { registerAlertRoutes } from '../register-alert-routes.ts'
import { call } from '../testing/call.ts'
import { insertAlert, insertGroup, insertRow } from '../testing/insert-rows.ts'
import { makeHttp, makeWorld, START } from '../testing/make-context.ts'
import { IDS } from '../testing/make-directory.ts'
import { noDeps } from '../testing/no-deps.ts'
import type { AlertDeps } from './alert-deps.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
const http = makeHttp(world)

// The engine's operations are parts of another room; here they answer and remember.
type Acted = { ids: readonly string[]; action: GroupAction; actor: string }
let acted: Acted[] = []
let stopped: { ids: readonly string[]; reason: string }[] = []
let answer: (groupId: string) => GroupOutcome
const deps: AlertDeps = {
  ...noDeps,
  actOnGroups: async (_, ids, action, actor) => {
    acted.push({ ids, action, actor })
    return ids.map(answer)
  },
  stopPaging: async (_, ids, reason) => {
    stopped.push({ ids, reason })
  },
}
registerAlertRoutes(http, world.context, deps)

beforeEach(async () => {
  world.now = START
  acted = []
  stopped = []
  answer = (groupId) => ({ groupId, outcome: 'done' })
  await pool.query('truncate alert_group, dedup_slot, timeline, idempotency_key cascade')
})

const act = (route: api.Route, group: string, body: object = {}, headers = {}) =>
  call(http, route, 'ben', { params: { group }, body, headers })

describe('actions on a group', () => {
  test('are passed on with who acts, and answered with the group', async () => {
    const id = await insertGroup(pool, START)
    const done = await act(api.acknowledgeGroup, id, { reason: 'looking' })
    expect(done).toMatchObject({ status: 200, body: { group: { id } } })
    expect(acted).toEqual([
      { ids: [id], action: { kind: 'acknowledge', reason: 'looking' }, actor: `user:${IDS.ben}` },
    ])
  })

  test('the second acknowledgement is told who was first, and when', async () => {
    const id = await insertGroup(pool, START)
    answer = (groupId) => ({
      groupId,
      outcome: 'already-done',
      by: `user:${IDS.chen}`,
      at: START - 4_000,
    })
    const late = await act(api.acknowledgeGroup, id)
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'already-done', detail: 'Chen acknowledged this 4 s ago.', current: { id } },
    })
  })

  test('a state that does not allow it says why', async () => {
    const id = await insertGroup(pool, START)
    answer = (groupId) => ({ groupId, outcome: 'state-conflict', detail: 'It is resolved.' })
    expect(await act(api.escalateGroup, id)).toMatchObject({
      status: 409,
      body: { code: 'state-conflict', detail: 'It is resolved.' },
    })
  })

  test('a snooze ends in the future, and within thirty days', async () => {
    const id = await insertGroup(pool, START)
    const until = (ms: number) => ({ until: formatInstant(START + ms) })
    expect((await act(api.snoozeGroup, id, until(0))).status).toBe(400)
    expect((await act(api.snoozeGroup, id, until(api.SNOOZE_MS_MAX + 1))).status).toBe(400)
    expect((await act(api.snoozeGroup, id, until(MINUTE_MS))).status).toBe(200)
    expect(acted).toMatchObject([{ action: { kind: 'snooze', until: START + MINUTE_MS } }])
  })

  test('many groups get one result each, and a group named twice gets one', async () => {
    const [one, other] = [await insertGroup(pool, START), await insertGroup(pool, START)]
    answer = (groupId) =>
      groupId === one
        ? { groupId, outcome: 'done' }
        : { groupId, outcome: 'already-done', by: 'system', at: START }
    const { body } = await call(http, api.actOnGroups, 'ben', {
      body: { action: 'acknowledge', groups: [one, other, one] },
    })
    expect(body.results).toEqual([
      { group: one, outcome: 'done' },
      { group: other, outcome: 'already-done' },
    ])
  })

  test('a note sent twice with one key is taken once, and another text under it is refused', async () => {
    const id = await insertGroup(pool, START)
    const headers = { 'idempotency-key': 'note-1' }
    const first = await act(api.addNote, id, { text: 'restarted' }, headers)
    const again = await act(api.addNote, id, { text: 'restarted' }, headers)
    expect(again).toEqual(first)
    expect(acted).toHaveLength(1)
    const other = await act(api.addNote, id, { text: 'something else' }, headers)
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } })
  })
})

describe('actions on one alert', () => {
  const actOnAlert = (route: api.Route, alert: string) =>
    call(http, route, 'ben', { params: { alert }, body: {} })
  const groupRow = async (id: string) =>
    (await pool.query('select * from alert_group where id = $1', [id])).rows[0]
  const kinds = async () =>
    (await pool.query<{ kind: string }>('select kind from timeline order by id')).rows.map(
      (row) => row.kind,
    )

  test('acknowledging one of two leaves the group triggered and paging going', async () => {
    const group = await insertGroup(pool, START, {
      alert_count: 2,
      triggered_count: 2,
      open_count: 2,
    })
    const alert = await insertAlert(pool, group, START)
    await insertAlert(pool, group, START)
    const { status, body } = await actOnAlert(api.acknowledgeAlert, alert)
    expect([status, body.alert.status]).toEqual([200, 'acknowledged'])
    expect(await groupRow(group)).toMatchObject({
      status: 'triggered',
      triggered_count: 1,
      open_count: 2,
    })
    expect(stopped).toEqual([])
    expect(await kinds()).toEqual(['alert-acknowledged'])
  })

  test('acknowledging the last triggered one acknowledges the group and stops paging', async () => {
    const group = await insertGroup(pool, START)
    const alert = await insertAlert(pool, group, START)
    await actOnAlert(api.acknowledgeAlert, alert)
    expect(await groupRow(group)).toMatchObject({
      status: 'acknowledged',
      triggered_count: 0,
      acknowledged_by: `user:${IDS.ben}`,
      acknowledged_at: START,
    })
    expect(stopped).toEqual([{ ids: [group], reason: 'acknowledged' }])
    expect(await kinds()).toEqual(['alert-acknowledged', 'group-acknowledged'])
  })

  test('taking responsibility clears the dead letter of a group that could page nobody', async () => {
    const group = await insertGroup(pool, START)
    const alert = await insertAlert(pool, group, START)
    const letter = { group_id: group, run_id: group, reason: 'nobody', at: formatInstant(START) }
    await insertRow(pool, 'dead_letter', { id: IDS.ana, ...letter })
    await actOnAlert(api.acknowledgeAlert, alert)
    const { rows } = await pool.query('select cleared_at from dead_letter')
    expect(rows).toEqual([{ cleared_at: START }])
  })

  test('resolving the last open one resolves the group and frees its dedup key', async () => {
    const group = await insertGroup(pool, START)
    const alert = await insertAlert(pool, group, START, { dedup_key: 'disk' })
    const slot = { scope_id: IDS.integration, dedup_key: 'disk', touched_at: formatInstant(START) }
    await insertRow(pool, 'dedup_slot', { ...slot, open_alert_id: alert, open_group_id: group })
    await actOnAlert(api.resolveAlert, alert)
    expect(await groupRow(group)).toMatchObject({
      status: 'resolved',
      open_count: 0,
      resolved_at: START,
    })
    const { rows } = await pool.query('select open_alert_id from dedup_slot')
    expect(rows).toEqual([{ open_alert_id: null }])
    expect(stopped).toEqual([{ ids: [group], reason: 'resolved' }])
  })

  test('resolving the triggered one beside an acknowledged one acknowledges the group', async () => {
    const group = await insertGroup(pool, START, { alert_count: 2, open_count: 2 })
    const alert = await insertAlert(pool, group, START)
    await insertAlert(pool, group, START, { status: 'acknowledged' })
    await actOnAlert(api.resolveAlert, alert)
    expect(await groupRow(group)).toMatchObject({ status: 'acknowledged', open_count: 1 })
  })

  test('two who acknowledge at once: one does it, the other is told', async () => {
    const group = await insertGroup(pool, START)
    const alert = await insertAlert(pool, group, START)
    const both = await Promise.all([1, 2].map(() => actOnAlert(api.acknowledgeAlert, alert)))
    expect(both.map((one) => one.status).sort()).toEqual([200, 409])
    expect(both.find((one) => one.status === 409)?.body.detail).toBe(
      'Ben acknowledged this just now.',
    )
    expect(stopped).toHaveLength(1)
  })

  test('an alert that does not exist is not found', async () => {
    expect((await actOnAlert(api.resolveAlert, IDS.ana)).status).toBe(404)
  })
})
