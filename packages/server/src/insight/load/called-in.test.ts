// Somebody who is off shift is called into a critical alert by hand: real routes, real engine, real
// inbox. The hours they work on it stand on their ledger as unscheduled load.

import {
  acknowledgeGroup,
  applyConfiguration,
  createClient,
  createToken,
  getUserLoad,
  pageSomeone,
  resolveGroup,
} from '@evenwatch/api'
import { HOUR_MS, type InboundEvent, MINUTE_MS, routeEvent } from '@evenwatch/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actOnGroups } from '../../alert/act-on-groups.ts'
import { acceptEvents, findIntegration } from '../../alert/inbound/accept-events.ts'
import { ingestBatch } from '../../alert/ingest/ingest-batch.ts'
import { createIngestQueue } from '../../alert/ingest/ingest-queue.ts'
import { registerAlertRoutes } from '../../alert/register-alert-routes.ts'
import { createEngineContext } from '../../app/create-engine-context.ts'
import { ensureDefinitionWith } from '../../app/ensure-definition-with.ts'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { createInboxChannel } from '../../paging/channels/inbox/inbox-channel.ts'
import { deliveryTick, type InFlight } from '../../paging/engine/delivery-tick.ts'
import { escalationTick } from '../../paging/engine/escalation-tick.ts'
import { pinnedPolicyOfRun } from '../../paging/engine/pinned-policy-of-run.ts'
import { registerPagingByHand } from '../../paging/register-paging-by-hand.ts'
import { stopPaging } from '../../paging/stop-paging.ts'
import { createAuthenticate } from '../../people/authenticate.ts'
import { createHttpServer } from '../../platform/http/http-server.ts'
import { createChangeInstallation, NOW } from '../../schedule/change/testing/change-installation.ts'

const KEY = '0123456789abcdefghijklmnopqrstuv'
const here = await createChangeInstallation({ keepSchedules: true })
const { context } = here
const channels = new Map([['inbox', createInboxChannel(context)] as const])
const engine = createEngineContext(context, channels, async () => new Map())
const queue = createIngestQueue((events) => ingestBatch(context, events))
const pinnedPolicy = (id: string, version: number) =>
  pinnedPolicyOfRun(context.pool, context.directory.current(), id, version)

const http = createHttpServer(context, createAuthenticate(context))
const ingest: Parameters<typeof registerPagingByHand>[2]['ingest'] = (events) => queue.add(events)
registerAlertRoutes(http, context, { actOnGroups, stopPaging, ingest, pinnedPolicy })
const ensureDefinition = ensureDefinitionWith(context)
registerPagingByHand(http, context, { ingest, routeEvent, pinnedPolicy, ensureDefinition })
const baseUrl = await http.app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => http.app.close())

/** As a person with an API token of their own, as on the command line. */
async function callerOf(name: 'ana' | 'dia') {
  const { token } = await here.as[name](createToken, { body: { name: `of-${name}` } })
  const headers = () => ({ authorization: `Bearer ${token}` })
  return createClient({ baseUrl, headers, fetch })
}

async function settle() {
  const inFlight: InFlight = new Set()
  await escalationTick(engine)
  await deliveryTick(engine, inFlight)
  await Promise.all(inFlight)
}

async function triggerCritical() {
  const integration = findIntegration(context, KEY)
  if (!integration) throw new TypeError('the key is known')
  const accepted = await acceptEvents(context, queue, integration, [EVENT])
  if (accepted.kind !== 'accepted') throw new TypeError(`not accepted: ${accepted.kind}`)
  await settle()
  return accepted.outcomes[0]?.groupId ?? ''
}

beforeAll(async () => {
  const schedule = await here.addSchedule('week', ['ana', 'ben'])
  const text = `
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: payments }
spec: { team: payments, steps: [ { after: 0m, notify: [ { schedule: ${schedule} } ] } ] }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: checkout }
spec:
  team: payments
  escalationPolicy: payments
  integrations: [ { name: events, type: events, key: ${KEY} } ]
`
  await here.call(applyConfiguration, { body: { set: 'alerting', documents: documentsOf(text) } })
})

test('hours of somebody paged by hand while off shift are unscheduled critical load', async () => {
  const [ana, dia] = [await callerOf('ana'), await callerOf('dia')]
  const critical = await triggerCritical()
  await ana(acknowledgeGroup, { params: { group: critical }, body: {} })
  const target = { user: 'dia' }
  const paged = await ana(pageSomeone, {
    body: { target, message: 'Help with the database, please', about: critical },
  })
  expect(paged.group.severity).toBe('critical')
  await settle()
  here.setNow(NOW + 5 * MINUTE_MS)
  await dia(acknowledgeGroup, { params: { group: paged.group.id }, body: {} })
  here.setNow(NOW + 5 * MINUTE_MS + 2 * HOUR_MS)
  await ana(resolveGroup, { params: { group: critical }, body: {} })
  await dia(resolveGroup, { params: { group: paged.group.id }, body: {} })

  here.setNow(NOW + 3 * HOUR_MS)
  const load = await here.call(getUserLoad, { params: { user: 'dia' }, query: {} })
  expect(load.unscheduled).toMatchObject({ pages: 1, interruptions: 1, engagedMinutes: 120 })
  expect(load.scheduled).toMatchObject({ pages: 0, engagedMinutes: 0 })
  expect(load.critical).toEqual({
    groups: 1,
    pages: 1,
    engagedMinutes: 120,
    unscheduledGroups: 1,
    unscheduledEngagedMinutes: 120,
  })

  const onShift = await here.call(getUserLoad, { params: { user: 'ana' }, query: {} })
  expect(onShift.scheduled).toMatchObject({ pages: 1, engagedMinutes: 125 })
  expect(onShift.unscheduled).toMatchObject({ pages: 0, engagedMinutes: 0 })
  expect(onShift.critical).toMatchObject({ groups: 1, unscheduledGroups: 0 })
})

const EVENT: InboundEvent = {
  action: 'trigger',
  dedupKey: 'down',
  summary: 'No payment succeeds',
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
