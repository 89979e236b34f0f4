// What only the machine itself can tell: its configuration, data folder, disk, database and clock.

import { constants, existsSync } from 'node:fs'
import { access, statfs } from 'node:fs/promises'
import {
  BadConfiguration,
  checkSessionLevel,
  DatabaseFault,
  openDatabase,
  readConfig,
  type ServerConfig,
  type SessionLevel,
} from '@evenwatch/server'
import type { Terminal } from '../terminal/terminal.ts'
import type { Check } from './check.ts'
import { createServerLog } from './create-server-log.ts'

export const FREE_BYTES_MIN = { warning: 2 * 1024 ** 3, critical: 256 * 1024 ** 2 } as const
export const CLOCK_OFF_MS_MAX = 500
const ANY_KEY = '0'.repeat(64)

export async function checkMachine(terminal: Terminal, isServed: boolean): Promise<Check[]> {
  const config = readConfiguration(terminal)
  if ('level' in config) return [config]
  const checks: Check[] = [ok('configuration', 'environment', 'Every variable is readable.')]
  const isLocal = config.databaseUrl === null
  if (isLocal && !existsSync(config.dataDir)) {
    return [
      ...checks,
      ok('data-folder', config.dataDir, 'Not there yet; the first start makes it.'),
    ]
  }
  if (isLocal) checks.push(await checkFolder(config.dataDir))
  // The embedded database belongs to its server; opening it here would only say "in use".
  if (isLocal && isServed) return checks
  checks.push(...(await checkDatabase(terminal, config)))
  return checks
}

function readConfiguration(terminal: Terminal): ServerConfig | Check {
  const { env } = terminal
  // Looking must not leave anything behind, and a missing key would be made and kept.
  const stand =
    env.DATABASE_URL || env.EVENWATCH_SECRET_KEY ? {} : { EVENWATCH_SECRET_KEY: ANY_KEY }
  try {
    return readConfig({ ...env, ...stand })
  } catch (fault) {
    if (!(fault instanceof BadConfiguration)) throw fault
    return {
      code: 'configuration',
      level: 'critical',
      subject: fault.variable,
      finding: fault.message,
      remedy: 'Correct it where the server is started.',
    }
  }
}

async function checkFolder(dataDir: string): Promise<Check> {
  const check = (level: Check['level'], finding: string, remedy: string | null): Check => ({
    code: 'data-folder',
    level,
    subject: dataDir,
    finding,
    remedy,
  })
  try {
    await access(dataDir, constants.W_OK)
    const { bavail, bsize } = await statfs(dataDir)
    const freeBytes = bavail * bsize
    const free = `${Math.floor(freeBytes / 1024 ** 2)} MiB are free.`
    const remedy = 'Make room, or move EVENWATCH_DATA_DIR to a larger disk.'
    if (freeBytes < FREE_BYTES_MIN.critical) return check('critical', free, remedy)
    if (freeBytes < FREE_BYTES_MIN.warning) return check('warning', free, remedy)
    return check('ok', `It can be written; ${free}`, null)
  } catch {
    const remedy = 'Give this user the right to write there, or set EVENWATCH_DATA_DIR.'
    return check('critical', 'The data folder cannot be written.', remedy)
  }
}

async function checkDatabase(terminal: Terminal, config: ServerConfig): Promise<Check[]> {
  const { dataDir, databaseUrl } = config
  const log = createServerLog('silent')
  const subject = databaseUrl === null ? 'embedded database' : 'DATABASE_URL'
  try {
    const database = await openDatabase({
      dataDir,
      log,
      ...(databaseUrl !== null && { databaseUrl }),
    })
    try {
      const session =
        databaseUrl === null ? [] : [sessionCheck(await checkSessionLevel(database.pool))]
      const before = terminal.now()
      const { rows } = await database.pool.query<{ ms: number }>(
        'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
      )
      const offMs = Math.round(Math.abs((rows[0]?.ms ?? before) - terminal.now()))
      return [ok('database', subject, 'It answers.'), ...session, clockCheck(offMs)]
    } finally {
      await database.close()
    }
  } catch (fault) {
    if (!(fault instanceof DatabaseFault)) throw fault
    const remedy = fault.retryable ? 'See that it runs and can be reached from here.' : null
    return [{ code: 'database', level: 'critical', subject, finding: fault.message, remedy }]
  }
}

function sessionCheck(level: SessionLevel): Check {
  const subject = 'DATABASE_URL'
  if (level.kind === 'session') return ok('session', subject, 'Its connections are sessions.')
  const remedy = 'Point it at PostgreSQL itself, or set the pooler to session mode.'
  return { code: 'session', level: 'critical', subject, finding: level.reason, remedy }
}

/** Decisions follow the database's clock; a machine far off makes logs and links misleading. */
function clockCheck(offMs: number): Check {
  const finding = `This machine and the database differ by ${offMs} ms.`
  if (offMs <= CLOCK_OFF_MS_MAX) return ok('clock', 'clock', finding)
  const remedy = 'Synchronise the clock of both (chrony, systemd-timesyncd).'
  return { code: 'clock', level: 'warning', subject: 'clock', finding, remedy }
}

function ok(code: string, subject: string, finding: string): Check {
  return { code, level: 'ok', subject, finding, remedy: null }
}
