// Lists the definitions of one kind by name, a page at a time.

import type { DocumentHead } from '@evenwatch/api'
import {
  type Database,
  DEFINITION_COLUMNS,
  type Definition,
  type DefinitionKind,
} from './definition.ts'

export type DefinitionQuery = {
  readonly limit: number
  readonly cursor?: string | undefined
  readonly teamId?: string | undefined
  /** Part of the name or of the display name. */
  readonly q?: string | undefined
}

export async function listDefinitions<Document extends DocumentHead>(
  db: Database,
  kind: DefinitionKind,
  query: DefinitionQuery,
): Promise<{ items: Definition<Document>[]; nextCursor: string | null }> {
  const pattern = query.q === undefined ? null : `%${query.q.replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await db.query<Definition<Document>>(LIST, [
    kind,
    query.cursor ?? '',
    query.teamId ?? null,
    pattern,
    query.limit + 1,
  ])
  const items = rows.slice(0, query.limit)
  return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.name ?? null) : null }
}

const LIST = `
select ${DEFINITION_COLUMNS} from definition
where kind = $1 and deleted_at is null and name > $2
  and ($3::text is null or document ->> 'teamId' = $3)
  and ($4::text is null or name ilike $4 or document ->> 'displayName' ilike $4)
order by name
limit $5`

/** Every definition that is not deleted, in the order of kind and name. */
export async function loadDefinitions(db: Database): Promise<Definition[]> {
  const { rows } = await db.query<Definition>(
    `select ${DEFINITION_COLUMNS} from definition where deleted_at is null order by kind, name`,
  )
  return rows
}
