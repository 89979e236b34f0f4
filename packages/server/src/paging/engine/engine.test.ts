import type { InboundEvent } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { actOnGroups } from '../../alert/act-on-groups.ts'
import { acceptEvents, findIntegration } from '../../alert/inbound/accept-events.ts'
import { ingestBatch } from '../../alert/ingest/ingest-batch.ts'
import { createIngestQueue } from '../../alert/ingest/ingest-queue.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { buildContext, type TestContext } from '../../testing/build-context.ts'
import {
  buildDirectory,
  IDS,
  insertDirectoryRows,
  TEST_KEY,
} from '../../testing/build-directory.ts'
import { deliveryTick, type InFlight } from './delivery-tick.ts'
import { escalationTick } from './escalation-tick.ts'

const database = await createTestDatabase()
const directory = buildDirectory()
await insertDirectoryRows(database.pool, directory)

const EVENT: InboundEvent = {
  action: 'trigger',
  dedupKey: 'api-latency',
  summary: '5xx ratio 7 %',
  source: 'web-1',
  severity: 'critical',
  labels: { alertname: 'Errors' },
  details: {},
  links: [],
  images: [],
  runbookUrl: null,
  occurredAt: null,
  warnings: [],
}

async function send(context: TestContext, event: Partial<InboundEvent>) {
  const queue = createIngestQueue((events) => ingestBatch(context, events))
  const integration = findIntegration(context, TEST_KEY)
  if (!integration) throw new TypeError('the key is known')
  const accepted = await acceptEvents(context, queue, integration, [{ ...EVENT, ...event }])
  if (accepted.kind !== 'accepted') throw new TypeError(`not accepted: ${accepted.kind}`)
  return accepted.outcomes[0]
}

async function settle(context: TestContext) {
  const inFlight: InFlight = new Set()
  await escalationTick(context)
  await deliveryTick(context, inFlight)
  await Promise.all(inFlight)
}

const paged = (context: TestContext) => context.sent.map((message) => message.to.displayName)

test('an alert pages the first step at once and the second when nobody acknowledges', async () => {
  const context = buildContext(database.pool, directory)
  const outcome = await send(context, { dedupKey: 'first' })
  expect(outcome).toMatchObject({ effect: 'opened', dedupKey: 'first' })
  await settle(context)
  expect(paged(context)).toEqual(['Ana'])
  context.advance(299_000)
  await settle(context)
  expect(paged(context)).toEqual(['Ana'])
  context.advance(1_000)
  await settle(context)
  expect(paged(context)).toEqual(['Ana', 'Ben'])
  await send(context, { dedupKey: 'first', action: 'resolve' })
})

test('an acknowledgement stops the escalation, and the second one is told who was first', async () => {
  const context = buildContext(database.pool, directory)
  const outcome = await send(context, { dedupKey: 'second' })
  await settle(context)
  const groupId = outcome?.groupId ?? ''
  expect(await actOnGroups(context, [groupId], { kind: 'acknowledge' }, `user:${IDS.ana}`)).toEqual(
    [{ groupId, outcome: 'done' }],
  )
  expect(
    await actOnGroups(context, [groupId], { kind: 'acknowledge' }, `user:${IDS.ben}`),
  ).toMatchObject([{ outcome: 'already-done', by: `user:${IDS.ana}` }])
  context.advance(600_000)
  await settle(context)
  await settle(context)
  expect(paged(context)).toEqual(['Ana'])
})

test('a failed delivery is tried again later', async () => {
  const context = buildContext(database.pool, directory)
  context.answerWith({ kind: 'failed', detail: 'busy', retryable: true, retryAfterMs: null })
  await send(context, { dedupKey: 'third' })
  await settle(context)
  await settle(context)
  expect(paged(context)).toEqual(['Ana'])
  context.advance(10_000)
  await settle(context)
  expect(paged(context)).toEqual(['Ana', 'Ana'])
})

test('a trigger after a resolve by hand is a new alert', async () => {
  const context = buildContext(database.pool, directory)
  const one = await send(context, { dedupKey: 'fourth' })
  await actOnGroups(context, [one?.groupId ?? ''], { kind: 'resolve' }, `user:${IDS.ana}`)
  const two = await send(context, { dedupKey: 'fourth' })
  expect(two?.effect).toBe('opened')
  expect(two?.alertId).not.toBe(one?.alertId)
  await actOnGroups(context, [two?.groupId ?? ''], { kind: 'escalate' }, `user:${IDS.ana}`)
  await settle(context)
  const reopened = await actOnGroups(
    context,
    [one?.groupId ?? ''],
    { kind: 'reopen' },
    `user:${IDS.ana}`,
  )
  expect(reopened).toMatchObject([{ outcome: 'state-conflict' }])
})
