// Durable ingest against two peers in the same run: a Fastify echo of the same body, and
// Alertmanager taking the same number of alerts into memory. Measured in turn, A B A B, so that a
// machine that slows down slows both.

import type { BenchRow } from './bench-row.ts'
import { perSecond, runLoad } from './load/run-load.ts'
import { startAlertmanager } from './peers/start-alertmanager.ts'
import { type ProductProcess, startEcho, startProduct } from './servers/start-process.ts'
import { median } from './statistics.ts'

const ROUNDS = 7
const ROUND_MS = 2_000
const CONNECTIONS = 64
const ARRAY_CONNECTIONS = 12

const EVENT =
  '{"action":"trigger","dedupKey":"bench-#########","summary":"5xx ratio above 2 % on checkout","source":"web-17","severity":"error",' +
  '"labels":{"alertname":"Errors","instance":"i-#########","region":"eu-1","team":"payments"},"details":{"value":0.071,"threshold":0.02}}'
const ARRAY_OF_100 = `[${Array.from({ length: 100 }, () => EVENT).join(',')}]`
const ALERTMANAGER_ALERT =
  '[{"labels":{"alertname":"Errors-#########","instance":"web-17","severity":"error"},"annotations":{"summary":"5xx ratio"}}]'

export async function benchIngest(): Promise<BenchRow[]> {
  const echo = await startEcho()
  const product = await startProduct()
  const alertmanager = await startAlertmanager()
  try {
    const plain = {
      people: 2,
      services: 20,
      rules: 0,
      firstStepAfterMs: 3_600_000,
      secondStepAfterMs: 3_600_000,
      grouping: true,
      pages: 'one',
    } as const
    const { keys } = await product.ask('seed', plain)
    const authorization = `Bearer ${keys[0]}`
    const one = () => load(product, EVENT, CONNECTIONS, authorization)
    const toEcho: number[] = []
    const toAlertmanager: number[] = []
    await one()
    for (let round = 0; round < ROUNDS; round += 1) {
      await product.ask('clear', null)
      const ours = await one()
      const echoed = perSecond(
        await runLoad({
          port: echo.port,
          path: '/echo',
          connections: CONNECTIONS,
          forMs: ROUND_MS,
          template: EVENT,
        }),
      )
      toEcho.push((100 * ours) / echoed)
      const peer = perSecond(
        await runLoad({
          port: alertmanager.port,
          path: '/api/v2/alerts',
          connections: CONNECTIONS,
          forMs: ROUND_MS,
          template: ALERTMANAGER_ALERT,
        }),
      )
      toAlertmanager.push(ours / peer)
    }
    const arrays = await compareArrays(product, authorization)
    return [
      row(
        'durable ingest, one event a request, against a Fastify echo',
        median(toEcho),
        '%',
        45,
        60,
      ),
      row(
        'durable ingest, one event a request, against Alertmanager in memory',
        median(toAlertmanager),
        '×',
        2,
        2.5,
      ),
      row('durable ingest, arrays of 100, against the same SQL without HTTP', arrays, '%', 60, 75),
    ]
  } finally {
    await alertmanager.stop()
    await product.stop()
    await echo.stop()
  }
}

async function load(
  product: ProductProcess,
  template: string,
  connections: number,
  authorization: string,
): Promise<number> {
  return perSecond(
    await runLoad({
      port: product.port,
      path: '/api/v1/events',
      connections,
      forMs: ROUND_MS,
      template,
      authorization,
    }),
  )
}

async function compareArrays(product: ProductProcess, authorization: string): Promise<number> {
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await product.ask('clear', null)
    const overHttp = 100 * (await load(product, ARRAY_OF_100, ARRAY_CONNECTIONS, authorization))
    await product.ask('clear', null)
    const direct = await product.ask('writeDirectly', {
      template: ARRAY_OF_100,
      forMs: ROUND_MS,
      inFlight: ARRAY_CONNECTIONS,
    })
    ratios.push((100 * overHttp) / direct)
  }
  return median(ratios)
}

/** 500 conditions and 2,000 services beside the same load without them. */
export async function benchRules(): Promise<BenchRow[]> {
  const plain = await startProduct()
  const ruled = await startProduct()
  try {
    const base = {
      people: 2,
      firstStepAfterMs: 3_600_000,
      secondStepAfterMs: 3_600_000,
      grouping: true,
      pages: 'one',
    } as const
    const without = await plain.ask('seed', { ...base, services: 20, rules: 0 })
    const with500 = await ruled.ask('seed', { ...base, services: 2_000, rules: 500 })
    const ratios: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      await plain.ask('clear', null)
      await ruled.ask('clear', null)
      const slow = await load(ruled, EVENT, CONNECTIONS, `Bearer ${with500.keys[0]}`)
      const fast = await load(plain, EVENT, CONNECTIONS, `Bearer ${without.keys[0]}`)
      ratios.push((100 * slow) / fast)
    }
    return [
      row(
        'durable ingest with 500 rules and 2,000 services, against without',
        median(ratios),
        '%',
        70,
        85,
      ),
    ]
  } finally {
    await plain.stop()
    await ruled.stop()
  }
}

function row(name: string, value: number, unit: string, budget: number, aim: number): BenchRow {
  return {
    name,
    value,
    unit,
    budget,
    aim,
    lowerIsBetter: false,
    note: `median of ${ROUNDS}, ${ROUND_MS / 1_000} s each`,
  }
}
