// One process of the product: the production engine with its four loops, its own clock, its own view
// of the configuration and its own connections, on simulated time.
//
// A loop that sleeps is not woken for passes that would find nothing: such a pass reads and changes
// nothing. It is woken when it would be the first to see what is due, no sooner and no later.

import type { Directory, Instant } from '@evenwatch/core'
import {
  createIngestQueue,
  createSecretBox,
  createWakes,
  type Engine,
  type EngineContext,
  IDLE_IN_TRANSACTION_MS_MAX,
  type IngestQueue,
  ingestBatch,
  LOCKED_PAUSE_MS,
  runEngine,
  type ServerConfig,
  SLEEP_MS_MAX,
  type Sleep,
  type Timers,
} from '@evenwatch/server'
import type { Carriers } from './carrier.ts'
import type { Configuration } from './configuration.ts'
import type { Owner } from './owner.ts'
import type { Pool } from './pool.ts'
import type { SeededRandom } from './seeded-random.ts'
import { createSimPool } from './sim-pool.ts'
import { NodeClock, type SimTime } from './sim-time.ts'
import type { Statements } from './statements.ts'

export const LOOPS = ['escalation', 'delivery', 'doubt', 'wake'] as const
export type LoopName = (typeof LOOPS)[number]
/** When something is due for each loop, in true time; null: nothing is. */
export type DueTimes = { readonly [loop in LoopName]: Instant | null }

type Sleeper = { readonly at: Instant; readonly end: () => void }

export type SimNodeParts = {
  readonly name: string
  readonly time: SimTime
  readonly random: SeededRandom
  readonly real: Pool
  readonly statements: Statements
  readonly carriers: Carriers
  readonly configuration: Configuration
  readonly onError: (message: string, error: unknown) => void
}

export class SimNode implements Owner {
  readonly name: string
  readonly clock: NodeClock
  readonly context: EngineContext
  readonly queue: IngestQueue
  state: 'running' | 'frozen' | 'gone' = 'running'
  /** Planted: a loop that sleeps is woken by a hint and by nothing else. */
  sleepsUntilHinted = false
  #known: Directory
  readonly #parts: SimNodeParts
  /** By loop: pauses in a row because what is due was locked. */
  readonly #lockedPauses = new Map<string, number>()
  readonly #sleepers = new Map<string, Sleeper>()
  readonly #engine: Engine

  constructor(parts: SimNodeParts) {
    this.#parts = parts
    this.name = parts.name
    this.clock = new NodeClock(parts.time)
    this.#known = parts.configuration.directory()
    this.context = this.#makeContext()
    this.queue = createIngestQueue((events) => ingestBatch(this.context, events))
    this.#engine = runEngine(this.context)
  }

  isRunning(): boolean {
    return this.state === 'running'
  }

  /** Learns of the newest configuration. */
  refresh(): void {
    if (this.state === 'running') this.#known = this.#parts.configuration.directory()
  }

  /** The process is killed: nothing of it runs any more, and its connections end. */
  async vanish(): Promise<void> {
    this.state = 'gone'
    this.#sleepers.clear()
    const { statements } = this.#parts
    statements.drop(this)
    for (const session of statements.sessionsOf(this)) {
      await session.kill()
      statements.forget(session)
    }
    await statements.locksGivenBack()
  }

  /** The process stands still and comes back as if nothing had been. */
  freeze(ms: number): void {
    const { time, statements } = this.#parts
    if (this.state !== 'running') return
    this.state = 'frozen'
    time.at(time.now + IDLE_IN_TRANSACTION_MS_MAX, () => {
      if (this.state !== 'frozen') return
      for (const session of statements.sessionsOf(this)) {
        if (session.inTransaction) this.#killing.push(session.kill())
      }
    })
    time.at(time.now + ms, () => {
      if (this.state === 'frozen') this.state = 'running'
    })
  }

  readonly #killing: Promise<void>[] = []

