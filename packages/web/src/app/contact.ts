// When the server was last heard, by an answer or by the stream.

import { useSyncExternalStore } from 'react'

export const STALE_MS = 30_000

let heardAt = Date.now()
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

export function noteContact() {
  heardAt = Date.now()
  tell()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useHeardAt = (): number => useSyncExternalStore(subscribe, () => heardAt)
