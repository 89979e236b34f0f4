// Natural batching: while a batch is being written, what arrives waits for the next one; two
// batches are written at a time, each of at most 500 events. Nothing waits for a timer.

import type { EventOutcome, RoutedEvent } from '@evenwatch/core'

export const BATCH_EVENTS_MAX = 500
export const FLUSH_SLOTS = 2
/** Events accepted and not yet committed; beyond it senders are told to come back. */
export const QUEUED_EVENTS_MAX = 20_000

export class QueueFull extends Error {
  override readonly name = 'QueueFull'
}

type Waiting = {
  readonly events: readonly RoutedEvent[]
  readonly resolve: (outcomes: readonly EventOutcome[]) => void
  readonly reject: (error: unknown) => void
}

/** SQLSTATE classes that a single row can cause, or that a second try may cure. */
const CLASSES_WORTH_RETRYING = ['21', '22', '23', '40', '54']

function isAboutTheEvents(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && CLASSES_WORTH_RETRYING.includes(code.slice(0, 2))
}

export type IngestQueue = {
  /** Resolves after commit, with one outcome for each event; rejects with `QueueFull` at the limit. */
  add(events: readonly RoutedEvent[]): Promise<readonly EventOutcome[]>
  readonly depth: () => number
  /** Resolves when nothing is waiting or being written. */
  drain(): Promise<void>
}

export type WriteBatch = (events: readonly RoutedEvent[]) => Promise<readonly EventOutcome[]>

export function createIngestQueue(write: WriteBatch): IngestQueue {
  let waiting: Waiting[] = []
  let queued = 0
  let flushing = 0
  let drained: (() => void)[] = []

  function takeBatch(): Waiting[] {
    let events = 0
    let taken = 0
    for (const { events: own } of waiting) {
      // One call's events stay together, in order; a call larger than a batch goes alone.
      if (taken > 0 && events + own.length > BATCH_EVENTS_MAX) break
      events += own.length
      taken += 1
    }
    const batch = waiting.slice(0, taken)
    waiting = waiting.slice(taken)
    return batch
  }

  async function flush(): Promise<void> {
    flushing += 1
    while (waiting.length > 0) await writeCalls(takeBatch())
    flushing -= 1
    if (flushing === 0 && waiting.length === 0) {
      for (const resolve of drained) resolve()
      drained = []
    }
  }

  async function writeCalls(calls: readonly Waiting[]): Promise<void> {
    try {
      const outcomes = await write(calls.flatMap((call) => call.events))
      let from = 0
      for (const call of calls) {
        call.resolve(outcomes.slice(from, from + call.events.length))
        from += call.events.length
      }
    } catch (error) {
      // One bad event must not take its neighbours with it: each call alone, each event alone.
      // When the database itself is in trouble, asking it five hundred times would only add to it.
      if (isAboutTheEvents(error)) for (const call of calls) await writeAlone(call)
      else for (const call of calls) call.reject(error)
    } finally {
      queued -= calls.reduce((sum, call) => sum + call.events.length, 0)
    }
  }

  async function writeAlone(call: Waiting): Promise<void> {
    try {
      const outcomes: EventOutcome[] = []
      for (const event of call.events) outcomes.push(...(await write([event])))
      call.resolve(outcomes)
    } catch (error) {
      call.reject(error)
    }
  }

  return {
    depth: () => queued,
    add(events) {
      if (queued + events.length > QUEUED_EVENTS_MAX) return Promise.reject(new QueueFull())
      queued += events.length
      return new Promise((resolve, reject) => {
        waiting.push({ events, resolve, reject })
        // Deferred, so that calls parsed in the same turn of the loop share a batch.
        if (flushing < FLUSH_SLOTS)
          setImmediate(() => waiting.length > 0 && flushing < FLUSH_SLOTS && void flush())
      })
    },
    drain() {
      if (flushing === 0 && waiting.length === 0) return Promise.resolve()
      return new Promise((resolve) => drained.push(resolve))
    },
  }
}
