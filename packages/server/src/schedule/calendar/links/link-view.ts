// Calendar links as lists show them: never the secret, which nobody but its maker's calendar has.

import type { CalendarLinkView } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import { loadActorNames } from '../../../people/audit/actor-names.ts'
import type { Database } from '../../../platform/definitions/definition.ts'

export type LinkRow = {
  readonly id: string
  readonly hint: string
  readonly subjectKind: CalendarLinkView['subject']['kind']
  readonly subjectId: string
  readonly subjectName: string
  readonly subjectDisplayName: string
  readonly owner: string | null
  readonly userId: string | null
  readonly createdBy: string
  readonly createdAt: Instant
  readonly rotatedAt: Instant | null
  readonly lastFetchedAt: Instant | null
}

/** A subject that was deleted keeps its name here, so that its link can be told apart. */
const SELECT = `
select l.id, l.hint, l.subject_kind as "subjectKind", l.subject_id as "subjectId",
  coalesce(p.name, d.name, '') as "subjectName",
  coalesce(p.display_name, d.document ->> 'displayName', d.name, '') as "subjectDisplayName",
  o.name as owner, l.user_id as "userId", l.created_by as "createdBy",
  l.created_at as "createdAt", l.rotated_at as "rotatedAt", l.last_fetched_at as "lastFetchedAt"
from calendar_link l
  left join app_user p on l.subject_kind = 'person' and p.id = l.subject_id
  left join definition d on l.subject_kind <> 'person' and d.id = l.subject_id
  left join app_user o on o.id = l.user_id`

/** `clauses` is SQL of ours over the alias `l`; values only ever arrive as parameters. */
export async function selectLinks(
  db: Database,
  clauses: string,
  values: readonly unknown[],
): Promise<LinkRow[]> {
  const { rows } = await db.query<LinkRow>(`${SELECT} ${clauses}`, [...values])
  return rows
}

export async function viewLinks(
  db: Database,
  rows: readonly LinkRow[],
): Promise<CalendarLinkView[]> {
  const nameOf = await loadActorNames(
    db,
    rows.map(({ createdBy }) => createdBy),
  )
  return rows.map((row) => ({
    id: row.id,
    subject: {
      kind: row.subjectKind,
      id: row.subjectId,
      name: row.subjectName,
      displayName: row.subjectDisplayName,
    },
    hint: row.hint,
    owner: row.owner,
    createdBy: nameOf(row.createdBy),
    createdAt: formatInstant(row.createdAt),
    rotatedAt: shown(row.rotatedAt),
    lastFetchedAt: shown(row.lastFetchedAt),
  }))
}

function shown(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
