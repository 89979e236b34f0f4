// One clock for every ticking text: a shared second, stopped while nobody looks.

import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const tell of listeners) tell()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Nobody ticks yet: the first reader gets the present, to the second. */
function current(): number {
  if (timer === undefined && Date.now() - now >= 1_000) now = Date.now()
  return now
}

/** Now, every second, or at the coarser step that the text needs. */
export function useNow(stepMs = 1_000): number {
  return useSyncExternalStore(subscribe, () => Math.floor(current() / stepMs) * stepMs)
}
