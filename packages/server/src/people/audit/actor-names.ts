// Turns stored actors (`user:<id>`, `token:<id>`, `system`) into actors with a name for people.
// Names are read when they are shown, so the record holds none and erasing a person works.

import type { Actor } from '@evenwatch/api'
import { isUuid } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'

export type ActorNames = (stored: string) => Actor

const NAMES = `
select 'user:' || id as stored, name from app_user where id = any($1::uuid[])
union all
select 'token:' || id, name from api_token where id = any($1::uuid[])`

export async function loadActorNames(
  db: ClientBase | Pool,
  stored: readonly string[],
): Promise<ActorNames> {
  const ids = new Set(stored.map((text) => text.slice(text.indexOf(':') + 1)).filter(isUuid))
  const { rows } =
    ids.size === 0
      ? { rows: [] }
      : await db.query<{ stored: string; name: string }>(NAMES, [[...ids]])
  const names = new Map(rows.map((row) => [row.stored, row.name]))
  return (text) => readActor(text, names.get(text))
}

function readActor(stored: string, name: string | undefined): Actor {
  const colon = stored.indexOf(':')
  const kind = colon === -1 ? stored : stored.slice(0, colon)
  const id = colon === -1 ? null : stored.slice(colon + 1)
  if (kind !== 'user' && kind !== 'token' && kind !== 'integration') {
    return { kind: 'system', id: null, name: 'system' }
  }
  return { kind, id, name: name ?? id ?? kind }
}
