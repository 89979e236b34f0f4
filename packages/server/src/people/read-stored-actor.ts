// Reads back who did something, from the text that `formatActor` wrote. An unknown kind is the system.

import type { Actor } from '@evenwatch/api'

const KINDS = ['user', 'token', 'integration'] as const

export function readStoredActor(
  stored: string,
  nameOf: (kind: Actor['kind'], id: string) => string | undefined,
): Actor {
  const [word, id = null] = stored.split(/:(.*)/s)
  const kind = KINDS.find((one) => one === word)
  if (kind === undefined) return { kind: 'system', id: null, name: 'system' }
  return { kind, id, name: id === null ? kind : (nameOf(kind, id) ?? id) }
}
