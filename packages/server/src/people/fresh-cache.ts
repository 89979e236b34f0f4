// Remembers answers of the database for a short while, counted from the moment the question was
// asked: what it says is never older than that. Simultaneous questions share one query.

import type { Clock, Instant } from '@evenwatch/core'

export class FreshCache<Value> {
  readonly #clock: Clock
  readonly #ageMsMax: number
  readonly #entriesMax: number
  readonly #entries = new Map<string, { askedAt: Instant; answer: Promise<Value | null> }>()

  constructor(clock: Clock, limits: { readonly ageMsMax: number; readonly entriesMax: number }) {
    this.#clock = clock
    this.#ageMsMax = limits.ageMsMax
    this.#entriesMax = limits.entriesMax
  }

  async get(key: string, ask: () => Promise<Value | null>): Promise<Value | null> {
    const askedAt = this.#clock.now()
    const known = this.#entries.get(key)
    if (known && askedAt - known.askedAt < this.#ageMsMax) return known.answer
    const entry = { askedAt, answer: ask() }
    if (this.#entries.size >= this.#entriesMax) this.#entries.clear()
    this.#entries.set(key, entry)
    // Neither a failure nor "unknown" is kept: a flood of forged keys must not push out good ones.
    const drop = () => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key)
    }
    const value = await entry.answer.catch((error: unknown) => {
      drop()
      throw error
    })
    if (value === null) drop()
    return value
  }

  clear(): void {
    this.#entries.clear()
  }
}
