// One node of the product: started, killed, started again on the same port and data.

import { setTimeout as delay } from 'node:timers/promises'
import { type Child, startChild } from './processes/child.ts'

export type ProductOptions = {
  /** The bundle to run. */
  readonly program: URL
  readonly port: number
  /** Where messages say they come from; tells nodes apart. */
  readonly host: string
  readonly folder: string
  readonly databaseUrl?: string
}

export type Product = {
  readonly port: number
  /** Starts it and resolves when it serves; starts it again when it ends before that. */
  start(): Promise<void>
  /** Starts it and does not wait. */
  launch(): void
  /** kill -9, and wait until the system has buried it. */
  kill(): Promise<void>
  signal(name: NodeJS.Signals): void
  stop(): Promise<void>
  readonly nodeId: () => string
  /** Starts after an end that nobody here asked for. */
  readonly surprises: () => number
}

/** A start behind a database that recovers may take long; one that never comes is a fault. */
const READY_MS_MAX = 60_000
const START_TRIES_MAX = 5
const SECRET_KEY = '0123456789abcdef'.repeat(4)

export class ProductNotReady extends Error {
  override readonly name = 'ProductNotReady'
}

export function createProduct(options: ProductOptions): Product {
  let child: Child | null = null
  let ready: Promise<void> = Promise.resolve()
  let nodeId = ''
  let surprises = 0

  function launch(): void {
    const started = startChild(
      options.program,
      environmentOf(options),
      `${options.folder}/${options.host}.log`,
    )
    child = started
    ready = new Promise((resolve) => {
      started.onNews((_news, data) => {
        nodeId = (data as { nodeId: string }).nodeId
        resolve()
      })
    })
  }

  /** False: it ended instead. */
  async function becomesReady(): Promise<boolean> {
    const late = new AbortController()
    const timeout = delay(READY_MS_MAX, 'late' as const, { signal: late.signal })
    const outcome = await Promise.race([
      ready.then(() => 'ready' as const),
      child?.ended.then(() => 'ended' as const),
      timeout.catch(() => 'late' as const),
    ])
    late.abort()
    if (outcome === 'late')
      throw new ProductNotReady(`${options.host} was not ready after ${READY_MS_MAX / 1_000} s`)
    return outcome === 'ready'
  }

  return {
    port: options.port,
    launch,
    async start() {
      for (let tries = 0; tries < START_TRIES_MAX; tries += 1) {
        if (!child?.isRunning()) launch()
        if (await becomesReady()) return
        surprises += 1
      }
      throw new ProductNotReady(`${options.host} ended ${START_TRIES_MAX} times while starting`)
    },
    async kill() {
      child?.signal('SIGKILL')
      await child?.ended
    },
    signal: (name) => child?.signal(name),
    async stop() {
      await child?.release()
    },
    nodeId: () => nodeId,
    surprises: () => surprises,
  }
}

function environmentOf(options: ProductOptions): Record<string, string> {
  return {
    PORT: String(options.port),
    HOST: '127.0.0.1',
    EVENWATCH_DATA_DIR: `${options.folder}/data`,
    EVENWATCH_PUBLIC_URL: `http://${options.host}`,
    EVENWATCH_OUTBOUND_ALLOW: '127.0.0.0/8',
    EVENWATCH_LOG_LEVEL: 'warn',
    EVENWATCH_SECRET_KEY: SECRET_KEY,
    DATABASE_URL: options.databaseUrl ?? '',
  }
}
