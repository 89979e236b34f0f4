// Everybody's names, deactivated people included, because documents may still hold their ids.

import type { Database } from '../platform/definitions/definition.ts'

export type PersonName = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly isActive: boolean
}

export async function listPeopleNames(db: Database): Promise<PersonName[]> {
  const { rows } = await db.query<PersonName>(
    `select id, name, display_name as "displayName", deactivated_at is null as "isActive"
     from app_user order by name`,
  )
  return rows
}
