import { expect, test } from 'vitest'
import { buildContext } from '../../testing/build-context.ts'
import { buildDirectory } from '../../testing/build-directory.ts'
import { NODE_KEPT_MS, platformJobs } from '../housekeeping/platform-jobs.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { listNodes, NODE_GONE_AFTER_MS } from './list-nodes.ts'
import { beat, startHeartbeat } from './start-heartbeat.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory()

test('a process is listed from its start until it stops', async () => {
  const context = buildContext(pool, directory)
  const startedAt = context.clock.now()
  const heartbeat = await startHeartbeat(context)
  expect(await listNodes(pool, startedAt)).toEqual([
    {
      id: context.nodeId,
      name: expect.stringMatching(/^.+:\d+$/),
      roles: ['http', 'engine', 'prober'],
      startedAt,
      seenAt: startedAt,
      clockUncertaintyMs: 0,
      healthy: true,
      isAlive: true,
    },
  ])
  context.advance(5_000)
  await beat(
    { ...context, clock: { ...context.clock, uncertaintyMs: () => 700.2, healthy: () => false } },
    startedAt,
  )
  expect(await listNodes(pool, context.clock.now())).toMatchObject([
    { startedAt, seenAt: startedAt + 5_000, clockUncertaintyMs: 701, healthy: false },
  ])
  await heartbeat.stop()
  expect(await listNodes(pool, context.clock.now())).toEqual([])
})

test('a process that vanished counts as gone after 30 seconds and is forgotten after a day', async () => {
  const context = buildContext(pool, directory)
  const sweep = platformJobs.find(({ name }) => name === 'sweep-nodes')
  await beat(context, context.clock.now())
  context.advance(NODE_GONE_AFTER_MS - 1)
  expect(await listNodes(pool, context.clock.now())).toMatchObject([{ isAlive: true }])
  context.advance(1)
  expect(await listNodes(pool, context.clock.now())).toMatchObject([{ isAlive: false }])
  expect(await sweep?.run(context, context.clock.now())).toMatchObject({ rows: 0 })
  context.advance(NODE_KEPT_MS)
  expect(await sweep?.run(context, context.clock.now())).toMatchObject({ rows: 1 })
})
