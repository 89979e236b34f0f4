// Tells screen readers what changed. Polite news is batched, so that a storm is not read aloud.

import { useSyncExternalStore } from 'react'

export const POLITE_EVERY_MS = 5_000

let polite = ''
let assertive = ''
let waiting: string | null = null
let lastAt = 0
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

export function announce(text: string) {
  const wait = lastAt + POLITE_EVERY_MS - Date.now()
  waiting = text
  if (timer !== undefined) return
  timer = setTimeout(
    () => {
      timer = undefined
      lastAt = Date.now()
      polite = waiting ?? ''
      tell()
    },
    Math.max(0, wait),
  )
}

/** Only for a page to me. */
export function announceNow(text: string) {
  assertive = text
  tell()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function LiveRegions() {
  const politeText = useSyncExternalStore(subscribe, () => polite)
  const assertiveText = useSyncExternalStore(subscribe, () => assertive)
  return (
    <>
      <div className="hidden-visually" role="status" aria-live="polite">
        {politeText}
      </div>
      <div className="hidden-visually" role="alert" aria-live="assertive">
        {assertiveText}
      </div>
    </>
  )
}
