import { DAY_MS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { buildContext } from '../testing/build-context.ts'
import { buildDirectory, IDS, insertDirectoryRows } from '../testing/build-directory.ts'
import { runEngineOnce, sendEvent } from '../testing/send-event.ts'
import { actOnGroups } from './act-on-groups.ts'
import { FINISHED_GROUP_KEPT_DAYS, moveFinishedGroups } from './move-finished-groups.ts'
import { sweepDedupSlots, sweepGroupSlots } from './sweep-slots.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory({
  service: { grouping: { by: ['zone'], windowMs: 60_000 } },
})
await insertDirectoryRows(pool, directory)

const TABLES = [
  'alert_group',
  'alert',
  'escalation_run',
  'page',
  'delivery',
  'message',
  'dead_letter',
]

async function rowsOf(suffix: '' | '_history' | '_all'): Promise<unknown> {
  const counts = TABLES.map((table) => `(select count(*) from ${table}${suffix}) as ${table}`)
  const { rows } = await pool.query(`select ${counts.join(', ')}`)
  return rows[0]
}

const everything = (n: number) => Object.fromEntries(TABLES.map((table) => [table, n]))

test('a group resolved 30 days ago moves with everything about it, and is still found', async () => {
  const context = buildContext(pool, directory)
  const old = await sendEvent(context, { dedupKey: 'old', labels: { zone: 'a' } })
  await runEngineOnce(context)
  await pool.query(
    `insert into dead_letter (id, group_id, run_id, reason, at)
     select gen_random_uuid(), group_id, id, 'nobody', started_at from escalation_run`,
  )
  await actOnGroups(context, [old.groupId], { kind: 'resolve' }, `user:${IDS.ana}`)
  expect(await rowsOf('')).toEqual(everything(1))
  const before = await pool.query('select * from alert where id = $1', [old.alertId])
  const resolvedAt = context.clock.now()

  context.advance(FINISHED_GROUP_KEPT_DAYS * DAY_MS)
  expect(await moveFinishedGroups.run(context, context.clock.now())).toEqual({
    rows: 0,
    more: false,
  })
  context.advance(1)
  expect(await moveFinishedGroups.run(context, context.clock.now())).toEqual({
    rows: 1,
    more: false,
  })
  expect(await rowsOf('')).toEqual(everything(0))
  expect(await rowsOf('_history')).toEqual(everything(1))
  expect(await rowsOf('_all')).toEqual(everything(1))
  const after = await pool.query('select * from alert_all where id = $1', [old.alertId])
  expect(after.rows).toEqual([{ group_resolved_at: resolvedAt, ...before.rows[0] }])
  const record = await pool.query('select from timeline where subject_id = $1', [old.groupId])
  expect(record.rowCount).toBeGreaterThan(2)

  // The slots still point there; the next event of the key opens a new alert all the same.
  const next = await sendEvent(context, { dedupKey: 'old', labels: { zone: 'a' } })
  expect(next.effect).toBe('opened')
  expect(next.groupId).not.toBe(old.groupId)
  await actOnGroups(context, [next.groupId], { kind: 'resolve' }, `user:${IDS.ana}`)
})

test('an open group stays, however old, and a message waits for the last group it told of', async () => {
  const context = buildContext(pool, directory)
  context.advance(100 * DAY_MS)
  const one = await sendEvent(context, { dedupKey: 'one', labels: { zone: 'b' } })
  const two = await sendEvent(context, { dedupKey: 'two', labels: { zone: 'c' } })
  await runEngineOnce(context)
  const message = `select id from message where id in (select message_id from delivery where group_id = any($1))`
  const { rows: sent } = await pool.query<{ id: string }>(message, [[one.groupId, two.groupId]])
  const shared = sent[0]?.id
  await pool.query('update delivery set message_id = $1 where group_id = $2', [shared, two.groupId])
  await actOnGroups(context, [one.groupId], { kind: 'resolve' }, `user:${IDS.ana}`)

  context.advance(40 * DAY_MS)
  await moveFinishedGroups.run(context, context.clock.now())
  const left = await pool.query('select id from alert_group where id = any($1)', [
    [one.groupId, two.groupId],
  ])
  expect(left.rows).toEqual([{ id: two.groupId }])
  const found = () =>
    pool.query('select group_resolved_at from message_all where id = $1', [shared])
  expect((await found()).rows).toEqual([{ group_resolved_at: null }])

  await actOnGroups(context, [two.groupId], { kind: 'resolve' }, `user:${IDS.ana}`)
  const resolvedAt = context.clock.now()
  context.advance(40 * DAY_MS)
  await moveFinishedGroups.run(context, context.clock.now())
  expect((await found()).rows).toEqual([{ group_resolved_at: resolvedAt }])
})

test('slots go a day after the last event, when nothing open stands behind them', async () => {
  await pool.query('delete from dedup_slot')
  await pool.query('delete from group_slot')
  const context = buildContext(pool, directory)
  context.advance(300 * DAY_MS)
  await sendEvent(context, { dedupKey: 'open', labels: { zone: 'd' } })
  const done = await sendEvent(context, { dedupKey: 'done', labels: { zone: 'e' } })
  await actOnGroups(context, [done.groupId], { kind: 'resolve' }, `user:${IDS.ana}`)
  context.advance(DAY_MS)
  expect(await sweepDedupSlots.run(context, context.clock.now())).toMatchObject({ rows: 0 })
  expect(await sweepGroupSlots.run(context, context.clock.now())).toMatchObject({ rows: 0 })
  context.advance(1)
  expect(await sweepDedupSlots.run(context, context.clock.now())).toMatchObject({ rows: 1 })
  expect(await sweepGroupSlots.run(context, context.clock.now())).toMatchObject({ rows: 1 })
  const { rows } = await pool.query(
    'select dedup_key from dedup_slot union all select group_key from group_slot',
  )
  expect(rows).toEqual([{ dedup_key: 'open' }, { dedup_key: expect.stringContaining('d') }])
  const repeat = await sendEvent(context, { dedupKey: 'open', labels: { zone: 'd' } })
  expect(repeat.effect).toBe('repeated')
})
