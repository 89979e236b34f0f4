// Reads back who did something, from the text that `formatActor` wrote, with the present names.
//
// A token is named with the person it belongs to, never by its id; what it did is what they did.

import type { Actor } from '@evenwatch/api'
import type { Database } from '../platform/definitions/definition.ts'
import { listPeopleNames, type PersonName } from './list-people-names.ts'

export type KnownActors = {
  readonly names: readonly PersonName[]
  actorOf(stored: string): Actor
  /** The person who acted, also with a token of theirs; null: none did. */
  personOf(stored: string): string | null
}

type TokenName = { readonly id: string; readonly name: string; readonly userId: string | null }

/** Revoked ones, too: they acted while they could. */
const TOKENS = 'select id, name, user_id as "userId" from api_token'

const KINDS = ['user', 'token', 'integration', 'system'] as const

export async function listKnownActors(db: Database): Promise<KnownActors> {
  const names = await listPeopleNames(db)
  const people = new Map(names.map((one) => [one.id, one]))
  const { rows } = await db.query<TokenName>(TOKENS)
  const tokens = new Map(rows.map((one) => [one.id, one]))

  function nameOf(kind: Actor['kind'], id: string): string | undefined {
    if (kind === 'user') return people.get(id)?.name
    const token = kind === 'token' ? tokens.get(id) : undefined
    const owner = people.get(token?.userId ?? '')
    if (token === undefined || owner === undefined) return token?.name
    return `${owner.displayName}, by the token ${token.name}`
  }

  return {
    names,
    actorOf: (stored) => {
      const { word, kind, id } = parse(stored)
      return { kind, id, name: id === null ? word : (nameOf(kind, id) ?? id) }
    },
    personOf: (stored) => {
      const { kind, id } = parse(stored)
      if (kind === 'user') return id
      return kind === 'token' ? (tokens.get(id ?? '')?.userId ?? null) : null
    },
  }
}

function parse(stored: string) {
  const [word = '', id = null] = stored.split(/:(.*)/s)
  const kind: Actor['kind'] = KINDS.find((one) => one === word) ?? 'system'
  return { word, kind, id }
}
