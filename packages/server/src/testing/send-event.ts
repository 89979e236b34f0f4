// Sends one event through the production ingest, and lets the engine do what is due.

import type { EventOutcome, InboundEvent } from '@evenwatch/core'
import { acceptEvents, findIntegration } from '../alert/inbound/accept-events.ts'
import { ingestBatch } from '../alert/ingest/ingest-batch.ts'
import { createIngestQueue } from '../alert/ingest/ingest-queue.ts'
import { deliveryTick, doubtTick, type InFlight } from '../paging/engine/delivery-tick.ts'
import { escalationTick } from '../paging/engine/escalation-tick.ts'
import { wakeTick } from '../paging/engine/wake-tick.ts'
import type { TestContext } from './build-context.ts'
import { TEST_KEY } from './build-directory.ts'

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

export async function sendEvent(
  context: TestContext,
  event: Partial<InboundEvent>,
): Promise<EventOutcome & { readonly groupId: string; readonly alertId: string }> {
  const queue = createIngestQueue((events) => ingestBatch(context, events))
  const integration = findIntegration(context, TEST_KEY)
  if (!integration) throw new TypeError('the key is known')
  const accepted = await acceptEvents(context, queue, integration, [{ ...EVENT, ...event }])
  const outcome = accepted.kind === 'accepted' ? accepted.outcomes[0] : undefined
  if (!outcome?.groupId || !outcome.alertId) throw new TypeError(`not taken: ${accepted.kind}`)
  return { ...outcome, groupId: outcome.groupId, alertId: outcome.alertId }
}

/** Everything an engine would do now, messages handed over included. */
export async function runEngineOnce(context: TestContext): Promise<void> {
  const inFlight: InFlight = new Set()
  await wakeTick(context)
  await escalationTick(context)
  await deliveryTick(context, inFlight)
  await doubtTick(context, inFlight)
  await Promise.all(inFlight)
}
