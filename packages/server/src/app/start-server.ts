// The composition root: one program, its duties by configuration. Everything that starts here stops
// here, in the reverse order, and what was accepted is written before the process ends.

import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describeDefinitionEvent, type RoutedEvent, routeEvent } from '@evenwatch/core'
import type { Logger } from 'pino'
import { actOnGroups } from '../alert/act-on-groups.ts'
import { registerInboundRoutes } from '../alert/inbound/register-inbound-routes.ts'
import { ingestBatch } from '../alert/ingest/ingest-batch.ts'
import { createIngestQueue, type IngestQueue } from '../alert/ingest/ingest-queue.ts'
import { registerAlertRoutes } from '../alert/register-alert-routes.ts'
import { registerServiceRoutes } from '../catalog/register-service-routes.ts'
import { registerConfigurationRoutes } from '../configuration/register-configuration-routes.ts'
import { registerLoadRoutes } from '../insight/load/register-load-routes.ts'
import { registerActPage } from '../paging/act-page/register-act-page.ts'
import type { Channels } from '../paging/channels/channel.ts'
import { createChannels } from '../paging/channels/create-channels.ts'
import { pinnedPolicyOfRun } from '../paging/engine/pinned-policy-of-run.ts'
import { type Engine, runEngine } from '../paging/engine/run-engine.ts'
import { startMailIn } from '../paging/mail-in/start-mail-in.ts'
import { describeNextInWords } from '../paging/reads/describe-next-in-words.ts'
import type { PinnedPolicy } from '../paging/reads/pinned-policy.ts'
import { registerEscalationPolicyRoutes } from '../paging/register-escalation-policy-routes.ts'
import { registerPagingByHand } from '../paging/register-paging-by-hand.ts'
import { stopPaging } from '../paging/stop-paging.ts'
import { registerWhatIfRoutes } from '../paging/what-if/register-what-if-routes.ts'
import { registerWhoRoutes } from '../paging/who/register-who-routes.ts'
import { createAuthenticate } from '../people/authenticate.ts'
import { createSetupLink } from '../people/create-setup-link.ts'
import { registerPeopleRoutes } from '../people/register-people-routes.ts'
import { registerTeamRoutes } from '../people/teams/register-team-routes.ts'
import type { ServerConfig } from '../platform/config.ts'
import type { ServerContext } from '../platform/context.ts'

import { runHousekeeping } from '../platform/housekeeping/run-housekeeping.ts'

import { createHttpServer, type HttpServer } from '../platform/http/http-server.ts'

import { collectOpenApi, serveOpenApi } from '../platform/http/serve-openapi.ts'
import { serveWeb } from '../platform/http/serve-web.ts'
import { startHeartbeat } from '../platform/nodes/start-heartbeat.ts'
import { createMetrics, type Metrics } from '../platform/telemetry/metrics.ts'
import { listenForOthers } from '../platform/wake/listen-for-others.ts'
import { registerScheduleRoutes } from '../schedule/register-schedule-routes.ts'
import { createEngineContext } from './create-engine-context.ts'
import { describeNextStep } from './describe-next-step.ts'
import { ensureDefinitionWith } from './ensure-definition-with.ts'
import { housekeepingJobs } from './housekeeping-jobs.ts'
import { openContext } from './open-context.ts'
import { probeChannel } from './probe-channel.ts'
import { registerPlatformRoutes } from './register-platform-routes.ts'

/** A loop sleeps at most a second; silent for this long, it stands still. */
const ENGINE_SILENT_MS_MAX = 10_000

export const PRODUCT_VERSION = '0.1.0'

export type RunningServer = {
  readonly context: ServerContext
  readonly channels: Channels
  readonly queue: IngestQueue
  /** Where it listens; null without the duty `http`. */
  readonly url: string | null
  /** The one-time link of a first start, or null. */
  readonly setupLink: string | null
  stop(): Promise<void>
}

export type StartOptions = {
  readonly log?: Logger
  readonly unsafeFast?: boolean
  /** Stands in for the real ones: the demo's and the tests' carriers. */
  readonly channels?: (context: ServerContext) => Channels
  /** Routes beside the product's own: the demo's pages. */
  readonly moreRoutes?: (http: HttpServer, context: ServerContext) => void
}

