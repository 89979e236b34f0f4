// A run that kills: real processes, a real durable database, a sender and a carrier outside, and
// kill -9 at instants drawn from a seed. Afterwards the ledgers are compared.
//
// Every other kill waits for a message that has arrived at the carrier and is not answered; the rest
// fall anywhere, some of them into the start of the process that follows an earlier kill. The node is
// killed most often, sometimes the database server below it, sometimes both at once.

import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createPool, type ServerContext } from '@evenwatch/server'
import { bundleProduct } from './bundle-product.ts'
import { compareLedgers, type Verdict } from './compare-ledgers.ts'
import type { Kill, KillTarget } from './kill.ts'
import { seedWorld } from './seed-world.ts'
import { createSeededRandom, type SeededRandom } from './seeded-random.ts'
import { type Carrier, freePort, startCarrier, startSender } from './start-others.ts'
import { createProduct, type Product } from './start-product.ts'
import { waitUntilQuiet } from './wait-until-quiet.ts'

export type CrashOptions = {
  readonly kills: number
  readonly eventsPerSecond: number
  /** Second steps that fall due in a minute. */
  readonly duePerMinute: number
  readonly seed: number
  /** No kill after this, even if some are left. */
  readonly killForMs: number
  readonly pauseMs: readonly [from: number, until: number]
  readonly secondStepAfterMs: number
  readonly quietWithinMs: number
}

export type CrashResult = Verdict & {
  readonly kills: readonly Kill[]
  readonly isQuiet: boolean
  /** Ends of the product that no kill explains. */
  readonly surprises: number
  readonly tookMs: number
}

const PAGING_SERVICES = 50
const HELD_WITHIN_MS = 10_000
/** How often the next process is killed while it starts, and when. */
const START_KILL_SHARE = 0.15
const START_KILL_DELAY_MS = [20, 1_500] as const
const DATABASE_BACK_MS_MAX = 30_000
const DATABASE_POLL_MS = 20
/** A database that was just killed may still be writing. */
const FOLDER_TRIES = 20
const silentLog = { debug() {}, info() {}, warn() {}, error() {} }

export async function crashRun(
  options: CrashOptions,
  say: (line: string) => void,
): Promise<CrashResult> {
  const startedAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-crash-'))
  chmodSync(folder, 0o755)
  const random = createSeededRandom(options.seed)
  const bundle = bundleProduct()
  const carrier = await startCarrier(carrierOptions(options.seed), folder)
  const { program } = bundle
  const product = createProduct({ program, port: await freePort(), host: 'node-1.test', folder })
  await product.start()
  const pool = createPool(connectionTo(folder), silentLog)
  const world = await seedWorld(pool, {
    pagingServices: PAGING_SERVICES,
    secondStepAfterMs: options.secondStepAfterMs,
    carrierPort: carrier.port,
  })
  const sender = startSender(
    {
      ports: [product.port],
      quietPerSecond: options.eventsPerSecond,
      quietKey: world.quietKey,
      pagingPerSecond: options.duePerMinute / 60,
      pagingKeys: world.pagingKeys,
    },
    folder,
  )
  try {
    const kills = await killRepeatedly({ options, random, carrier, product, pool, folder }, say)
    const sent = await sender.stop()
    const isQuiet = await waitUntilQuiet(pool, options.quietWithinMs)
    const receipts = await carrier.receipts()
    const verdict = await compareLedgers(pool, { sent, receipts, kills, pagedBy: world.pagedBy })
    const tookMs = performance.now() - startedAt
    return { ...verdict, kills, isQuiet, surprises: product.surprises(), tookMs }
  } finally {
    await sender.release()
    await pool.end()
    await product.stop()
    // One that was killed last leaves its database running.
    killPostmaster(folder)
    await carrier.stop()
    bundle.remove()
    rmSync(folder, { recursive: true, force: true, maxRetries: FOLDER_TRIES, retryDelay: 200 })
  }
}

function carrierOptions(seed: number) {
  return { seed, answerMs: [2, 30], slowOneIn: 20, slowMs: [300, 2_000] } as const
}

function connectionTo(folder: string) {
  const host = join(folder, 'data/postgres/socket')
  return { host, port: 5432, user: 'evenwatch', database: 'evenwatch', max: 2 }
}

type Run = {
  readonly options: CrashOptions
  readonly random: SeededRandom
  readonly carrier: Carrier
  readonly product: Product
  readonly pool: ServerContext['pool']
  readonly folder: string
}

async function killRepeatedly(run: Run, say: (line: string) => void): Promise<Kill[]> {
  const { options, random, carrier, product } = run
  const endsAt = performance.now() + options.killForMs
  const kills: Kill[] = []
  while (kills.length < options.kills && performance.now() < endsAt) {
    const isAimed = random.next() < 0.5
    const target = drawTarget(random)
    await delay(random.between(...options.pauseMs))
    if (isAimed) await carrier.holdNext(HELD_WITHIN_MS)
    kills.push(await kill(run, target))
    const killsStart = random.next() < START_KILL_SHARE && target !== 'postmaster'
    if (killsStart && kills.length < options.kills) {
      product.launch()
      await delay(random.between(...START_KILL_DELAY_MS))
      kills.push(await kill(run, 'node'))
    }
    await product.start()
    if (kills.length % 10 === 0) say(`${kills.length} kills of ${options.kills}`)
  }
  return kills
}

function drawTarget(random: SeededRandom): KillTarget {
  const drawn = random.next()
  return drawn < 0.7 ? 'node' : drawn < 0.85 ? 'postmaster' : 'both'
}

async function kill(run: Run, target: KillTarget): Promise<Kill> {
  const from = Date.now()
  if (target !== 'node') killPostmaster(run.folder)
  if (target !== 'postmaster') await run.product.kill()
  // A node that lives on cannot write answers until its database is back: they count as unwritten.
  if (target === 'postmaster') await databaseBack(run.pool)
  return { target, from, until: Date.now() }
}

/** Nothing to do while it is down already: the one that died before is being started again. */
function killPostmaster(folder: string): void {
  const file = join(folder, 'data/postgres/cluster/postmaster.pid')
  if (!existsSync(file)) return
  const [pid] = readFileSync(file, 'utf8').split('\n')
  process.kill(Number(pid), 'SIGKILL')
}

async function databaseBack(pool: ServerContext['pool']): Promise<void> {
  for (let waitedMs = 0; waitedMs < DATABASE_BACK_MS_MAX; waitedMs += DATABASE_POLL_MS) {
    try {
      await pool.query('select 1')
      return
    } catch {
      await delay(DATABASE_POLL_MS)
    }
  }
}
