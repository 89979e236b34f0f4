// A server's context over a test database, with a clock that stands where the test puts it.

import type { Directory, Instant } from '@evenwatch/core'
import type { FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { pino } from 'pino'
import { systemRandom } from '../../platform/clock/system-random.ts'
import { readConfig } from '../../platform/config.ts'
import type { ServerContext } from '../../platform/context.ts'
import { createHttpServer, type HttpServer } from '../../platform/http/http-server.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { createSecretBox } from '../../platform/secrets/secret-box.ts'
import { createWakes } from '../../platform/wake/wakes.ts'
import { makeDirectory } from './make-directory.ts'

export const START: Instant = Date.UTC(2026, 2, 2, 2, 0)

export type TestWorld = {
  readonly context: ServerContext
  now: Instant
  directory: Directory
}

export function makeWorld(pool: Pool, directory: Directory = makeDirectory()): TestWorld {
  const config = readConfig({
    EVENWATCH_SECRET_KEY: '11'.repeat(32),
    EVENWATCH_LOG_LEVEL: 'silent',
  })
  const world = { now: START, directory }
  const current = () => world.directory
  const context: ServerContext = {
    config,
    nodeId: systemRandom.uuid(START),
    pool,
    clock: { now: () => world.now, uncertaintyMs: () => 1, healthy: () => true },
    random: systemRandom,
    directory: { current, atLeast: async () => current(), refresh: async () => current() },
    wakes: createWakes(),
    secrets: createSecretBox(config.secretKey),
    log: pino({ level: 'silent' }),
  }
  return Object.assign(world, { context })
}

/** An HTTP server whose callers say who they are: `x-user: ana`. */
export function makeHttp(world: TestWorld): HttpServer {
  return createHttpServer(world.context, async (request) => principalOf(world, request))
}

function principalOf(world: TestWorld, request: FastifyRequest): Principal | null {
  const name = request.headers['x-user']
  const person = [...world.directory.people.values()].find((one) => one.name === name)
  if (!person) return null
  return {
    actor: { kind: 'user', id: person.id, name: person.displayName },
    userId: person.id,
    role: person.role,
    leads: new Set(),
  }
}
