// A load generator in a process of its own: raw sockets, one request at a time on each, bodies made
// from a template in which `#########` is replaced by a counter. Bounded in time; prints one JSON line.
//
//   http-load <port> <path> <connections> <milliseconds> <authorization|-> <template file> [rate]

import { readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'

const [port, path, connections, forMs, authorization, templateFile, rate] = process.argv.slice(2)
const template = readFileSync(String(templateFile), 'utf8')
const COUNTER = '#########'
const START = Number(process.hrtime.bigint() % 1_000_000n) * 100

export type LoadResult = {
  readonly requests: number
  readonly failed: number
  /** The first answer that was no success, its beginning; null: there was none. */
  readonly firstFailure: string | null
  readonly tookMs: number
  /** Milliseconds, ascending. */
  readonly p50: number
  readonly p99: number
}

const head = [
  `POST ${path} HTTP/1.1`,
  'Host: 127.0.0.1',
  'Content-Type: application/json',
  ...(authorization === '-' ? [] : [`Authorization: ${authorization}`]),
]
  .join('\r\n')
  .concat('\r\n')

let counter = START
let requests = 0
let failed = 0
let firstFailure: string | null = null
const FAILURE_CHARS_MAX = 600
const latencies: number[] = []
const startedAt = performance.now()
const endsAt = startedAt + Number(forMs)
const perMs = rate === undefined ? null : Number(rate) / 1_000

function nextRequest(): string {
  counter += 1
  let body = template
  // An array body carries the counter once an element.
  while (body.includes(COUNTER)) {
    body = body.replace(COUNTER, String(counter).padStart(COUNTER.length, '0'))
    if (body.includes(COUNTER)) counter += 1
  }
  return `${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
}

function drive(socket: Socket, done: () => void): void {
  let sentAt = 0
  let received = ''
  let scheduled = 0
  const send = () => {
    if (performance.now() >= endsAt) {
      socket.destroy()
      return done()
    }
    sentAt = performance.now()
    socket.write(nextRequest())
  }
  const sendPaced = () => {
    if (perMs === null) return send()
    // Each connection carries its share of the wanted rate.
    scheduled += Number(connections) / perMs
    const waitMs = startedAt + scheduled - performance.now()
    if (waitMs > 1) setTimeout(send, waitMs)
    else send()
  }
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1')
    const headEnd = received.indexOf('\r\n\r\n')
    if (headEnd === -1) return
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0)
    if (received.length < headEnd + 4 + length) return
    requests += 1
    if (!received.startsWith('HTTP/1.1 2')) {
      failed += 1
      firstFailure ??= received.slice(0, FAILURE_CHARS_MAX)
    }
    latencies.push(performance.now() - sentAt)
    received = ''
    sendPaced()
  })
  socket.on('error', ({ message }) => {
    failed += 1
    firstFailure ??= message
    done()
  })
  sendPaced()
}

await Promise.all(
  Array.from({ length: Number(connections) }, () => {
    return new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.setNoDelay(true)
        drive(socket, resolve)
      })
      socket.on('error', () => resolve())
    })
  }),
)
const tookMs = performance.now() - startedAt
latencies.sort((a, b) => a - b)
const at = (share: number) =>
  latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0
const result: LoadResult = { requests, failed, firstFailure, tookMs, p50: at(0.5), p99: at(0.99) }
console.log(JSON.stringify(result))
