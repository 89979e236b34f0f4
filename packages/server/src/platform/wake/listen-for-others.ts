// Hints from other processes, by LISTEN on one connection of its own. When the connection breaks
// it is made again; meanwhile every loop looks by itself once a second.

import pg, { type Pool, type PoolClient } from 'pg'
import type { Log } from '../log.ts'
import type { Wakes } from './wakes.ts'

export const DUE_CHANNEL = 'evenwatch_due'
const RECONNECT_MS = 1_000

export type Listening = { stop(): Promise<void> }

export function listenForOthers(pool: Pool, wakes: Wakes, log: Log): Listening {
  let client: PoolClient | null = null
  let isStopping = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    if (isStopping) return
    let fresh: PoolClient | null = null
    try {
      fresh = await pool.connect()
      fresh.on('notification', () => {
        for (const topic of ['escalation', 'delivery', 'stream'] as const) wakes.wake(topic)
      })
      client = fresh
      fresh.once('error', (error) => client === fresh && reconnect(error))
      await fresh.query(`listen ${pg.escapeIdentifier(DUE_CHANNEL)}`)
    } catch (error) {
      // Its own error may have come first, and has it on the way already.
      if (fresh === null || client === fresh) reconnect(error)
    }
  }

  function reconnect(error: unknown): void {
    if (isStopping) return
    log.warn({ err: error }, 'hints from other processes are off; trying again')
    client?.release(true)
    client = null
    clearTimeout(timer)
    timer = setTimeout(() => void connect(), RECONNECT_MS)
  }

  void connect()
  return {
    async stop() {
      isStopping = true
      clearTimeout(timer)
      client?.release(true)
    },
  }
}
