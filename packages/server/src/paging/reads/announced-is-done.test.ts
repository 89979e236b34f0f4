// What screens announce is what the engine then does, on the production engine and database.

import type { InboundEvent } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { actOnGroups } from '../../alert/act-on-groups.ts'
import { actOnOneAlert } from '../../alert/actions/act-on-one-alert.ts'
import type { AlertDeps } from '../../alert/actions/alert-deps.ts'
import { acceptEvents, findIntegration } from '../../alert/inbound/accept-events.ts'
import { ingestBatch } from '../../alert/ingest/ingest-batch.ts'
import { createIngestQueue } from '../../alert/ingest/ingest-queue.ts'
import { getAlertGroup } from '../../alert/reads/get-alert-group.ts'
import { getGroupTimeline } from '../../alert/reads/get-group-timeline.ts'
import { isRefusal } from '../../platform/http/refusal.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { buildContext, type TestContext } from '../../testing/build-context.ts'
import {
  buildDirectory,
  IDS,
  insertDirectoryRows,
  TEST_KEY,
} from '../../testing/build-directory.ts'
import { deliveryTick, type InFlight } from '../engine/delivery-tick.ts'
import { escalationTick } from '../engine/escalation-tick.ts'
import { pinnedPolicyOfRun } from '../engine/pinned-policy-of-run.ts'
import { stopPaging } from '../stop-paging.ts'
import { getGroupEscalation } from './get-group-escalation.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory()
await insertDirectoryRows(pool, directory)
const context = buildContext(pool, directory)
const pinned = (id: string, version: number) => pinnedPolicyOfRun(pool, directory, id, version)
const queue = createIngestQueue((events) => ingestBatch(context, events))

const EVENT: InboundEvent = {
  action: 'trigger',
  dedupKey: 'api-latency',
  summary: '5xx ratio 7 %',
  source: 'web-1',
  severity: 'critical',
  labels: {},
  details: {},
  links: [],
  images: [],
  runbookUrl: null,
  occurredAt: null,
  warnings: [],
}

async function trigger(dedupKey: string) {
  const integration = findIntegration(context, TEST_KEY)
  if (!integration) throw new TypeError('the key is known')
  const accepted = await acceptEvents(context, queue, integration, [{ ...EVENT, dedupKey }])
  if (accepted.kind !== 'accepted') throw new TypeError(`not accepted: ${accepted.kind}`)
  const [outcome] = accepted.outcomes
  return { groupId: outcome?.groupId ?? '', alertId: outcome?.alertId ?? '' }
}

async function settle(world: TestContext) {
  const inFlight: InFlight = new Set()
  await escalationTick(world)
  await deliveryTick(world, inFlight)
  await Promise.all(inFlight)
}

async function read(groupId: string) {
  const group = await getAlertGroup(context, pinned, groupId)
  if (isRefusal(group)) throw new TypeError('the group exists')
  return group
}

test('each announced step comes when and to whom it was announced, until the end', async () => {
  const { groupId } = await trigger('announced')
  await settle(context)
  for (let step = 0; step < 20; step += 1) {
    const { next } = await read(groupId)
    if (next === null) break
    const at = Date.parse(next.at ?? '')
    context.advance(at - context.clock.now() - 1)
    const before = context.sent.length
    await settle(context)
    expect(context.sent.length).toBe(before)
    context.advance(1)
    await settle(context)
    const reached = context.sent.slice(before).map((message) => message.to.displayName)
    expect(reached).toEqual(next.users.map((user) => user.displayName))
  }
  expect((await read(groupId)).next).toBeNull()
  const timeline = await getGroupTimeline(context, groupId, { limit: 200 })
  if (isRefusal(timeline)) throw new TypeError('the group exists')
  const texts = timeline.items.map((item) => item.text)
  expect(texts.filter((text) => text.includes('paged'))).toEqual([
    'Ana was paged (step 1).',
    'Ben was paged (step 2).',
  ])
  const waiting = { id: groupId, status: 'triggered', urgency: 'high', wakeAt: null } as const
  const track = await getGroupEscalation(context, pinned, waiting)
  expect(track.steps.map((step) => step.state)).toEqual(['done', 'done'])
})

test('acknowledging the only alert by itself ends paging as acknowledging its group would', async () => {
  const { groupId, alertId } = await trigger('single')
  await settle(context)
  const principal = {
    actor: { kind: 'user', id: IDS.ana, name: 'Ana' },
    userId: IDS.ana,
    role: 'responder',
    leads: new Set<string>(),
  } as const
  const deps: AlertDeps = {
    actOnGroups,
    stopPaging,
    ingest: async () => [],
    pinnedPolicy: pinned,
  }
  await actOnOneAlert(context, deps, alertId, 'acknowledge', null, principal)
  const group = await read(groupId)
  expect(group).toMatchObject({ status: 'acknowledged', paged: [] })
  const before = context.sent.length
  context.advance(3_600_000)
  await settle(context)
  await settle(context)
  expect(context.sent.length).toBe(before)
})
