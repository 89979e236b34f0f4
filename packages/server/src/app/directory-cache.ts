// Keeps the newest snapshot of the configuration in this process.
//
// A snapshot never changes; a newer one takes its place. What is newer is noticed by a wake within
// the process, by NOTIFY from another one, and, should both be lost, by asking for the revision
// every POLL_MS. One load runs at a time; whoever asks meanwhile shares the next.

import { assert, type Clock, type Directory } from '@evenwatch/core'
import type { Pool, PoolClient } from 'pg'
import type { DirectoryCache } from '../platform/context.ts'
import type { Log } from '../platform/log.ts'
import { CONFIGURATION_CHANNEL } from '../platform/revision/bump-revision.ts'
import type { Wakes } from '../platform/wake/wakes.ts'
import { type DirectoryLoaders, loadDirectoryRows } from './directory/directory-rows.ts'
import { EMPTY_STATE, nextDirectory } from './directory/next-directory.ts'

export const POLL_MS = 2_000

export type RunningDirectory = DirectoryCache & {
  /** Loads the first snapshot, then keeps up until it is stopped. */
  start(): Promise<void>
  stop(): Promise<void>
}

export function createDirectoryCache(
  pool: Pool,
  loaders: DirectoryLoaders,
  wakes: Wakes,
  log: Log,
  clock: Pick<Clock, 'now'>,
): RunningDirectory {
  let state = EMPTY_STATE
  let running: Promise<Directory> | null = null
  let queued: Promise<Directory> | null = null
  let stopWaking: (() => void) | null = null
  let timer: NodeJS.Timeout | null = null
  let listener: PoolClient | null = null
  let dropListener: (() => void) | null = null

  async function load(): Promise<Directory> {
    const rows = await loadDirectoryRows(pool, loaders, state.directory.revision, clock.now())
    if (rows) state = nextDirectory(state, rows)
    return state.directory
  }

  async function afterRunning(): Promise<Directory> {
    // Whether the load before failed is its own callers' to hear.
    await running?.then(ignore, ignore)
    queued = null
    running = load().finally(() => {
      running = null
    })
    return running
  }

  function refresh(): Promise<Directory> {
    queued ??= afterRunning()
    return queued
  }

  /** For hints, which nobody waits for. */
  function refreshSoon(): void {
    refresh().catch((error: unknown) => {
      log.warn({ err: error }, 'the configuration could not be loaded; the last one stays in use')
    })
  }

  async function listen(): Promise<void> {
    const client = await pool.connect()
    // A lost connection is given back as well: the pool would count it as used for ever.
    let isHeld = true
    const drop = () => {
      if (listener === client) listener = null
      if (isHeld) client.release(true)
      isHeld = false
    }
    client.on('notification', refreshSoon)
    client.once('error', drop)
    client.once('end', drop)
    try {
      await client.query(`listen ${CONFIGURATION_CHANNEL}`)
      if (!isHeld) return
      listener = client
      dropListener = drop
    } catch (error) {
      drop()
      throw error
    }
  }

  function poll(): void {
    refreshSoon()
    if (listener !== null) return
    listen().catch((error: unknown) => {
      log.debug({ err: error }, 'changes of configuration are polled, not heard')
    })
  }

  return {
    current: () => state.directory,
    refresh,
    async atLeast(revision) {
      if (state.directory.revision >= revision) return state.directory
      const directory = await refresh()
      assert(directory.revision >= revision, `revision ${revision} was committed`)
      return directory
    },
    async start() {
      stopWaking = wakes.on('configuration', refreshSoon)
      await listen()
      await refresh()
      timer = setInterval(poll, POLL_MS)
    },
    async stop() {
      stopWaking?.()
      if (timer) clearInterval(timer)
      // Closed instead of returned: nobody else shall hear what it listens to.
      dropListener?.()
      await running?.then(ignore, ignore)
    },
  }
}

function ignore(): void {}
