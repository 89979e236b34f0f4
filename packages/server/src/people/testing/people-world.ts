// An installation for tests: a real database, the real HTTP server on a real port, a clock that
// tests move, and a carrier that keeps what it was given. `startNode` adds a second process on the
// same database, with caches and wakes of its own.

import {
  CallRefused,
  type Client,
  createClient,
  createUser,
  type Problem,
  type Session,
  signIn,
  type User,
} from '@evenwatch/api'
import { assert, type Directory, type Role, type Team } from '@evenwatch/core'
import pino from 'pino'
import { afterAll } from 'vitest'
import { registerAreaRoutes } from '../../catalog/areas/register-area-routes.ts'
import type { Channel, ChannelOutcome, OutgoingMessage } from '../../paging/channels/channel.ts'
import { systemRandom } from '../../platform/clock/system-random.ts'
import { readConfig } from '../../platform/config.ts'
import type { ServerContext } from '../../platform/context.ts'
import { createHttpServer, type HttpServer } from '../../platform/http/http-server.ts'
import { createSecretBox } from '../../platform/secrets/secret-box.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { createWakes } from '../../platform/wake/wakes.ts'
import { createAuthenticate } from '../authenticate.ts'
import { registerPeopleRoutes } from '../register-people-routes.ts'

export const ADMIN_TOKEN = 'bootstrap-token-of-the-tests-0123456789'
export const PASSWORD = 'correct horse battery'
const FIRST_INSTANT = Date.UTC(2026, 2, 2, 9)

export type Caller = {
  readonly call: Client
  /** As the browser would send it back. */
  cookie: string | null
  csrf: string | null
  /** Every `Set-Cookie` header so far. */
  readonly cookiesSet: string[]
}

export type Node = {
  readonly context: ServerContext
  readonly http: HttpServer
  /** With a token, or as a browser without session. */
  caller(token?: string): Caller
}

export type PeopleWorld = Node & {
  readonly sent: OutgoingMessage[]
  readonly teams: Map<string, Team>
  /** What the carrier answers from now on. */
  carrierAnswers(outcome: ChannelOutcome): void
  advance(ms: number): void
  startNode(environment?: Record<string, string>): Promise<Node>
  /** Opens a port for a server of the test's own; the answer makes callers of it. */
  listen(http: HttpServer): Promise<(token?: string) => Caller>
  admin(): Caller
  addUser(name: string, role?: Role): Promise<User>
  signIn(name: string): Promise<Caller>
}

const openServers: HttpServer[] = []
afterAll(() => Promise.all(openServers.map(({ app }) => app.close())))

export async function createPeopleWorld(
  environment: Record<string, string> = {},
): Promise<PeopleWorld> {
  const { pool } = await createTestDatabase()
  let now = FIRST_INSTANT
  let answer: ChannelOutcome = { kind: 'sent', carrierRef: null, detail: 'taken' }
  const sent: OutgoingMessage[] = []
  const teams = new Map<string, Team>()
  const carrier = (name: Channel['name']): Channel => ({
    name,
    afterDoubt: 'blind',
    missing: name === 'webhook' ? 'Webhooks are off here.' : null,
    send: async (message) => {
      sent.push(message)
      return answer
    },
    close: async () => undefined,
  })
  const channels = new Map(
    (['email', 'webhook', 'inbox'] as const).map((name) => [name, carrier(name)]),
  )

  async function startNode(extra: Record<string, string> = environment): Promise<Node> {
    const config = readConfig({
      EVENWATCH_ADMIN_TOKEN: ADMIN_TOKEN,
      EVENWATCH_SECRET_KEY: 'ab'.repeat(32),
      ...extra,
    })
    const directory = emptyDirectory(teams)
    const context: ServerContext = {
      config,
      nodeId: systemRandom.uuid(now),
      pool,
      clock: { now: () => now, uncertaintyMs: () => 0, healthy: () => true },
      random: systemRandom,
      directory: {
        current: () => directory,
        atLeast: async () => directory,
        refresh: async () => directory,
      },
      wakes: createWakes(),
      secrets: createSecretBox(config.secretKey),
      log: pino({ level: 'silent' }),
    }
    const http = createHttpServer(context, createAuthenticate(context))
    registerPeopleRoutes(http, context, { channels })
    // Of another room, but about a person: the matrix asks for it as well.
    registerAreaRoutes(http, context)
    return { context, http, caller: await listen(http) }
  }

  const node = await startNode()
  const admin = () => node.caller(ADMIN_TOKEN)
  return {
    ...node,
    sent,
    teams,
    startNode,
    listen,
    admin,
    carrierAnswers: (outcome) => {
      answer = outcome
    },
    advance: (ms) => {
      now += ms
    },
    addUser: (name, role = 'responder') =>
      admin().call(createUser, {
        body: {
          name,
          displayName: name,
          password: PASSWORD,
          spec: { email: `${name}@example.org`, role },
        },
      }),
    signIn: async (name) => {
      const caller = node.caller()
      await signInWith(caller, name, PASSWORD)
      return caller
    },
  }
}

/** Signs a browser in and keeps the CSRF token, as the client does. */
export async function signInWith(caller: Caller, login: string, password: string) {
  const session: Session = await caller.call(signIn, { body: { login, password } })
  caller.csrf = session.csrfToken
  return session
}

/** The problem with which a call is refused; a call that succeeds is a failure of the test. */
export async function problemOfCall(call: Promise<unknown>): Promise<Problem> {
  const refused = await call.then(
    () => null,
    (error: unknown) => error,
  )
  assert(refused instanceof CallRefused, 'the call is refused')
  return refused.problem
}

export async function codeOfCall(call: Promise<unknown>): Promise<string> {
  return (await problemOfCall(call)).code
}

async function listen(http: HttpServer): Promise<(token?: string) => Caller> {
  const baseUrl = await http.app.listen({ host: '127.0.0.1', port: 0 })
  openServers.push(http)
  return (token) => createCaller(baseUrl, token)
}

function createCaller(baseUrl: string, token: string | undefined): Caller {
  const caller: Caller = {
    cookie: null,
    csrf: null,
    cookiesSet: [],
    call: createClient({
      baseUrl,
      headers: () => ({
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(caller.cookie !== null && { cookie: caller.cookie }),
        ...(caller.csrf !== null && { 'x-csrf-token': caller.csrf }),
      }),
      fetch: async (url, init) => {
        const response = await fetch(url, init)
        for (const line of response.headers.getSetCookie()) {
          caller.cookiesSet.push(line)
          caller.cookie = line.split(';', 1)[0] ?? null
        }
        return response
      },
    }),
  }
  return caller
}

function emptyDirectory(teams: ReadonlyMap<string, Team>): Directory {
  return {
    revision: 1,
    people: new Map(),
    teams,
    schedules: new Map(),
    policies: new Map(),
    services: new Map(),
    keys: new Map(),
    administratorIds: [],
  }
}
