// Names and ids of people and definitions, as the transaction sees them.

import type { Database, Names } from '../platform/definitions/definition.ts'
import { loadDefinitionNames } from '../platform/definitions/names.ts'
import { listPeopleNames } from './list-people-names.ts'

export async function readNames(db: Database): Promise<Names> {
  return loadDefinitionNames(db, await listPeopleNames(db))
}
