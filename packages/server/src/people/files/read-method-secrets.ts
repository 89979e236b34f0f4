// The sealed signing secrets of contact methods that are there, by the method's id.

import type { Database } from '../../platform/definitions/definition.ts'

export async function readMethodSecrets(db: Database): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; secret: string }>(
    'select id, secret from contact_method where secret is not null and deleted_at is null',
  )
  return new Map(rows.map(({ id, secret }) => [id, secret]))
}
