// Reads back who did something, from the text that `formatActor` wrote, with the present name.

import type { Actor } from '@evenwatch/api'
import type { PersonName } from './list-people-names.ts'

const KINDS = ['user', 'token', 'integration', 'system'] as const

export function readActor(text: string, people: readonly PersonName[]): Actor {
  const [word = '', id = null] = text.split(/:(.*)/s)
  const kind = KINDS.find((one) => one === word) ?? 'system'
  const person = kind === 'user' ? people.find((one) => one.id === id) : undefined
  return { kind, id, name: person?.name ?? id ?? word }
}
