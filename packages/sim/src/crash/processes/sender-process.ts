// The sender: paces events over kept connections, repeats what was not answered, and remembers every
// key that was answered 2xx. It is never killed, so its memory is the ledger.
//
// Two kinds of events: quiet ones in small arrays, which open an alert and page nobody for an hour,
// and paging ones, one a request, each of which pages two people, the second after a delay.

import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { serveParent } from './child.ts'

export type SenderOptions = {
  readonly ports: readonly number[]
  readonly quietPerSecond: number
  readonly quietKey: string
  readonly pagingPerSecond: number
  /** One integration key for each paging service; events go round. */
  readonly pagingKeys: readonly string[]
}

export type SenderLedger = {
  /** Numbers of the accepted events: the dedup keys are `q<number>` and `p<number>`. */
  readonly quiet: readonly number[]
  readonly paging: readonly number[]
  readonly repeatedRequests: number
  /** Requests without 2xx that were still unanswered at the end. */
  readonly givenUp: number
}

const EVENTS_PER_ARRAY = 10
const QUIET_CONNECTIONS = 32
const PAGING_CONNECTIONS = 8
const REQUEST_TIMEOUT_MS = 5_000
const REPEAT_AFTER_MS = 100
/** How long a port that did not answer is left alone, if there is another. */
const AVOID_MS = 10_000
/** After being told to stop, how long the last requests are repeated. */
const LAST_TRIES_MS = 60_000

const options: SenderOptions = JSON.parse(process.env.SENDER_OPTIONS ?? '{}')
const agent = new Agent({ keepAlive: true, maxSockets: QUIET_CONNECTIONS + PAGING_CONNECTIONS })
const accepted = { quiet: [] as number[], paging: [] as number[] }
let repeatedRequests = 0
let givenUp = 0
let nextQuiet = 0
let nextPaging = 0
let turn = 0
const avoidUntil = new Map<number, number>()
let stopsAt: number | null = null

const startedAt = performance.now()
const quietWorkers = workers(
  options.quietPerSecond > 0 ? QUIET_CONNECTIONS : 0,
  options.quietPerSecond / EVENTS_PER_ARRAY,
  sendQuiet,
)
const pagingWorkers = workers(
  options.pagingPerSecond > 0 ? PAGING_CONNECTIONS : 0,
  options.pagingPerSecond,
  sendPaging,
)

const parent = serveParent(async () => {
  stopsAt = performance.now()
  await Promise.all([...quietWorkers, ...pagingWorkers])
  return { ...accepted, repeatedRequests, givenUp } satisfies SenderLedger
})
parent.tell('ready')

function workers(count: number, perSecond: number, send: () => Promise<void>): Promise<void>[] {
  return Array.from({ length: count }, async (_, worker) => {
    const stepMs = (1_000 * count) / perSecond
    for (let dueMs = (stepMs * worker) / count; stopsAt === null; dueMs += stepMs) {
      const waitMs = startedAt + dueMs - performance.now()
      if (waitMs > 1) await delay(Math.min(waitMs, 1_000))
      await send()
    }
  })
}

async function sendQuiet(): Promise<void> {
  const numbers = Array.from({ length: EVENTS_PER_ARRAY }, (_, n) => nextQuiet + n)
  nextQuiet += EVENTS_PER_ARRAY
  const events = numbers.map((n) => event(`q${n}`, 'warning'))
  if (await sendUntilAccepted(options.quietKey, events)) accepted.quiet.push(...numbers)
}

async function sendPaging(): Promise<void> {
  const number = nextPaging
  nextPaging += 1
  const key = options.pagingKeys[number % options.pagingKeys.length] ?? ''
  const severity = number % 2 === 0 ? 'critical' : 'error'
  if (await sendUntilAccepted(key, event(`p${number}`, severity))) accepted.paging.push(number)
}

function event(dedupKey: string, severity: string) {
  return { summary: dedupKey, dedupKey, severity, source: 'crash run', labels: { run: 'crash' } }
}

/** In turn, without those that did not answer a moment ago, unless there is no other. */
function nextPort(): number {
  turn += 1
  const answering = options.ports.filter((port) => (avoidUntil.get(port) ?? 0) < performance.now())
  const ports = answering.length > 0 ? answering : options.ports
  return ports[turn % ports.length] ?? 0
}

async function sendUntilAccepted(key: string, body: unknown): Promise<boolean> {
  const text = JSON.stringify(body)
  for (;;) {
    const port = nextPort()
    const status = await post(port, key, text)
    if (status === null) avoidUntil.set(port, performance.now() + AVOID_MS)
    if (status !== null && status >= 200 && status < 300) return true
    repeatedRequests += 1
    if (stopsAt !== null && performance.now() - stopsAt > LAST_TRIES_MS) {
      givenUp += 1
      return false
    }
    await delay(REPEAT_AFTER_MS)
  }
}

/** Null: no answer. */
function post(port: number, key: string, body: string): Promise<number | null> {
  return new Promise((resolve) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        path: '/api/v1/events',
        method: 'POST',
        agent,
        timeout: REQUEST_TIMEOUT_MS,
        headers: {
          authorization: `Bearer ${key}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (response) => {
        response.resume()
        response.on('end', () => resolve(response.statusCode ?? null))
        response.on('error', () => resolve(null))
      },
    )
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => resolve(null))
    sent.end(body)
  })
}