  /** Transactions that the server ended because their process stood still. */
  async afterKilling(): Promise<void> {
    if (this.#killing.length === 0) return
    await Promise.all(this.#killing.splice(0))
    await this.#parts.statements.locksGivenBack()
  }

  /** The next moment at which a sleeping loop would find something; null: none known. */
  nextWakeAt(due: DueTimes): Instant | null {
    if (this.state !== 'running') return null
    const wakes = LOOPS.flatMap((loop) => this.#wakeAt(loop, due[loop]) ?? [])
    return wakes.length === 0 ? null : Math.min(...wakes)
  }

  wakeSleepers(due: DueTimes): void {
    if (this.state !== 'running') return
    for (const loop of LOOPS) {
      const at = this.#wakeAt(loop, due[loop])
      if (at !== null && at <= this.#parts.time.now) this.#sleepers.get(loop)?.end()
    }
  }

  stop(): void {
    this.state = 'gone'
    void this.#engine
  }

  #wakeAt(loop: LoopName, due: Instant | null): Instant | null {
    const sleeper = this.#sleepers.get(loop)
    if (due === null || sleeper === undefined || this.sleepsUntilHinted) return null
    const { now } = this.#parts.time
    const dueHere = due - this.clock.offsetMs
    const planned = loop === 'escalation' || loop === 'delivery'
    // A loop that asks when the next row is due looks at that very moment, if it looks before it.
    if (planned && sleeper.at <= dueHere) return Math.max(dueHere, now)
    const passes = Math.max(0, Math.ceil((Math.max(dueHere, now) - sleeper.at) / SLEEP_MS_MAX))
    return sleeper.at + passes * SLEEP_MS_MAX
  }

  #makeContext(): EngineContext {
    const { carriers, configuration, onError, random, real, statements } = this.#parts
    const id = random.uuid(this.clock.now())
    const log = {
      error: ({ err }: { err: unknown }, message: string) => onError(message, err),
      warn: ignore,
      info: ignore,
      debug: ignore,
    }
    return {
      config: CONFIG,
      nodeId: id,
      pool: createSimPool(this, real, statements),
      clock: this.clock,
      random,
      directory: {
        current: () => this.#known,
        atLeast: async () => {
          this.#known = configuration.directory()
          return this.#known
        },
        refresh: async () => {
          this.#known = configuration.directory()
          return this.#known
        },
      },
      wakes: createWakes(),
      secrets: SECRETS,
      // The engine calls these four methods of a logger and no other.
      log: log as unknown as EngineContext['log'],
      channels: carriers.channels(),
      makeActUrl: (messageId) => `https://evenwatch.example.org/act/${messageId}`,
      makeReplyTo: () => null,
      describeNext: async () => new Map(),
      timers: this.#timers(),
    }
  }

  #timers(): Timers {
    const { time } = this.#parts
    return {
      sleep: (ms, purpose): Sleep => {
        // What is locked for long is asked for less and less often, or worlds would take for ever.
        const locked = ms === LOCKED_PAUSE_MS ? (this.#lockedPauses.get(purpose) ?? 0) + 1 : 0
        this.#lockedPauses.set(purpose, locked)
        const pauseMs = locked > 4 ? Math.max(ms, SLEEP_MS_MAX) : ms
        const at = time.now + pauseMs
        let end: () => void = ignore
        const done = new Promise<void>((resolve) => {
          end = () => {
            if (this.#sleepers.get(purpose)?.end === end) this.#sleepers.delete(purpose)
            resolve()
          }
        })
        if (isLoop(purpose)) this.#sleepers.set(purpose, { at, end })
        else time.at(at, end)
        return { done, end }
      },
      timeoutSignal: (ms) => {
        const controller = new AbortController()
        time.at(time.now + ms, () => controller.abort())
        return controller.signal
      },
    }
  }
}

function isLoop(purpose: string): purpose is LoopName {
  return LOOPS.some((loop) => loop === purpose)
}

const ignore = () => undefined
const SECRET_KEY = Buffer.alloc(32, 7)
const SECRETS = createSecretBox(SECRET_KEY)

const CONFIG: ServerConfig = {
  host: '127.0.0.1',
  port: 0,
  dataDir: '/nowhere',
  databaseUrl: null,
  publicUrl: 'https://evenwatch.example.org',
  trustedProxies: [],
  adminToken: null,
  secretKey: SECRET_KEY,
  outboundAllow: [],
  duties: new Set(['engine']),
  smtpUrl: null,
  mailFrom: 'Evenwatch <evenwatch@example.org>',
  mailIn: null,
  logLevel: 'silent',
  demo: false,
}
