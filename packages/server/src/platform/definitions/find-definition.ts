// Finds one definition by what a path may hold: its name, its id, or a name it had before.

import type { DocumentHead } from '@evenwatch/api'
import {
  type Database,
  DEFINITION_COLUMNS,
  type Definition,
  type DefinitionKind,
} from './definition.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Present names win over ids and former names. */
export async function findDefinition<Document extends DocumentHead>(
  db: Database,
  kind: DefinitionKind,
  ref: string,
): Promise<Definition<Document> | null> {
  const { rows } = await db.query<Definition<Document>>({
    name: 'find-definition',
    text: FIND,
    values: [kind, ref, UUID.test(ref) ? ref : null],
  })
  return rows[0] ?? null
}

const FIND = `
select ${DEFINITION_COLUMNS} from definition
where kind = $1 and deleted_at is null and (
  name = $2 or id = $3::uuid
  or id = (select object_id from former_name where kind = $1 and name = $2)
)
order by (name = $2) desc, (id = $3::uuid) is true desc
limit 1`
