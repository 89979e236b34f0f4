// Reads back who did something, from the text that `formatActor` wrote, with the present names.
//
// A token is named with the person it belongs to, never by its id; what it did is what they did.

import type { Actor } from '@evenwatch/api'
import type { Database } from '../platform/definitions/definition.ts'
import { listPeopleNames, type PersonName } from './list-people-names.ts'
import { readStoredActor } from './read-stored-actor.ts'
import { tokenInWords } from './token-in-words.ts'

export type KnownActors = {
  readonly names: readonly PersonName[]
  actorOf(stored: string): Actor
  /** The person who acted, also with a token of theirs; null: none did. */
  personOf(stored: string): string | null
}

type TokenName = { readonly id: string; readonly name: string; readonly userId: string | null }

/** Revoked ones, too: they acted while they could. */
const TOKENS = 'select id, name, user_id as "userId" from api_token'

export async function listKnownActors(db: Database): Promise<KnownActors> {
  const names = await listPeopleNames(db)
  const people = new Map(names.map((one) => [one.id, one]))
  const { rows } = await db.query<TokenName>(TOKENS)
  const tokens = new Map(rows.map((one) => [one.id, one]))

  function nameOf(kind: Actor['kind'], id: string): string | undefined {
    if (kind === 'user') return people.get(id)?.name
    const token = kind === 'token' ? tokens.get(id) : undefined
    return token && tokenInWords(token.name, people.get(token.userId ?? '')?.displayName ?? null)
  }

  return {
    names,
    actorOf: (stored) => readStoredActor(stored, nameOf),
    personOf: (stored) => {
      const { kind, id } = readStoredActor(stored, nameOf)
      if (kind === 'user') return id
      return kind === 'token' ? (tokens.get(id ?? '')?.userId ?? null) : null
    },
  }
}
