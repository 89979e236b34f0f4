// From an accepted alert to the carrier's hands; many escalations falling due; many recipients.

import type { BenchRow } from './bench-row.ts'
import { perSecond, runLoad } from './load/run-load.ts'
import type { SentReceipt } from './servers/run-command.ts'
import { type ProductProcess, startProduct } from './servers/start-process.ts'
import { median, percentile } from './statistics.ts'

const PEOPLE = 400
const WARM_UP_ALERTS = 40
const SINGLE_ALERTS = 200
const LOADED_MS = 10_000
const LOAD_SHARE = 0.8
const OPEN_ESCALATIONS = 100_000
const SPREAD_MS = 30 * 60_000
/** Writing 100,000 of them takes a while; none may be due before it is done. */
const INSERTED_AFTER_MS = 45_000
const WATCH_MS = 20_000
const AT_ONCE = 1_000
const RECIPIENTS = 1_300
const WAIT_MS_MAX = 60_000

const STORM_EVENT =
  '{"dedupKey":"bench-#########","summary":"5xx ratio above 2 %","source":"web-17","severity":"critical","labels":{"alertname":"Errors"}}'

export async function benchLatency(): Promise<BenchRow[]> {
  return withProduct(async (product) => {
    const { keys } = await product.ask('seed', {
      people: PEOPLE,
      services: PEOPLE,
      rules: 0,
      firstStepAfterMs: 0,
      secondStepAfterMs: 3_600_000,
      grouping: true,
      pages: 'each',
    })
    await measureSingles(product, keys.slice(0, WARM_UP_ALERTS))
    const idle = await measureSingles(
      product,
      keys.slice(WARM_UP_ALERTS, WARM_UP_ALERTS + SINGLE_ALERTS),
    )
    const loaded = await measureUnderLoad(product, keys)
    return [
      late('alert accepted → handed to its channel, idle, p50', median(idle), 10, 5),
      late('alert accepted → handed to its channel, idle, p99', percentile(idle, 0.99), 50, 25),
      late(
        'alert accepted → handed over at 80 % of the ingest ceiling, p99',
        percentile(loaded, 0.99),
        1_000,
        25,
      ),
    ]
  })
}

/** Milliseconds between the answer and the carrier; negative when the carrier was faster. */
async function measureSingles(product: ProductProcess, keys: readonly string[]): Promise<number[]> {
  const answeredNs = new Map<string, bigint>()
  for (const key of keys) {
    const { groupId, atNs } = await sendOne(product, key, `single-${process.hrtime.bigint()}`)
    answeredNs.set(groupId, atNs)
    await pause(15)
  }
  return delays(answeredNs, await receiptsOf(product, answeredNs.size))
}

/** A storm of alerts that join one open group, and between them alerts for other people. */
async function measureUnderLoad(
  product: ProductProcess,
  keys: readonly string[],
): Promise<number[]> {
  const target = {
    port: product.port,
    path: '/api/v1/events',
    connections: 32,
    authorization: `Bearer ${keys[0]}`,
    template: STORM_EVENT,
  }
  const ceiling = perSecond(await runLoad({ ...target, forMs: 3_000 }))
  await product.ask('clear', null)
  const background = runLoad({ ...target, forMs: LOADED_MS, rate: ceiling * LOAD_SHARE })
  const answeredNs = new Map<string, bigint>()
  const endsAt = performance.now() + LOADED_MS - 1_500
  await pause(1_000)
  for (const key of keys.slice(1)) {
    if (performance.now() >= endsAt) break
    const { groupId, atNs } = await sendOne(product, key, `loaded-${process.hrtime.bigint()}`)
    answeredNs.set(groupId, atNs)
    await pause(25)
  }
  await background
  return delays(answeredNs, await receiptsOf(product, answeredNs.size, answeredNs))
}

