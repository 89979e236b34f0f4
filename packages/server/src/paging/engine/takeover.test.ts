// Claims of processes that vanished, or stood still and came back.

import type { InboundEvent } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { acceptEvents, findIntegration } from '../../alert/inbound/accept-events.ts'
import { ingestBatch } from '../../alert/ingest/ingest-batch.ts'
import { createIngestQueue } from '../../alert/ingest/ingest-queue.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { buildContext, type TestContext } from '../../testing/build-context.ts'
import { buildDirectory, insertDirectoryRows, TEST_KEY } from '../../testing/build-directory.ts'
import { claimDueDeliveries } from './claim-deliveries.ts'
import { deliveryTick, doubtTick, type InFlight } from './delivery-tick.ts'
import { DELIVERIES_PER_TICK, LEASE_MS } from './engine-context.ts'
import { escalationTick } from './escalation-tick.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory()
await insertDirectoryRows(pool, directory)

const BUNDLE_WAIT_MS = 10_000

async function open(context: TestContext, name: string, count: number) {
  const queue = createIngestQueue((events) => ingestBatch(context, events))
  const integration = findIntegration(context, TEST_KEY)
  if (!integration) throw new TypeError('the key is known')
  const events = Array.from(
    { length: count },
    (_, n): InboundEvent => ({
      action: 'trigger',
      dedupKey: `${name}-${n}`,
      summary: `${name} ${n}`,
      source: 'web-1',
      severity: 'error',
      labels: { alertname: `${name}-${n}` },
      details: {},
      links: [],
      images: [],
      runbookUrl: null,
      occurredAt: null,
      warnings: [],
    }),
  )
  await acceptEvents(context, queue, integration, events)
  await escalationTick(context)
}

async function handOver(
  context: TestContext,
  tick: (context: TestContext, inFlight: InFlight) => Promise<unknown>,
) {
  const inFlight: InFlight = new Set()
  await tick(context, inFlight)
  await Promise.all(inFlight)
}

const groupsOf = (message: TestContext['sent'][number] | undefined) =>
  message?.body.purpose === 'page' ? message.body.content.groups.length : 0

test('a bundle larger than a tick is taken over whole, as the one message that it was', async () => {
  const vanished = buildContext(pool, directory)
  const successor = buildContext(pool, directory)
  await open(vanished, 'bundle', DELIVERIES_PER_TICK + 15)
  const claimed = await claimDueDeliveries(vanished, vanished.clock.now(), DELIVERIES_PER_TICK)
  expect(claimed.length).toBeGreaterThan(DELIVERIES_PER_TICK)
  expect(new Set(claimed.map((delivery) => delivery.message_id)).size).toBe(1)

  successor.advance(LEASE_MS)
  await handOver(successor, doubtTick)
  await handOver(successor, doubtTick)
  expect(successor.sent.map((message) => message.id)).toEqual([claimed[0]?.message_id])
  expect(groupsOf(successor.sent[0])).toBe(claimed.length)
})

test('a process that stood still for a lease sends nothing of what it had claimed', async () => {
  const frozen = buildContext(pool, directory)
  frozen.advance(2 * LEASE_MS)
  await open(frozen, 'frozen', 1)
  frozen.advance(BUNDLE_WAIT_MS)
  let stoodStill = false
  const context: TestContext = {
    ...frozen,
    // The pause falls between the claim and the channel.
    describeNext: async () => {
      stoodStill = true
      frozen.advance(LEASE_MS)
      return new Map()
    },
  }
  await handOver(context, deliveryTick)
  expect(stoodStill).toBe(true)
  expect(frozen.sent).toEqual([])

  await handOver(frozen, doubtTick)
  expect(frozen.sent).toHaveLength(1)
})

test('a carrier’s answer that could not be written is written again, not sent again', async () => {
  const context = buildContext(pool, directory)
  context.advance(6 * LEASE_MS)
  await open(context, 'unwritten', 1)
  context.advance(BUNDLE_WAIT_MS)
  let refused = 0
  // A database that goes away once, just when the first answer is to be written.
  const query = async (statement: { text: string; values: unknown[] }) => {
    if (context.sent.length === 0 || refused > 0) return pool.query(statement)
    refused += 1
    throw Object.assign(new RangeError('the connection was lost'), { code: 'ECONNRESET' })
  }
  const shaky = new Proxy(pool, {
    get: (target, name) => (name === 'query' ? query : Reflect.get(target, name).bind?.(target)),
  })
  await handOver({ ...context, pool: shaky }, deliveryTick)
  expect(refused).toBe(1)
  context.advance(LEASE_MS)
  await handOver(context, doubtTick)
  expect(context.sent).toHaveLength(1)
})
