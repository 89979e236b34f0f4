// What happened to definitions after a revision, deleted ones included.

import { type Database, DEFINITION_COLUMNS, type Definition } from './definition.ts'

export type ChangedDefinition = Definition & { readonly isDeleted: boolean }

export async function loadChangedDefinitions(
  db: Database,
  since: number,
): Promise<ChangedDefinition[]> {
  const { rows } = await db.query<ChangedDefinition>(
    `select ${DEFINITION_COLUMNS}, deleted_at is not null as "isDeleted"
     from definition where revision > $1`,
    [since],
  )
  return rows
}
