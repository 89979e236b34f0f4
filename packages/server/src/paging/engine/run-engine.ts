// The engine's loops in one process: each claims, works, and sleeps until the next due row, a hint,
// or one second, whichever comes first. An unhealthy clock keeps the process out of all of them.

import type { Instant } from '@evenwatch/core'
import { type Sleep, systemTimers } from '../../platform/clock/timers.ts'
import { deliveryTick, doubtTick, type InFlight } from './delivery-tick.ts'
import { type EngineContext, ERROR_PAUSE_MS, type TickResult } from './engine-context.ts'
import { escalationTick } from './escalation-tick.ts'
import { wakeTick } from './wake-tick.ts'

/** Losing a hint costs at most this. */
export const SLEEP_MS_MAX = 1_000
/** What is due and was not taken is in somebody's transaction: looking again at once is idle work. */
export const LOCKED_PAUSE_MS = 50

export type Engine = {
  /** Ends the loops and waits for messages that are being handed over. */
  stop(): Promise<void>
  /** When each loop last finished a pass, for /readyz. */
  readonly lastPassAt: () => Instant
}

const NEXT_RUN = `select min(due_at) as at from escalation_run where state = 'active' and (lease_until is null or lease_until <= $1)`
const NEXT_DELIVERY = `select min(due_at) as at from delivery where state = 'pending'`

export function runEngine(context: EngineContext): Engine {
  const inFlight: InFlight = new Set()
  const stopping = new AbortController()
  const timers = context.timers ?? systemTimers
  let lastPassAt = context.clock.now()

  const loops = [
    loop('escalation', () => escalationTick(context), NEXT_RUN),
    loop('delivery', () => deliveryTick(context, inFlight), NEXT_DELIVERY),
    loop('doubt', () => doubtTick(context, inFlight), null),
    loop('wake', () => wakeTick(context), null),
  ]

  async function loop(
    name: 'escalation' | 'delivery' | 'doubt' | 'wake',
    tick: () => Promise<TickResult>,
    nextSql: string | null,
  ) {
    let hinted = false
    let sleep: Sleep | null = null
    const nudge = () => {
      hinted = true
      sleep?.end()
    }
    const isHinted = name === 'escalation' || name === 'delivery'
    const unsubscribe = isHinted ? context.wakes.on(name, nudge) : () => {}
    stopping.signal.addEventListener('abort', nudge)
    while (!stopping.signal.aborted) {
      hinted = false
      const pauseMs = await pass(tick, nextSql)
      lastPassAt = context.clock.now()
      if (pauseMs > 0 && !hinted) {
        sleep = timers.sleep(pauseMs, name)
        await sleep.done
        sleep = null
      }
    }
    unsubscribe()
  }

  /** How long to sleep afterwards. */
  async function pass(tick: () => Promise<TickResult>, nextSql: string | null): Promise<number> {
    if (!context.clock.healthy()) return SLEEP_MS_MAX
    try {
      const { taken, isFull } = await tick()
      if (isFull || (taken > 0 && nextSql !== null)) return 0
      return nextSql === null ? SLEEP_MS_MAX : await untilNext(nextSql)
    } catch (error) {
      if (!stopping.signal.aborted) context.log.error({ err: error }, 'a pass of the engine failed')
      return ERROR_PAUSE_MS
    }
  }

  async function untilNext(sql: string): Promise<number> {
    const values = sql === NEXT_RUN ? [new Date(context.clock.now())] : []
    const { rows } = await context.pool.query<{ at: Instant | null }>({
      name: `next-${sql.length}`,
      text: sql,
      values,
    })
    const at = rows[0]?.at ?? null
    if (at === null) return SLEEP_MS_MAX
    const untilMs = Math.ceil(at - context.clock.now())
    return untilMs <= 0 ? LOCKED_PAUSE_MS : Math.min(untilMs, SLEEP_MS_MAX)
  }

  return {
    lastPassAt: () => lastPassAt,
    async stop() {
      stopping.abort()
      await Promise.all(loops)
      await Promise.all(inFlight)
    },
  }
}
