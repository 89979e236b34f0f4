// The promise of taking over: escalation reads schedules live, so the next page goes to the taker.

import { applyConfiguration, takeOverShift } from '@evenwatch/api'
import type { InboundEvent } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { acceptEvents, findIntegration } from '../../alert/inbound/accept-events.ts'
import { ingestBatch } from '../../alert/ingest/ingest-batch.ts'
import { createIngestQueue } from '../../alert/ingest/ingest-queue.ts'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { escalationTick } from '../../paging/engine/escalation-tick.ts'
import { createChangeInstallation, NOW } from './testing/change-installation.ts'

const here = await createChangeInstallation({ keepSchedules: true })
const { dia } = here.as

test('taking over during an alert sends the next page to whoever took over', async () => {
  const schedule = await here.addSchedule('week', ['ana', 'ben', 'chen'])
  const text = `
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: payments }
spec:
  team: payments
  steps:
    - { after: 0m, notify: [ { schedule: ${schedule} } ] }
    - { after: 5m, notify: [ { schedule: ${schedule} } ] }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: checkout }
spec:
  team: payments
  escalationPolicy: payments
  integrations: [ { name: events, type: events, key: 0123456789abcdefghijklmnopqrstuv } ]
`
  const body = { set: 'alerting', documents: documentsOf(text) }
  await here.call(applyConfiguration, { body })
  const context = {
    ...here.context,
    channels: new Map(),
    makeActUrl: (id: string) => `http://localhost/a/${id}`,
    makeReplyTo: () => null,
    describeNext: async () => new Map<string, string>(),
  }
  const queue = createIngestQueue((events) => ingestBatch(context, events))
  const integration = findIntegration(context, '0123456789abcdefghijklmnopqrstuv')
  if (!integration) throw new TypeError('the key is known')
  await acceptEvents(context, queue, integration, [EVENT])
  await escalationTick(context)
  expect(await paged()).toEqual(['ana'])
  await dia(takeOverShift, { params: { schedule }, body: {} })
  here.setNow(NOW + 5 * 60_000)
  await escalationTick(context)
  expect(await paged()).toEqual(['ana', 'dia'])
})

async function paged(): Promise<string[]> {
  const { rows } = await here.context.pool.query<{ name: string }>(
    'select u.name from page p join app_user u on u.id = p.user_id order by p.created_at, p.id',
  )
  return rows.map(({ name }) => name)
}

const EVENT: InboundEvent = {
  action: 'trigger',
  dedupKey: 'burning',
  summary: 'It burns',
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
