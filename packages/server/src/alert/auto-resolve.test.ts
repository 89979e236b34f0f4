import { MINUTE_MS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { buildContext } from '../testing/build-context.ts'
import { buildDirectory, IDS, insertDirectoryRows } from '../testing/build-directory.ts'
import { runEngineOnce, sendEvent } from '../testing/send-event.ts'
import { actOnGroups } from './act-on-groups.ts'
import { autoResolve } from './auto-resolve.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory({
  service: {
    autoResolveMs: 10 * MINUTE_MS,
    acknowledgementLapsesMs: 60 * MINUTE_MS,
    grouping: { by: ['zone'], windowMs: 60 * MINUTE_MS },
  },
})
await insertDirectoryRows(pool, directory)

const none = { rows: 0, more: false }
const one = { rows: 1, more: false }

async function groupNow(groupId: string) {
  const { rows } = await pool.query(
    `select status, triggered_count, open_count, resolved_by, acknowledged_by, wake_at from alert_group where id = $1`,
    [groupId],
  )
  return rows[0]
}

async function kindsOf(groupId: string): Promise<unknown[]> {
  const { rows } = await pool.query<{ kind: string }>(
    `select kind from timeline where subject_id = $1 and actor = 'system' and kind ~ 'resolved|group' order by id`,
    [groupId],
  )
  return rows.map(({ kind }) => kind)
}

test('an alert that nobody mentions any more resolves itself, and paging stops', async () => {
  const context = buildContext(pool, directory)
  const { groupId, alertId } = await sendEvent(context, {
    dedupKey: 'silent',
    labels: { zone: 'a' },
  })
  await runEngineOnce(context)
  context.advance(10 * MINUTE_MS - 1)
  expect(await autoResolve.run(context, context.clock.now())).toEqual(none)
  context.advance(1)
  expect(await autoResolve.run(context, context.clock.now())).toEqual(one)
  expect(await groupNow(groupId)).toMatchObject({
    status: 'resolved',
    triggered_count: 0,
    open_count: 0,
    resolved_by: 'system',
  })
  expect(await kindsOf(groupId)).toEqual(['alert-resolved', 'group-resolved'])
  const sent = context.sent.length
  context.advance(60 * MINUTE_MS)
  await runEngineOnce(context)
  expect(context.sent).toHaveLength(sent)
  const again = await sendEvent(context, { dedupKey: 'silent', labels: { zone: 'a' } })
  expect(again.effect).toBe('opened')
  expect(again.alertId).not.toBe(alertId)
  await actOnGroups(context, [again.groupId], { kind: 'resolve' }, `user:${IDS.ana}`)
})

test('a repeat keeps its alert open; the group goes with the last of them', async () => {
  const context = buildContext(pool, directory)
  const { groupId } = await sendEvent(context, { dedupKey: 'one', labels: { zone: 'b' } })
  await sendEvent(context, { dedupKey: 'two', labels: { zone: 'b' } })
  context.advance(9 * MINUTE_MS)
  await sendEvent(context, { dedupKey: 'two', labels: { zone: 'b' } })
  context.advance(MINUTE_MS)
  expect(await autoResolve.run(context, context.clock.now())).toEqual(one)
  expect(await groupNow(groupId)).toMatchObject({
    status: 'triggered',
    triggered_count: 1,
    open_count: 1,
    resolved_by: null,
  })
  expect(await kindsOf(groupId)).toEqual(['alert-resolved'])
  context.advance(9 * MINUTE_MS)
  expect(await autoResolve.run(context, context.clock.now())).toEqual(one)
  expect(await groupNow(groupId)).toMatchObject({ status: 'resolved' })
})

test('when only acknowledged alerts remain, the group is acknowledged and will lapse like any other', async () => {
  const context = buildContext(pool, directory)
  const { groupId, alertId } = await sendEvent(context, {
    dedupKey: 'known',
    labels: { zone: 'c' },
  })
  await sendEvent(context, { dedupKey: 'new', labels: { zone: 'c' } })
  // What acknowledging one alert of a group leaves behind.
  await pool.query(`update alert set status = 'acknowledged' where id = $1`, [alertId])
  await pool.query('update alert_group set triggered_count = 1 where id = $1', [groupId])
  context.advance(9 * MINUTE_MS)
  await sendEvent(context, { dedupKey: 'known', labels: { zone: 'c' } })
  context.advance(MINUTE_MS)
  const now = context.clock.now()
  expect(await autoResolve.run(context, now)).toEqual(one)
  expect(await groupNow(groupId)).toMatchObject({
    status: 'acknowledged',
    acknowledged_by: 'system',
    triggered_count: 0,
    open_count: 1,
    wake_at: now + 60 * MINUTE_MS,
  })
  expect(await kindsOf(groupId)).toEqual(['alert-resolved', 'group-acknowledged'])
})

test('a service that does not ask for it keeps its alerts open', async () => {
  const context = buildContext(pool, buildDirectory())
  await sendEvent(context, { dedupKey: 'patient' })
  context.advance(365 * 24 * 60 * MINUTE_MS)
  expect(await autoResolve.run(context, context.clock.now())).toEqual(none)
})
