// What just happened, with Undo for eight seconds. One store; any room may tell it something.

import { useSyncExternalStore } from 'react'
import { Button, IconButton } from './button.tsx'

export const UNDO_MS = 8_000
const TOASTS_MAX = 3

type Toast = {
  readonly id: number
  readonly text: string
  readonly undo?: (() => void) | undefined
  readonly tone?: 'fault' | undefined
}

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function set(next: readonly Toast[]) {
  toasts = next
  for (const tell of listeners) tell()
}

export function dismissToast(id: number) {
  set(toasts.filter((toast) => toast.id !== id))
}

export function toast(text: string, options: Pick<Toast, 'undo' | 'tone'> = {}) {
  const id = nextId++
  set([...toasts.slice(1 - TOASTS_MAX), { id, text, ...options }])
  setTimeout(() => dismissToast(id), UNDO_MS)
}

/** The key `u`: undoes the latest action whose toast still shows. */
export function undoLatest(): boolean {
  const latest = toasts.findLast((item) => item.undo)
  if (!latest) return false
  dismissToast(latest.id)
  latest.undo?.()
  return true
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
  return (
    <section className="toasts" aria-label="Notices" aria-live="polite">
      {shown.map((item) => (
        <div className="toast" key={item.id}>
          <span className="grow said">{item.text}</span>
          {item.undo && (
            <Button
              size="small"
              onClick={() => {
                dismissToast(item.id)
                item.undo?.()
              }}
            >
              Undo
            </Button>
          )}
          <IconButton small label="Dismiss" glyph="close" onClick={() => dismissToast(item.id)} />
        </div>
      ))}
    </section>
  )
}
