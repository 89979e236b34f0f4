// Writes definitions in few statements, however many they are: the rows, their versions, former
// names and the record. Checks are the caller's; here everything is already allowed.

import type { DocumentHead } from '@evenwatch/api'
import type { JsonObject } from '@evenwatch/core'
import { appendTimeline } from '../timeline/append-timeline.ts'
import type { Change } from './change-definitions.ts'
import { type DefinitionKind, SUBJECT_KIND } from './definition.ts'

export type DefinitionWrite = {
  readonly change: 'create' | 'update' | 'delete'
  readonly id: string
  readonly kind: DefinitionKind
  readonly name: string
  /** Its name until now, when that was another one. */
  readonly formerName: string | null
  readonly document: DocumentHead
  readonly version: number
  readonly managedBy: string | null
  /** What differs, for the record. */
  readonly fields: readonly string[]
}

export async function writeDefinitions(
  change: Change,
  writes: readonly DefinitionWrite[],
): Promise<void> {
  if (writes.length === 0) return
  const { client, now, actor } = change
  const values = [JSON.stringify(writes), new Date(now).toISOString(), await change.revision()]
  await client.query(DELETE, values)
  await client.query(UPDATE, values)
  await client.query(CREATE, values)
  await client.query(ADD_VERSIONS, [values[0], values[1], actor])
  await client.query(FORGET_FORMER_NAMES, [values[0]])
  await client.query(KEEP_FORMER_NAMES, values.slice(0, 2))
  await appendTimeline(
    client,
    writes.map((write) => ({
      at: now,
      subjectKind: SUBJECT_KIND[write.kind],
      subjectId: write.id,
      kind: KIND_WORDS[write.change],
      actor,
      data: recordOf(write),
    })),
  )
}

const KIND_WORDS = { create: 'created', update: 'updated', delete: 'deleted' } as const

function recordOf(write: DefinitionWrite): JsonObject {
  return {
    name: write.name,
    version: write.version,
    ...(write.change === 'update' && { fields: write.fields }),
    ...(write.formerName !== null && { formerName: write.formerName }),
    ...(write.managedBy !== null && { managedBy: write.managedBy }),
  }
}

const ROWS = `jsonb_to_recordset($1::jsonb) as row(change text, id uuid, kind text, name text,
  "formerName" text, document jsonb, version bigint, "managedBy" text)`

const CREATE = `
insert into definition (id, kind, name, document, version, revision, managed_by, created_at, updated_at)
select id, kind, name, document, version, $3::bigint, "managedBy", $2::timestamptz, $2::timestamptz
from ${ROWS} where change = 'create'`

const UPDATE = `
update definition set name = row.name, document = row.document, version = row.version,
  revision = $3::bigint, managed_by = row."managedBy", updated_at = $2::timestamptz
from ${ROWS} where row.change = 'update' and definition.id = row.id`

const DELETE = `
update definition set version = row.version, revision = $3::bigint,
  updated_at = $2::timestamptz, deleted_at = $2::timestamptz
from ${ROWS} where row.change = 'delete' and definition.id = row.id`

const ADD_VERSIONS = `
insert into definition_version (definition_id, version, document, actor, created_at)
select id, version, document, $3::text, $2::timestamptz from ${ROWS}`

const FORGET_FORMER_NAMES = `
delete from former_name using ${ROWS}
where row.change <> 'delete' and former_name.kind = row.kind and former_name.name = row.name`

const KEEP_FORMER_NAMES = `
insert into former_name (kind, name, object_id, since)
select kind, "formerName", id, $2::timestamptz from ${ROWS}
where "formerName" is not null
on conflict (kind, name) do update set object_id = excluded.object_id, since = excluded.since`
