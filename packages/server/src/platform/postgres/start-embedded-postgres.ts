// The embedded PostgreSQL: started once per data folder, kept running, adopted when it outlived us.
//
// Order: lock the folder, make the programs fit, make the cluster, adopt or launch, make the
// database. From then on a server that dies is started again, so that the product is away for a
// moment instead of until somebody looks. `stop` ends the server fast and gives the folder back.

import { realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { errorCodeOf } from '../database/database-fault.ts'
import type { Log } from '../log.ts'
import { lockDataFolder } from './data-folder-lock.ts'
import { clearDeadServer, findPostmaster, runsProgram } from './find-postmaster.ts'
import { DATABASE_USER, initialiseCluster } from './initialise-cluster.ts'
import { launchPostmaster, waitUntilReady, writeSettings } from './launch-postmaster.ts'
import { type NativeBinaries, prepareNativeBinaries } from './native-binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { isRunning, type ProcessIdentity } from './process-identity.ts'
import { prepareServerHome, type ServerHome } from './server-home.ts'
import { renderServerSettings } from './server-settings.ts'
import { stopPostmaster } from './stop-postmaster.ts'

export const DATABASE_NAME = 'evenwatch'
const DEFAULT_SHELTER = '/var/lib'
const CONNECT_TIMEOUT_MS = 10_000
const WATCH_MS = 250
const RESTART_DELAY_MS_MAX = 10_000

export type EmbeddedPostgresOptions = {
  readonly dataDir: string
  readonly log: Log
  /** Gives durability up for speed: tests and the simulation only. */
  readonly unsafeFast?: boolean
  /** Where root's database goes when its user may not enter the data folder. */
  readonly shelter?: string
}

/** What a `pg.Pool` needs; the socket's folder stands for the host. */
export type SocketConnection = {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: string
}

export type EmbeddedPostgres = {
  readonly connectionOptions: SocketConnection
  /** True when a server that was already running was taken over. */
  readonly adopted: boolean
  /** Number of the server's process, which changes when it had to be started again. */
  readonly pid: () => number
  readonly stop: () => Promise<void>
}

export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log } = options
  const unsafeFast = options.unsafeFast ?? false
  const home = prepareServerHome(options.dataDir, options.shelter ?? DEFAULT_SHELTER, log)
  const lock = lockDataFolder(home.folder)
  try {
    const binaries = prepareNativeBinaries(home.folder, home.account)
    const first = await initialiseCluster(home, binaries, unsafeFast)
    const settings = renderServerSettings({ socketFolder: home.socketFolder, unsafeFast })
    const { server, adopted } = await adoptOrLaunch(home, binaries, settings, log)
    const connectionOptions = connectionTo(home)
    await ensureDatabase(connectionOptions)
    log.info({ pid: server.pid, folder: home.folder, first, adopted }, 'embedded database ready')
    const keeper = keepRunning(home, binaries, server, log)
    // Once is enough: a late second call must not give back a lock that was taken anew.
    let stopped: Promise<void> | undefined
    const stop = () => {
      stopped ??= keeper.stop().finally(lock.release)
      return stopped
    }
    return { connectionOptions, adopted, pid: keeper.pid, stop }
  } catch (error) {
    lock.release()
    throw error
  }
}

async function adoptOrLaunch(
  home: ServerHome,
  binaries: NativeBinaries,
  settings: string,
  log: Log,
): Promise<{ server: ProcessIdentity; adopted: boolean }> {
  const settingsChanged = writeSettings(home.clusterFolder, settings)
  const found = findPostmaster(home.clusterFolder)
  if (found !== undefined) {
    const sameProgram = runsProgram(found, realpathSync(binaries.postgres))
    const stopping = readPostmasterFile(home.clusterFolder)?.stopping ?? true
    const adoptable = !settingsChanged && sameProgram && !stopping
    if (adoptable && (await answers(home, found, log))) return { server: found, adopted: true }
    log.info(
      { pid: found.pid, settingsChanged, sameProgram, stopping },
      'a database server that cannot be taken over still runs; starting it afresh',
    )
    await stopPostmaster(found)
  }
  await clearDeadServer(home)
  return { server: await launchPostmaster(home, binaries), adopted: false }
}

// A server just killed may still be listed as running while its sockets are closed already.
async function answers(home: ServerHome, server: ProcessIdentity, log: Log): Promise<boolean> {
  try {
    await waitUntilReady(home, server)
    await ensureDatabase(connectionTo(home))
    return true
  } catch (error) {
    log.warn({ err: error, pid: server.pid }, 'the database server found running does not answer')
    return false
  }
}

function connectionTo(home: ServerHome): SocketConnection {
  return { host: home.socketFolder, port: 5432, user: DATABASE_USER, database: DATABASE_NAME }
}

// Creating it is a step of its own, so a first start cut off in between is completed by the next.
async function ensureDatabase(connection: SocketConnection): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  try {
    await client.connect()
    return
  } catch (error) {
    const missing = errorCodeOf(error) === '3D000'
    if (!missing) throw error
  } finally {
    await client.end()
  }
  const maintenance = new pg.Client({ ...connection, database: 'postgres' })
  await maintenance.connect()
  try {
    await maintenance.query(`create database ${DATABASE_NAME}`)
  } finally {
    await maintenance.end()
  }
}

function keepRunning(
  home: ServerHome,
  binaries: NativeBinaries,
  first: ProcessIdentity,
  log: Log,
): { pid: () => number; stop: () => Promise<void> } {
  let server = first
  let stopping = false
  let restarting: Promise<void> | undefined

  const restart = async () => {
    for (let delayMs = WATCH_MS; !stopping; delayMs = Math.min(2 * delayMs, RESTART_DELAY_MS_MAX)) {
      try {
        await clearDeadServer(home)
        server = await launchPostmaster(home, binaries)
        log.warn({ pid: server.pid }, 'the embedded database had died and runs again')
        return
      } catch (error) {
        log.error({ err: error, delayMs }, 'the embedded database could not be started again')
        await delay(delayMs, undefined, { ref: false })
      }
    }
  }
  const timer = setInterval(() => {
    if (stopping || restarting !== undefined || isRunning(server)) return
    restarting = restart().finally(() => {
      restarting = undefined
    })
  }, WATCH_MS)
  timer.unref()

  const stop = async () => {
    stopping = true
    clearInterval(timer)
    await restarting
    await stopPostmaster(server)
  }
  return { pid: () => server.pid, stop }
}
