// An installation for tests: a real database, the real HTTP server and the running directory, with
// a clock that tests move. `startNode` adds a second process on the same database.

import {
  CallRefused,
  type Client,
  type ClientOptions,
  createClient,
  type Problem,
} from '@evenwatch/api'
import { assert, describeDefinitionEvent, type Instant } from '@evenwatch/core'
import pino from 'pino'
import { afterAll } from 'vitest'
import { createDirectoryCache } from '../../app/directory-cache.ts'
import { registerServiceRoutes } from '../../catalog/register-service-routes.ts'
import { registerLoadRoutes } from '../../insight/load/register-load-routes.ts'
import { registerEscalationPolicyRoutes } from '../../paging/register-escalation-policy-routes.ts'
import { createAuthenticate } from '../../people/authenticate.ts'
import { loadPeople } from '../../people/load-people.ts'
import { registerPeopleRoutes } from '../../people/register-people-routes.ts'
import { registerTeamRoutes } from '../../people/teams/register-team-routes.ts'
import { systemRandom } from '../../platform/clock/system-random.ts'
import { readConfig } from '../../platform/config.ts'
import type { ServerContext } from '../../platform/context.ts'
import { createHttpServer } from '../../platform/http/http-server.ts'
import { createSecretBox } from '../../platform/secrets/secret-box.ts'
import { silentLog } from '../../platform/testing/silent-log.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { createWakes } from '../../platform/wake/wakes.ts'
import { registerScheduleRoutes } from '../../schedule/register-schedule-routes.ts'
import { registerConfigurationRoutes } from '../register-configuration-routes.ts'

const ADMIN_TOKEN = 'bootstrap-token-of-the-tests-0123456789'

export type Node = {
  readonly context: ServerContext
  readonly baseUrl: string
  /** As the administrator of the tests. */
  readonly call: Client
  /** With another token, or none. */
  callerWith(token: string | null): Client
  /** With whatever this way of calling adds. */
  callerBy(fetchIt: ClientOptions['fetch']): Client
}

export type Installation = Node & {
  setNow(at: Instant): void
  startNode(): Promise<Node>
}

/** Call it at the top of a file. */
export async function createInstallation(
  startsAt: Instant,
  environment: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const { pool } = await createTestDatabase()
  let now = startsAt
  // Nodes may be started within a test, where hooks can no longer be added.
  const closers: (() => Promise<void>)[] = []
  afterAll(async () => {
    for (const close of closers) await close()
  })

  async function startNode(): Promise<Node> {
    const config = readConfig({
      EVENWATCH_ADMIN_TOKEN: ADMIN_TOKEN,
      EVENWATCH_SECRET_KEY: 'ab'.repeat(32),
      EVENWATCH_PUBLIC_URL: 'https://evenwatch.example.org',
      ...environment,
    })
    const wakes = createWakes()
    const clock = { now: () => now, uncertaintyMs: () => 0, healthy: () => true }
    const directory = createDirectoryCache(pool, { loadPeople }, wakes, silentLog, clock)
    const context: ServerContext = {
      config,
      nodeId: systemRandom.uuid(now),
      pool,
      clock,
      random: systemRandom,
      directory,
      wakes,
      secrets: createSecretBox(config.secretKey),
      log: pino({ level: 'error' }),
    }
    await directory.start()
    const http = createHttpServer(context, createAuthenticate(context))
    registerPeopleRoutes(http, context, {
      channels: new Map(),
      describeTimeline: describeDefinitionEvent,
    })
    registerTeamRoutes(http, context)
    registerScheduleRoutes(http, context)
    registerEscalationPolicyRoutes(http, context)
    registerServiceRoutes(http, context)
    registerLoadRoutes(http, context)
    registerConfigurationRoutes(http, context)
    const baseUrl = await http.app.listen({ host: '127.0.0.1', port: 0 })
    closers.push(async () => {
      await http.app.close()
      await directory.stop()
    })
    const callerWith = (token: string | null) =>
      createClient({
        baseUrl,
        headers: () => (token === null ? {} : { authorization: `Bearer ${token}` }),
        fetch,
      })
    const callerBy = (fetchIt: ClientOptions['fetch']) => createClient({ baseUrl, fetch: fetchIt })
    return { context, baseUrl, call: callerWith(ADMIN_TOKEN), callerWith, callerBy }
  }

  const node = await startNode()
  return {
    ...node,
    startNode,
    setNow: (at) => {
      now = at
    },
  }
}

/** The problem with which a call is refused; a call that succeeds is a failure of the test. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  const refused = await call.then(
    () => null,
    (error: unknown) => error,
  )
  assert(refused instanceof CallRefused, 'the call is refused')
  return refused.problem
}
