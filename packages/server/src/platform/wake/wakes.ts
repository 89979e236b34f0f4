// Hints that something is due. A hint carries nothing: losing one costs at most the second that
// every loop sleeps at most. Within a process it is a function call; between processes one NOTIFY
// a batch on the channel of the same name.

export const WAKE_TOPICS = ['escalation', 'delivery', 'configuration', 'stream'] as const
export type WakeTopic = (typeof WAKE_TOPICS)[number]

export type Wakes = {
  /** Tells this process at once. Other processes are told by `notifySql` within the transaction. */
  wake(topic: WakeTopic): void
  /** Returns the way to stop listening. */
  on(topic: WakeTopic, listener: () => void): () => void
}

export function createWakes(): Wakes {
  const listeners = new Map<WakeTopic, Set<() => void>>()
  return {
    wake(topic) {
      for (const listener of listeners.get(topic) ?? []) listener()
    },
    on(topic, listener) {
      const set = listeners.get(topic) ?? new Set()
      set.add(listener)
      listeners.set(topic, set)
      return () => set.delete(listener)
    },
  }
}
