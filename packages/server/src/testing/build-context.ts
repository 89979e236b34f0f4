// A server context for tests: real database, a clock that is moved by hand, a fixed directory.

import { randomUUID } from 'node:crypto'
import { type Directory, type Instant, uuidv7 } from '@evenwatch/core'
import type { Pool } from 'pg'
import { pino } from 'pino'
import type {
  Channel,
  ChannelOutcome,
  Channels,
  OutgoingMessage,
} from '../paging/channels/channel.ts'
import type { EngineContext } from '../paging/engine/engine-context.ts'
import { readConfig } from '../platform/config.ts'
import { createSecretBox } from '../platform/secrets/secret-box.ts'
import { createWakes } from '../platform/wake/wakes.ts'

export type TestContext = EngineContext & {
  /** What the carrier got, in order. */
  readonly sent: OutgoingMessage[]
  /** Moves the clock forward. */
  readonly advance: (ms: number) => void
  /** What the carrier answers from now on. */
  answerWith(outcome: ChannelOutcome): void
}

// Shared by all contexts of a file, so that two of them on one database never make the same id.
let count = 0

const START: Instant = Date.UTC(2026, 2, 2, 9)
const SENT: ChannelOutcome = { kind: 'sent', carrierRef: null, detail: 'ok' }

export function buildContext(pool: Pool, directory: Directory): TestContext {
  let now = START
  let answer = SENT
  const sent: OutgoingMessage[] = []
  const key = '11'.repeat(32)
  const channel: Channel = {
    name: 'inbox',
    afterDoubt: 'blind',
    missing: null,
    send: async (message) => {
      sent.push(message)
      return answer
    },
    close: async () => {},
  }
  const channels: Channels = new Map([
    ['inbox', channel],
    ['email', { ...channel, name: 'email' }],
    ['webhook', { ...channel, name: 'webhook', afterDoubt: 'idempotent' }],
  ])
  return {
    config: readConfig({ EVENWATCH_SECRET_KEY: key }),
    nodeId: randomUUID(),
    pool,
    clock: { now: () => now, uncertaintyMs: () => 0, healthy: () => true },
    random: {
      next: () => 0.5,
      uuid: (at) => {
        count += 1
        const bytes = Buffer.alloc(10)
        bytes.writeUInt32BE(count, 2)
        return uuidv7(at, bytes)
      },
    },
    directory: {
      current: () => directory,
      atLeast: async () => directory,
      refresh: async () => directory,
    },
    wakes: createWakes(),
    secrets: createSecretBox(Buffer.from(key, 'hex')),
    log: pino({ level: 'silent' }),
    channels,
    makeActUrl: (messageId) => `http://localhost/a/${messageId}`,
    makeReplyTo: () => null,
    describeNext: async () => new Map(),
    sent,
    advance: (ms) => {
      now += ms
    },
    answerWith: (outcome) => {
      answer = outcome
    },
  }
}
