// Turns stored actors (`user:<id>`, `token:<id>`, `system`) into actors with a name for people.
// Names are read when they are shown, so the record holds none and erasing a person works.

import type { Actor } from '@evenwatch/api'
import { isUuid } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import { readStoredActor } from '../read-stored-actor.ts'
import { tokenInWords } from '../token-in-words.ts'

export type ActorNames = (stored: string) => Actor

const NAMES = `
select 'user:' || id as stored, name, null as owner from app_user where id = any($1::uuid[])
union all
select 'token:' || t.id, t.name, u.display_name
from api_token t left join app_user u on u.id = t.user_id
where t.id = any($1::uuid[])`

export async function loadActorNames(
  db: ClientBase | Pool,
  stored: readonly string[],
): Promise<ActorNames> {
  const ids = new Set(stored.map((text) => text.slice(text.indexOf(':') + 1)).filter(isUuid))
  const { rows } =
    ids.size === 0
      ? { rows: [] }
      : await db.query<{ stored: string; name: string; owner: string | null }>(NAMES, [[...ids]])
  const names = new Map(rows.map((row) => [row.stored, tokenInWords(row.name, row.owner)]))
  return (text) => readStoredActor(text, () => names.get(text))
}
