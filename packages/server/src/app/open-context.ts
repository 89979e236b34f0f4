// Opens what every process needs before it can do anything: database, schema, secrets, clock and
// the configuration's snapshot.

import { type Logger, pino } from 'pino'
import { loadPeople } from '../people/load-people.ts'
import { DatabaseClock } from '../platform/clock/database-clock.ts'
import { systemRandom } from '../platform/clock/system-random.ts'
import type { ServerConfig } from '../platform/config.ts'
import type { ServerContext } from '../platform/context.ts'
import { type Database, openDatabase } from '../platform/database/open-database.ts'
import { loadMigrations } from '../platform/migrations/load-migrations.ts'
import { runMigrations } from '../platform/migrations/run-migrations.ts'
import { checkSecretKey } from '../platform/secrets/check-secret-key.ts'
import { createSecretBox } from '../platform/secrets/secret-box.ts'
import { createWakes } from '../platform/wake/wakes.ts'
import { createDirectoryCache } from './directory-cache.ts'

export type OpenContext = {
  readonly context: ServerContext
  readonly database: Database
  close(): Promise<void>
}

export type OpenOptions = {
  readonly log?: Logger
  /** Gives durability up for speed, in the embedded database only: tests and the simulation. */
  readonly unsafeFast?: boolean
}

export async function openContext(
  config: ServerConfig,
  options: OpenOptions = {},
): Promise<OpenContext> {
  const log = options.log ?? pino({ level: config.logLevel })
  const database = await openDatabase({
    dataDir: config.dataDir,
    log,
    ...(config.databaseUrl !== null && { databaseUrl: config.databaseUrl }),
    ...(options.unsafeFast && { unsafeFast: true }),
  })
  const { pool } = database
  // In the order in which they start; a start that breaks halfway leaves nothing behind that would
  // keep the process alive.
  const stops = [() => database.close()]
  const close = async () => {
    for (const stop of stops.splice(0).reverse()) await stop()
  }
  try {
    await runMigrations(pool, await loadMigrations())
    const secrets = createSecretBox(config.secretKey)
    await checkSecretKey(pool, secrets)
    const clock = await DatabaseClock.start(pool, log)
    stops.push(() => clock.stop())
    const wakes = createWakes()
    const directory = createDirectoryCache(pool, { loadPeople }, wakes, log, clock)
    stops.push(() => directory.stop())
    await directory.start()
    const nodeId = systemRandom.uuid(clock.now())
    const context = {
      config,
      nodeId,
      pool,
      clock,
      random: systemRandom,
      directory,
      wakes,
      secrets,
      log,
    }
    return { context, database, close }
  } catch (error) {
    await close()
    throw error
  }
}
