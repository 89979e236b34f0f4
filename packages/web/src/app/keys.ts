// The registry of keys. Rooms register what their keys do while they are on screen; the newest
// registration of a key wins. Keys rest in text fields, with modifiers, and when switched off.

import { useEffect, useRef } from 'react'
import { type KeyBinding, matchPress, nameOfPress } from './key-match.ts'
import { currentPreferences } from './preferences.ts'

export const SEQUENCE_MS = 1_200

let bindings: readonly KeyBinding[] = []

export const registeredKeys = (): readonly KeyBinding[] => bindings

export function useKeys(list: readonly KeyBinding[]) {
  const latest = useRef(list)
  latest.current = list
  const names = list.map((binding) => `${binding.keys}\n${binding.does}`).join('\n\n')
  useEffect(() => {
    const mine = names
      .split('\n\n')
      .filter(Boolean)
      .map((name): KeyBinding => {
        const [keys = '', does = ''] = name.split('\n')
        return { keys, does, run: () => latest.current.find((item) => item.keys === keys)?.run() }
      })
    bindings = [...bindings, ...mine]
    return () => {
      bindings = bindings.filter((binding) => !mine.includes(binding))
    }
  }, [names])
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA' || target.tagName === 'SELECT')
    return true
  if (!(target instanceof HTMLInputElement)) return false
  return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
}

/** Enter and arrows keep their meaning on controls. */
function belongsToControl(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.closest('[role="menu"], [role="listbox"], [role="grid"], [role="tablist"]')) {
    return name.startsWith('Arrow') || name === 'Enter' || name === 'Escape'
  }
  return name === 'Enter' && target.closest('button, a, summary, input') !== null
}

let paused = false

/** While a dialog is on its way, what is typed is meant for it. */
export function pauseKeys(pause: boolean) {
  paused = pause
}

export function listenForKeys(): () => void {
  let pending: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const onKey = (event: KeyboardEvent) => {
    if (paused || event.defaultPrevented || !currentPreferences().keys) return
    const name = nameOfPress(event)
    if (name === null || isTyping(event.target) || belongsToControl(name, event.target)) return
    // A dialog keeps its keys to itself.
    if (document.querySelector('[role="dialog"][aria-modal="true"]')) return
    const match = matchPress(bindings, pending, name)
    clearTimeout(timer)
    pending = null
    if (match === null) return
    event.preventDefault()
    if ('run' in match) return match.run.run()
    pending = match.pending
    timer = setTimeout(() => {
      pending = null
    }, SEQUENCE_MS)
  }
  document.addEventListener('keydown', onKey)
  return () => document.removeEventListener('keydown', onKey)
}