async function sendOne(
  product: ProductProcess,
  key: string,
  dedupKey: string,
): Promise<{ groupId: string; atNs: bigint }> {
  const answer = await fetch(`http://127.0.0.1:${product.port}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: JSON.stringify({
      dedupKey,
      summary: 'boom',
      severity: 'critical',
      labels: { alertname: dedupKey },
    }),
  })
  const atNs = process.hrtime.bigint()
  const body = (await answer.json()) as { events: { groupId: string }[] }
  return { groupId: String(body.events[0]?.groupId), atNs }
}

/** Waits until the carrier has a receipt for each group that is asked for. */
async function receiptsOf(
  product: ProductProcess,
  count: number,
  wanted?: ReadonlyMap<string, bigint>,
): Promise<SentReceipt[]> {
  const receipts: SentReceipt[] = []
  const startedAt = performance.now()
  const isMissing = () => {
    if (!wanted) return receipts.length < count
    const got = new Set(receipts.flatMap((receipt) => receipt.groupIds))
    return [...wanted.keys()].some((groupId) => !got.has(groupId))
  }
  while (isMissing() && performance.now() - startedAt < WAIT_MS_MAX) {
    receipts.push(...(await product.ask('takeReceipts', null)))
    await pause(50)
  }
  return receipts
}

function delays(
  answeredNs: ReadonlyMap<string, bigint>,
  receipts: readonly SentReceipt[],
): number[] {
  const firstNs = new Map<string, bigint>()
  for (const { groupIds, atNs } of receipts) {
    for (const groupId of groupIds) {
      const known = firstNs.get(groupId)
      if (known === undefined || BigInt(atNs) < known) firstNs.set(groupId, BigInt(atNs))
    }
  }
  // A page that never came is as late as the wait was long.
  return [...answeredNs].map(([groupId, answered]) => {
    const first = firstNs.get(groupId)
    return first === undefined ? WAIT_MS_MAX : Number(first - answered) / 1e6
  })
}

export async function benchEscalation(): Promise<BenchRow[]> {
  return withProduct(async (product) => {
    await product.ask('seed', {
      people: PEOPLE,
      services: PEOPLE,
      rules: 0,
      firstStepAfterMs: 0,
      secondStepAfterMs: 300_000,
      grouping: false,
      pages: 'each',
    })
    await product.ask('openEscalations', {
      count: OPEN_ESCALATIONS,
      people: PEOPLE,
      fromMs: INSERTED_AFTER_MS,
      untilMs: INSERTED_AFTER_MS + SPREAD_MS,
    })
    await pause(INSERTED_AFTER_MS + WATCH_MS)
    const spread = await product.ask('lateness', null)
    await product.ask('clear', null)
    await product.ask('openEscalations', {
      count: AT_ONCE,
      people: PEOPLE,
      fromMs: 3_000,
      untilMs: 3_000,
    })
    let atOnce: number[] = []
    const startedAt = performance.now()
    while (atOnce.length < AT_ONCE && performance.now() - startedAt < WAIT_MS_MAX) {
      await pause(500)
      atOnce = await product.ask('lateness', null)
    }
    const last = atOnce.length < AT_ONCE ? WAIT_MS_MAX : Number(atOnce.at(-1))
    return [
      {
        ...late(
          '100,000 escalations open: due → handed over, p99',
          percentile(spread, 0.99),
          100,
          50,
        ),
        note: `${spread.length} fell due while watching`,
      },
      late('1,000 escalations due at one instant: the last one handed over', last, 1_000, 500),
    ]
  })
}

export async function benchRecipients(): Promise<BenchRow[]> {
  return withProduct(async (product) => {
    const { keys } = await product.ask('seed', {
      people: RECIPIENTS,
      services: 1,
      rules: 0,
      firstStepAfterMs: 0,
      secondStepAfterMs: 3_600_000,
      grouping: false,
      pages: 'team',
    })
    const { atNs } = await sendOne(product, String(keys[0]), 'everyone')
    const receipts = await receiptsOf(product, RECIPIENTS)
    await pause(500)
    receipts.push(...(await product.ask('takeReceipts', null)))
    const people = new Set(receipts.map((receipt) => receipt.userId))
    const lastNs = receipts.reduce(
      (last, receipt) => (BigInt(receipt.atNs) > last ? BigInt(receipt.atNs) : last),
      0n,
    )
    const isExact = people.size === RECIPIENTS && receipts.length === RECIPIENTS
    return [
      {
        name: '1,300 recipients from one alert: the last one handed over',
        value: isExact ? Number(lastNs - atNs) / 1e9 : Number.POSITIVE_INFINITY,
        unit: 's',
        budget: 10,
        aim: 3,
        lowerIsBetter: true,
        note: `${receipts.length} messages to ${people.size} people`,
      },
    ]
  })
}

async function withProduct(
  measure: (product: ProductProcess) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const product = await startProduct()
  try {
    return await measure(product)
  } finally {
    await product.stop()
  }
}

function late(name: string, value: number, budget: number, aim: number): BenchRow {
  return { name, value, unit: 'ms', budget, aim, lowerIsBetter: true }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
