// Simulated time. It stands still while anything is being worked on and jumps to the next moment at
// which something can happen. True time is the database's; each node sees it through its own clock.

import type { Clock, Instant } from '@evenwatch/core'

type Timer = { readonly at: Instant; readonly seq: number; readonly fire: () => void }

export class SimTime {
  now: Instant
  #timers: Timer[] = []
  #seq = 0

  constructor(startsAt: Instant) {
    this.now = startsAt
  }

  /** Returns the way to cancel it. */
  at(at: Instant, fire: () => void): () => void {
    this.#seq += 1
    const timer = { at: Math.max(at, this.now), seq: this.#seq, fire }
    this.#timers.push(timer)
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer)
    }
  }

  nextAt(): Instant | null {
    return this.#timers.length === 0 ? null : Math.min(...this.#timers.map((timer) => timer.at))
  }

  /** Fires what is due, in order of time and of making. */
  fireDue(): void {
    const due = this.#timers
      .filter((timer) => timer.at <= this.now)
      .sort((a, b) => a.at - b.at || a.seq - b.seq)
    this.#timers = this.#timers.filter((timer) => timer.at > this.now)
    for (const timer of due) timer.fire()
  }
}

/** A node's reading of the database's clock: off by a little, never running backwards. */
export class NodeClock implements Clock {
  offsetMs = 0
  isHealthy = true
  readonly #time: SimTime
  #shown = 0

  constructor(time: SimTime) {
    this.#time = time
  }

  now(): Instant {
    this.#shown = Math.max(this.#shown, this.#time.now + this.offsetMs)
    return this.#shown
  }

  uncertaintyMs(): number {
    return Math.abs(this.offsetMs)
  }

  healthy(): boolean {
    return this.isHealthy
  }
}