export async function startServer(
  config: ServerConfig,
  options: StartOptions = {},
): Promise<RunningServer> {
  const opened = await openContext(config, options)
  const { context } = opened
  const stops: (() => Promise<void>)[] = [opened.close]
  try {
    const channels = options.channels?.(context) ?? createChannels(context)
    stops.push(async () => {
      for (const channel of channels.values()) await channel.close()
    })
    const metrics = createMetrics()
    const queue = createIngestQueue(async (events) => {
      const outcomes = await ingestBatch(context, events)
      for (const { effect } of outcomes) metrics.eventAccepted(effect)
      return outcomes
    })
    metrics.watchQueue('ingest', queue.depth)
    const listening = listenForOthers(context.pool, context.wakes, context.log)
    stops.push(() => listening.stop())

    const pinnedPolicy: PinnedPolicy = (policyId, version) =>
      pinnedPolicyOfRun(context.pool, context.directory.current(), policyId, version)
    const engine = config.duties.has('engine')
      ? startEngine(context, channels, metrics, pinnedPolicy)
      : null
    if (engine) stops.push(() => engine.stop())
    const heartbeat = await startHeartbeat(context)
    stops.push(() => heartbeat.stop())
    if (engine) {
      const housekeeping = runHousekeeping(context, housekeepingJobs(channels))
      stops.push(() => housekeeping.stop())
    }
    stops.push(() => queue.drain())
    const mailIn = await startMailIn(context, { actOnGroups })
    stops.push(() => mailIn.close())

    const parts = { context, channels, queue, metrics, pinnedPolicy, engine }
    const url = config.duties.has('http') ? await startHttp(parts, stops, options.moreRoutes) : null
    const setupLink = await createSetupLink(context)
    return { context, channels, queue, url, setupLink, stop: () => stopAll(stops) }
  } catch (error) {
    await stopAll(stops)
    throw error
  }
}

function startEngine(
  context: ServerContext,
  channels: Channels,
  metrics: Metrics,
  pinnedPolicy: PinnedPolicy,
): Engine {
  const describeNext = (groupIds: readonly string[]) =>
    describeNextInWords(context, pinnedPolicy, groupIds)
  return runEngine({ ...createEngineContext(context, channels, describeNext), metrics })
}

type HttpParts = {
  readonly context: ServerContext
  readonly channels: Channels
  readonly queue: IngestQueue
  readonly metrics: Metrics
  readonly pinnedPolicy: PinnedPolicy
  readonly engine: Engine | null
}

async function startHttp(
  parts: HttpParts,
  stops: (() => Promise<void>)[],
  moreRoutes: StartOptions['moreRoutes'],
): Promise<string> {
  const { context, channels, queue, metrics, pinnedPolicy, engine } = parts
  const { config } = context
  const authenticate = createAuthenticate(context)
  const http = createHttpServer(context, authenticate)
  // Loaded before any route comes, so that it sees every one of them.
  await collectOpenApi(http.app, PRODUCT_VERSION)
  registerPlatformRoutes(http, context, {
    channels,
    version: PRODUCT_VERSION,
    metrics,
    authenticate,
    probeChannel: (channel) => probeChannel(config, channels, channel),
    engineAlive: () =>
      engine === null ? null : context.clock.now() - engine.lastPassAt() < ENGINE_SILENT_MS_MAX,
  })
  const ingest = (events: readonly RoutedEvent[]) => queue.add(events)
  registerPeopleRoutes(http, context, { channels, describeTimeline: describeDefinitionEvent })
  registerTeamRoutes(http, context)
  registerScheduleRoutes(http, context)
  registerEscalationPolicyRoutes(http, context)
  registerWhatIfRoutes(http, context)
  registerWhoRoutes(http, context)
  registerLoadRoutes(http, context)
  registerServiceRoutes(http, context)
  registerConfigurationRoutes(http, context)
  registerAlertRoutes(http, context, { actOnGroups, stopPaging, ingest, pinnedPolicy })
  registerPagingByHand(http, context, {
    ingest,
    routeEvent,
    pinnedPolicy,
    ensureDefinition: ensureDefinitionWith(context),
  })
  registerInboundRoutes(http.app, context, queue)
  registerActPage(http.app, context, {
    actOnGroups,
    describeNext: (groupId) => describeNextStep(context, pinnedPolicy, groupId),
  })
  moreRoutes?.(http, context)
  serveOpenApi(http.app)
  serveWeb(http.app, webRoot())
  stops.push(() => http.app.close())
  await http.app.listen({ host: config.host, port: config.port })
  const { address, port, family } = http.app.server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

/** Beside the bundle; from source, where the build puts it. */
function webRoot(): string {
  const isBundle = import.meta.url.endsWith('/evenwatch.js')
  return fileURLToPath(new URL(isBundle ? './web' : '../../../../dist/web', import.meta.url))
}

async function stopAll(stops: (() => Promise<void>)[]): Promise<void> {
  for (const stop of stops.reverse()) await stop()
}
