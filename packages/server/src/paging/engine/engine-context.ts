// What the engine is given besides the server's context, and the limits it works within.

import type { Timers } from '../../platform/clock/timers.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Metrics } from '../../platform/telemetry/metrics.ts'
import type { Channels } from '../channels/channel.ts'

/** A claim that was not completed by then belongs to whoever claims it next. */
export const LEASE_MS = 30_000
/** After an error work waits, so that a database in trouble is not hammered. */
export const ERROR_PAUSE_MS = 500
/** Runs decided at a time. */
export const RUNS_PER_TICK = 200
/** Deliveries claimed at a time; small, so that equal nodes share a burst. */
export const DELIVERIES_PER_TICK = 100
/** Messages that one process hands over at the same time. */
export const MESSAGES_IN_FLIGHT_MAX = 300
/** Groups woken at a time: lapsed acknowledgements and ended snoozes. */
export const GROUPS_WOKEN_PER_TICK = 100

export type EngineContext = ServerContext & {
  readonly channels: Channels
  /** Absent in the simulation, which counts by itself. */
  readonly metrics?: Metrics
  /** Where a message's link leads; made from the message's id. */
  readonly makeActUrl: (messageId: string) => string
  /** Address to which a reply acts, or null. */
  readonly makeReplyTo: (messageId: string) => string | null
  /** "Chen is paged at 02:19", for the message; null when nothing follows. */
  readonly describeNext: (groupIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** How the engine waits; absent: in real time. */
  readonly timers?: Timers
}

/** A tick did this much; more may be waiting when it was full. */
export type TickResult = { readonly taken: number; readonly isFull: boolean }
