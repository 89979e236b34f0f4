// What one person chose on this device: theme, density, zone, keys. Kept in the browser only.

import { useSyncExternalStore } from 'react'
import { isZone, localZone } from '../ui/zone.ts'

export const THEMES = ['system', 'light', 'dark', 'night'] as const
export type Theme = (typeof THEMES)[number]

export type Preferences = {
  readonly theme: Theme
  readonly density: 'comfortable' | 'compact'
  /** Null: the browser's. */
  readonly zone: string | null
  readonly keys: boolean
  readonly railOpen: boolean
}

const KEY = 'evenwatch.preferences'
const DEFAULTS: Preferences = {
  theme: 'system',
  density: 'comfortable',
  zone: null,
  keys: true,
  railOpen: true,
}

function load(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}')
    const merged = { ...DEFAULTS, ...(typeof stored === 'object' ? stored : {}) }
    return merged.zone !== null && !isZone(merged.zone) ? { ...merged, zone: null } : merged
  } catch {
    return DEFAULTS
  }
}

let preferences = load()
const listeners = new Set<() => void>()
const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function prefer(change: Partial<Preferences>) {
  preferences = { ...preferences, ...change }
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // Storage may be forbidden; the choice then lasts until the page is closed.
  }
  for (const listener of listeners) listener()
}

export const currentPreferences = (): Preferences => preferences
export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, () => preferences)

const dark = matchMedia('(prefers-color-scheme: dark)')
const subscribeDark = (listener: () => void) => {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

/** The theme to show: the system's, unless one was chosen. */
export function useShownTheme(): 'light' | 'dark' | 'night' {
  const { theme } = usePreferences()
  const systemDark = useSyncExternalStore(subscribeDark, () => dark.matches)
  if (theme !== 'system') return theme
  return systemDark ? 'dark' : 'light'
}

export const useDisplayZone = (): string => usePreferences().zone ?? localZone()
