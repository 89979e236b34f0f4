// Which definitions refer to an object: ids are unique, so a document that holds the id refers to it.

import type { Database, DefinitionKind } from './definition.ts'

export const REFERRERS_NAMED_MAX = 20

export type Referrer = { readonly id: string; readonly kind: DefinitionKind; readonly name: string }

export async function referrersOf(db: Database, id: string): Promise<Referrer[]> {
  const { rows } = await db.query<Referrer>(
    `select id, kind, name from definition
     where deleted_at is null and id <> $1 and document::text like '%' || $1::text || '%'
     order by kind, name limit $2`,
    [id, REFERRERS_NAMED_MAX],
  )
  return rows
}
