// Two equal processes on one PostgreSQL. Both must take their share of the pages; then one of them is
// frozen while it holds claims, for longer than a lease, and comes back.
//
// What must hold: nothing is lost, the other one takes over within TAKEOVER_MS_MAX, and the one that
// returns changes nothing of what was taken over: its claim number is an old one.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createPool, type ServerContext } from '@evenwatch/server'
import { bundleProduct } from './bundle-product.ts'
import { compareLedgers, type Verdict } from './compare-ledgers.ts'
import type { Receipt } from './processes/carrier-process.ts'
import { seedWorld } from './seed-world.ts'
import { type Carrier, freePort, type Sender, startCarrier, startSender } from './start-others.ts'
import { createProduct, type Product } from './start-product.ts'
import { startSystemPostgres } from './start-system-postgres.ts'
import { waitUntilQuiet } from './wait-until-quiet.ts'

export type TwoNodesOptions = {
  readonly seed: number
  /** Pages before the freeze; sending goes on at the same rate until the end. */
  readonly pages: number
  readonly pagesPerSecond: number
  readonly frozenMs: number
}

export type TwoNodesResult = Verdict & {
  /** Pages handed over by each node before the freeze. */
  readonly shares: readonly [number, number]
  /** Messages in the hands of the frozen node. */
  readonly held: number
  /** From the freeze until the last of them had arrived by the other node; null: one never did. */
  readonly takeoverMs: number | null
  /** Rows that the returning node changed of what had been taken over. */
  readonly staleWrites: number
  /** Messages whose answer stands twice in the record. */
  readonly answeredTwice: number
  readonly isQuiet: boolean
}

export const TAKEOVER_MS_MAX = 35_000

const HOSTS = ['node-1.test', 'node-2.test'] as const
/** Few enough pages for each person that critical ones are not bundled as a storm. */
const PAGES_PER_SERVICE = 40
const SETTLE_MS = 5_000
const HELD_WITHIN_MS = 15_000
const CLAIMS_COMMITTED_MS = 500
const PAGES_PATIENCE_MS = 300_000
const QUIET_WITHIN_MS = 90_000
const POLL_MS = 100
const silentLog = { debug() {}, info() {}, warn() {}, error() {} }

type Run = {
  readonly pool: ServerContext['pool']
  readonly carrier: Carrier
  readonly sender: Sender
  readonly nodes: readonly [Product, Product]
}

export async function twoNodes(
  options: TwoNodesOptions,
  say: (line: string) => void,
): Promise<TwoNodesResult> {
  const folder = mkdtempSync(join(tmpdir(), 'evenwatch-two-'))
  chmodSync(folder, 0o755)
  const database = startSystemPostgres(folder)
  const bundle = bundleProduct()
  const { program } = bundle
  const carrier = await startCarrier(
    { seed: options.seed, answerMs: [2, 30], slowOneIn: 4, slowMs: [200, 1_500] },
    folder,
  )
  const node = async (host: string) =>
    createProduct({ program, port: await freePort(), host, folder, databaseUrl: database.url })
  const nodes = [await node(HOSTS[0]), await node(HOSTS[1])] as const
  for (const started of nodes) await started.start()
  const pool = createPool({ connectionString: database.url, max: 2 }, silentLog)
  const world = await seedWorld(pool, {
    pagingServices: Math.ceil(options.pages / PAGES_PER_SERVICE),
    secondStepAfterMs: 0,
    carrierPort: carrier.port,
  })
  const sender = startSender(
    {
      ports: nodes.map(({ port }) => port),
      quietPerSecond: 0,
      quietKey: world.quietKey,
      pagingPerSecond: options.pagesPerSecond,
      pagingKeys: world.pagingKeys,
    },
    folder,
  )
  try {
    const run = { pool, carrier, sender, nodes }
    const shares = await shareOut(run, options.pages)
    say(`pages by node: ${shares.join(' and ')}`)
    const freeze = await freezeFirst(run, options.frozenMs)
    say(`frozen for ${options.frozenMs / 1_000} s with ${freeze.held.length} messages in its hands`)
    const sent = await sender.stop()
    const isQuiet = await waitUntilQuiet(pool, QUIET_WITHIN_MS)
    const receipts = await carrier.receipts()
    const { pagedBy } = world
    const ledgers = { sent, receipts, kills: [], pagedBy, frozen: freeze.held }
    const verdict = await compareLedgers(pool, ledgers)
    const takeoverMs = takeoverOf(freeze.held, freeze.at, receipts)
    const { staleWrites } = freeze
    const answeredTwice = await countAnsweredTwice(pool)
    const held = freeze.held.length
    return { ...verdict, shares, held, takeoverMs, staleWrites, answeredTwice, isQuiet }
  } finally {
    await sender.release()
    await pool.end()
    for (const started of nodes) await started.stop()
    await carrier.stop()
    database.stop()
    bundle.remove()
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 })
  }
}

