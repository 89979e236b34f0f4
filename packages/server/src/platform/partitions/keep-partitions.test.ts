import { DAY_MS, formatInstant } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { buildContext } from '../../testing/build-context.ts'
import { buildDirectory } from '../../testing/build-directory.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { keepPartitions } from './keep-partitions.ts'
import { monthOf, partitionName } from './month.ts'

const { pool } = await createTestDatabase()

async function log(at: number): Promise<void> {
  await pool.query(
    `insert into event_log (id, at, kind, data) values (gen_random_uuid(), $1, 'opened', '{}')`,
    [formatInstant(at)],
  )
}

async function layout(): Promise<unknown> {
  const { rows } = await pool.query(
    `select p.relname as part, (select count(*) from event_log e where e.tableoid = p.oid) as rows
     from pg_inherits i join pg_class p on p.oid = i.inhrelid
     where i.inhparent = 'event_log'::regclass order by 1`,
  )
  return Object.fromEntries(rows.map(({ part, rows: count }) => [part, count]))
}

test('the event log has this month, the next two, and every month that rows came for', async () => {
  const context = buildContext(pool, buildDirectory())
  const now = context.clock.now()
  await log(now)
  await log(Date.UTC(2026, 1, 1))
  await log(Date.UTC(2026, 1, 1) - 1)
  const job = keepPartitions('event_log', { keepDays: 90 })
  expect(await job.run(context, now)).toEqual({ rows: 3, more: false })
  expect(await layout()).toEqual({
    event_log_2026_01: 1,
    event_log_2026_02: 1,
    event_log_2026_03: 1,
    event_log_2026_04: 0,
    event_log_2026_05: 0,
    event_log_default: 0,
  })
  expect(await job.run(context, now)).toEqual({ rows: 0, more: false })
  await log(Date.UTC(2026, 4, 31, 23, 59))
  expect(await layout()).toMatchObject({ event_log_2026_05: 1, event_log_default: 0 })
})

test('a month is dropped when all of it is older than it is kept', async () => {
  const context = buildContext(pool, buildDirectory())
  const job = keepPartitions('event_log', { keepDays: 90 })
  const januaryGoes = Date.UTC(2026, 1, 1) + 90 * DAY_MS
  context.advance(januaryGoes - 1 - context.clock.now())
  await job.run(context, context.clock.now())
  expect(await layout()).toMatchObject({ event_log_2026_01: 1 })
  context.advance(1)
  await job.run(context, context.clock.now())
  expect(await layout()).not.toHaveProperty('event_log_2026_01')
  expect(await layout()).toMatchObject({ event_log_2026_02: 1 })
})

test('a busy table is left alone rather than held up', async () => {
  const context = buildContext(pool, buildDirectory())
  const reader = await pool.connect()
  try {
    await reader.query('begin')
    await reader.query('lock table event_log in access share mode')
    const later = Date.UTC(2027, 0, 1)
    const job = keepPartitions('event_log', { keepDays: 90 })
    await expect(job.run(context, later)).rejects.toMatchObject({ code: '55P03' })
  } finally {
    await reader.query('rollback')
    reader.release()
  }
})

test('months are those of UTC', () => {
  const month = monthOf(Date.UTC(2026, 11, 31, 23, 59, 59, 999))
  expect(month).toEqual({ startsAt: Date.UTC(2026, 11, 1), endsAt: Date.UTC(2027, 0, 1) })
  expect(monthOf(month.endsAt, 2).startsAt).toBe(Date.UTC(2027, 2, 1))
  expect(partitionName('event_log', month)).toBe('event_log_2026_12')
})
