// A database that people or alerts live in is only given up when somebody says so.

import type { ClientBase } from 'pg'
import { BackupFault } from './backup-fault.ts'

const COUNT = `
select (select count(*) from app_user) as people,
  (select count(*) from (select from alert_group limit 1) as g)
  + (select count(*) from (select from alert_group_history limit 1) as h) as groups`

export async function refuseUnlessEmpty(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ people: number; groups: number }>(COUNT)
  const { people = 0, groups = 0 } = rows[0] ?? {}
  if (people === 0 && groups === 0) return
  throw new BackupFault(
    'database_not_empty',
    `The database is in use: it holds ${people} people${groups > 0 ? ' and alerts' : ''}. ` +
      'Restore into an empty one, or add --replace to give up everything that it holds.',
  )
}
