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
    try {
      const fresh = await pool.connect()
      fresh.on('notification', () => {
        for (const topic of ['escalation', 'delivery', 'stream'] as const) wakes.wake(topic)
      })
      fresh.on('error', (error) => reconnect(error))
      await fresh.query(`listen ${pg.escapeIdentifier(DUE_CHANNEL)}`)
      client = fresh
    } catch (error) {
      reconnect(error)
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
