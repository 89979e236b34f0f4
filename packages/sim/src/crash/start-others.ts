// The two processes outside the product, which are never killed: the carrier and the sender.

import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { CarrierOptions, Receipt } from './processes/carrier-process.ts'
import { startChild } from './processes/child.ts'
import type { SenderLedger, SenderOptions } from './processes/sender-process.ts'

export type Carrier = {
  readonly port: number
  /** Resolves when a message has arrived whose answer is held back; false: none came in time. */
  holdNext(withinMs: number, host?: string): Promise<boolean>
  receipts(from?: number): Promise<readonly Receipt[]>
  stop(): Promise<void>
}

export async function startCarrier(options: CarrierOptions, folder: string): Promise<Carrier> {
  const child = startChild(
    new URL('./processes/carrier-process.ts', import.meta.url),
    { CARRIER_OPTIONS: JSON.stringify(options) },
    `${folder}/carrier.log`,
  )
  const heard = new Map<string, (data: unknown) => void>()
  child.onNews((news, data) => heard.get(news)?.(data))
  const port = await new Promise<number>((resolve) => {
    heard.set('ready', (data) => resolve((data as { port: number }).port))
  })
  return {
    port,
    async holdNext(withinMs, host = 'any') {
      const held = new Promise<boolean>((resolve) => heard.set('held', () => resolve(true)))
      await child.ask('holdNext', host)
      return Promise.race([held, delay(withinMs, false, { ref: false })])
    },
    receipts: (from = 0) => child.ask<Receipt[]>('receipts', from),
    stop: () => child.release(),
  }
}

export type Sender = {
  /** Ends the sending; what is still unanswered is repeated for a while. */
  stop(): Promise<SenderLedger>
  release(): Promise<void>
}

export function startSender(options: SenderOptions, folder: string): Sender {
  const child = startChild(
    new URL('./processes/sender-process.ts', import.meta.url),
    { SENDER_OPTIONS: JSON.stringify(options) },
    `${folder}/sender.log`,
  )
  return {
    stop: () => child.ask('stop'),
    release: () => child.release(),
  }
}

/** A port that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0
      probe.close(() => resolve(port))
    })
  })
}