/** Waits until the pages have arrived and counts whose they were. */
async function shareOut({ carrier }: Run, pages: number): Promise<[number, number]> {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const receipts = await carrier.receipts()
    const of = (host: string) =>
      receipts.reduce((sum, one) => sum + (one.host === host ? one.titles.length : 0), 0)
    const shares: [number, number] = [of(HOSTS[0]), of(HOSTS[1])]
    if (shares[0] + shares[1] >= pages || waitedMs > PAGES_PATIENCE_MS) return shares
    await delay(POLL_MS)
  }
}

async function freezeFirst({ pool, carrier, nodes }: Run, frozenMs: number) {
  await carrier.holdNext(HELD_WITHIN_MS, HOSTS[0])
  const at = Date.now()
  nodes[0].signal('SIGSTOP')
  // A claim that was under way at that instant may still be committed.
  await delay(CLAIMS_COMMITTED_MS)
  const held = await messagesHeldBy(pool, nodes[0].nodeId())
  await delay(frozenMs - CLAIMS_COMMITTED_MS)
  const before = await rowsOf(pool, held)
  nodes[0].signal('SIGCONT')
  await delay(SETTLE_MS)
  const after = await rowsOf(pool, held)
  const staleWrites = before.filter((row, index) => row !== after[index]).length
  return { at, held, staleWrites }
}

async function messagesHeldBy(pool: Run['pool'], nodeId: string): Promise<string[]> {
  const { rows } = await pool.query<{ message_id: string }>(
    `select distinct message_id from delivery where state = 'handing-over' and claimed_by = $1`,
    [nodeId],
  )
  return rows.map((row) => row.message_id)
}

/** Deliveries, pages and messages as they stand, each as one text. */
async function rowsOf(pool: Run['pool'], messageIds: readonly string[]): Promise<string[]> {
  const { rows } = await pool.query<{ row: string }>(
    `select d::text || p::text || m::text as row
     from delivery d join page p on p.id = d.page_id join message m on m.id = d.message_id
     where d.message_id = any($1::uuid[]) order by d.id`,
    [messageIds],
  )
  return rows.map(({ row }) => row)
}

function takeoverOf(
  held: readonly string[],
  frozenAt: number,
  receipts: readonly Receipt[],
): number | null {
  let lastMs = 0
  for (const messageId of held) {
    const taken = receipts.find(
      (receipt) => receipt.messageId === messageId && receipt.host === HOSTS[1],
    )
    if (!taken) return null
    lastMs = Math.max(lastMs, taken.at - frozenAt)
  }
  return lastMs
}

async function countAnsweredTwice(pool: Run['pool']): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from (
       select data->>'deliveryId' from timeline
       where kind in ('delivery-sent', 'delivery-failed', 'delivery-unknown')
       group by data->>'deliveryId' having count(*) > 1
     ) twice`,
  )
  return rows[0]?.count ?? 0
}
