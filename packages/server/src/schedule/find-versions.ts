// Reads the kept versions of a schedule, each with the one before it, to be compared.

import type { ScheduleDocument } from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import type { Database } from '../platform/definitions/definition.ts'

export type VersionRow = {
  readonly version: number
  readonly document: ScheduleDocument
  readonly actor: string
  readonly createdAt: Instant
  /** Null for the first. */
  readonly before: ScheduleDocument | null
}

/** Newest first. `below`: versions under this one only. */
export async function findVersions(
  db: Database,
  scheduleId: string,
  { below, limit }: { readonly below: number | null; readonly limit: number },
): Promise<VersionRow[]> {
  const { rows } = await db.query<VersionRow>(LIST, [scheduleId, below, limit])
  return rows
}

export async function findVersion(
  db: Database,
  scheduleId: string,
  version: number,
): Promise<VersionRow | null> {
  const [found] = await findVersions(db, scheduleId, { below: version + 1, limit: 1 })
  return found?.version === version ? found : null
}

const LIST = `
select v.version, v.document, v.actor, v.created_at as "createdAt", b.document as before
from definition_version v
left join lateral (
  select document from definition_version
  where definition_id = v.definition_id and version < v.version
  order by version desc limit 1
) b on true
where v.definition_id = $1 and ($2::bigint is null or v.version < $2)
order by v.version desc limit $3`
