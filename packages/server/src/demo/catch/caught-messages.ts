// What the demo's carriers caught, newest first: the only place to which sample people's messages
// ever go.

import type { Instant } from '@evenwatch/core'

export const CAUGHT_MAX = 200

export type CaughtMessage = {
  /** Counts up from 1. */
  readonly number: number
  readonly at: Instant
  readonly to: string
  readonly subject: string
  /** Where it acts; null when it is no page. */
  readonly actUrl: string | null
  readonly body:
    | {
        readonly kind: 'email'
        readonly from: string
        readonly text: string
        readonly html: string | null
      }
    | {
        readonly kind: 'webhook'
        readonly headers: readonly (readonly [string, string])[]
        readonly json: string
      }
}

export type CaughtMessages = {
  add(message: Omit<CaughtMessage, 'number' | 'at'>): void
  /** Those after a number, newest first. */
  since(number: number): readonly CaughtMessage[]
  /** Resolves once somebody caught something after this number, or when the signal ends the wait. */
  after(number: number, signal: AbortSignal): Promise<void>
}

export function createCaughtMessages(now: () => Instant): CaughtMessages {
  const caught: CaughtMessage[] = []
  const waiting = new Set<() => void>()
  let count = 0
  return {
    add(message) {
      count += 1
      caught.unshift({ ...message, number: count, at: now() })
      if (caught.length > CAUGHT_MAX) caught.pop()
      for (const tell of waiting) tell()
    },
    since: (number) => caught.filter((message) => message.number > number),
    after(number, signal) {
      if (count > number || signal.aborted) return Promise.resolve()
      return new Promise((resolve) => {
        const done = () => {
          waiting.delete(done)
          signal.removeEventListener('abort', done)
          resolve()
        }
        waiting.add(done)
        signal.addEventListener('abort', done)
      })
    },
  }
}

/** The act link that stands in a message, if any. */
export function actUrlIn(text: string): string | null {
  return /https?:\/\/[^\s"<>]+\/a\/[\w-]+/.exec(text)?.[0] ?? null
}
