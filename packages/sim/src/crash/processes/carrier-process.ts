// The carrier: a webhook receiver outside the product, which writes down every message it is handed
// and can hold an answer back, so that a kill can be placed between the message and its answer.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createSeededRandom } from '../seeded-random.ts'
import { serveParent } from './child.ts'

export type Receipt = {
  /** The header `webhook-id`: the same for every copy. */
  readonly messageId: string
  readonly userId: string
  /** Titles of the groups in it; the sender's dedup keys, in this run. */
  readonly titles: readonly string[]
  /** Host of its link, which tells the node that sent it. */
  readonly host: string
  readonly at: number
  answeredAt: number | null
  /** When the other side went away without having got the answer. */
  closedAt: number | null
}

export type CarrierOptions = {
  readonly seed: number
  readonly answerMs: readonly [from: number, until: number]
  /** One answer in so many is slow. */
  readonly slowOneIn: number
  readonly slowMs: readonly [from: number, until: number]
}

const HOLD_MS_MAX = 3_000

const options: CarrierOptions = JSON.parse(process.env.CARRIER_OPTIONS ?? '{}')
const random = createSeededRandom(options.seed)
const receipts: Receipt[] = []
/** Whose next message is held: a host, `any`, or nobody's. */
let holdsNext: string | null = null

const http = createServer((request, response) => void take(request, response))
// The product closes after each message; nothing is to be kept open.
http.keepAliveTimeout = 1
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))

const parent = serveParent((ask, data) => {
  if (ask === 'holdNext') holdsNext = String(data)
  if (ask === 'receipts') return receipts.slice(Number(data ?? 0))
  return null
})
parent.tell('ready', { port: (http.address() as AddressInfo).port })

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const pieces: Buffer[] = []
  try {
    for await (const piece of request) pieces.push(piece)
  } catch {
    // The sender died while writing: a message that never arrived whole was not received.
    return
  }
  const body = JSON.parse(Buffer.concat(pieces).toString('utf8'))
  const receipt: Receipt = {
    messageId: String(request.headers['webhook-id']),
    userId: body.to.userId,
    titles: (body.groups ?? []).map((group: { title: string }) => group.title),
    host: new URL(body.actUrl).hostname,
    at: Date.now(),
    answeredAt: null,
    closedAt: null,
  }
  receipts.push(receipt)
  const answer = () => {
    if (receipt.closedAt !== null) return
    response.writeHead(204).end()
    receipt.answeredAt = Date.now()
  }
  response.on('close', () => {
    if (receipt.answeredAt === null) receipt.closedAt = Date.now()
  })
  if (holdsNext === 'any' || holdsNext === receipt.host) {
    holdsNext = null
    parent.tell('held', { messageId: receipt.messageId })
    setTimeout(answer, HOLD_MS_MAX)
    return
  }
  const [from, until] =
    random.between(0, options.slowOneIn) === 0 ? options.slowMs : options.answerMs
  setTimeout(answer, random.between(from, until))
}
