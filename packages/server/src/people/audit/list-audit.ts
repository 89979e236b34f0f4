// Every change and failed sign-in, newest first. The story of alerts has pages of its own and is
// left out. The cursor is the id of the last row shown.

import type { Actor } from '@evenwatch/api'
import {
  describePeopleEvent,
  formatInstant,
  type Instant,
  isUuid,
  type JsonObject,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { findUserId } from '../users/find-user.ts'
import { loadActorNames } from './actor-names.ts'

export type DescribeTimeline = (kind: string, data: JsonObject) => string | null

export type AuditAsked = {
  readonly subject?: string | undefined
  readonly actor?: string | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export type AuditEntry = {
  id: string
  at: string
  subjectKind: string
  subjectId: string
  kind: string
  actor: Actor
  reason: string | null
  text: string
  data: Record<string, unknown>
}

type AuditRow = {
  id: number
  at: Instant
  subjectKind: string
  subjectId: string
  kind: string
  actor: string
  reason: string | null
  data: JsonObject
}

const SELECT = `
select id, at, subject_kind as "subjectKind", subject_id as "subjectId", kind, actor, reason, data
from timeline
where subject_kind <> 'alert-group' and audience <> 'sealed'
  and ($1::bigint is null or id < $1)
  and ($2::uuid is null or subject_id = $2)
  and ($3::text is null or subject_kind = $3)
  and ($4::text[] is null or actor = any($4))
  and ($5::timestamptz is null or at >= $5)
  and ($6::timestamptz is null or at < $6)
order by id desc limit $7`

export async function listAudit(
  context: ServerContext,
  asked: AuditAsked,
  describe: DescribeTimeline = () => null,
): Promise<{ items: AuditEntry[]; nextCursor: string | null }> {
  const subject = await readSubject(context, asked.subject)
  const values = [
    asked.cursor !== undefined && /^\d{1,15}$/.test(asked.cursor) ? asked.cursor : null,
    subject.id,
    subject.kind,
    await readActor(context, asked.actor),
    asked.from ?? null,
    asked.until ?? null,
    asked.limit + 1,
  ]
  const { rows } = await context.pool.query<AuditRow>(SELECT, values)
  const shown = rows.slice(0, asked.limit)
  const names = await loadActorNames(
    context.pool,
    shown.map((row) => row.actor),
  )
  const items = shown.map((row) => ({
    ...row,
    id: String(row.id),
    at: formatInstant(row.at),
    actor: names(row.actor),
    text: describePeopleEvent(row.kind, row.data) ?? describe(row.kind, row.data) ?? inWords(row),
  }))
  return { items, nextCursor: rows.length > asked.limit ? (items.at(-1)?.id ?? null) : null }
}

/** A subject is asked for by its id, by a kind such as `schedule`, or by a person's name. */
async function readSubject(
  context: ServerContext,
  asked: string | undefined,
): Promise<{ id: string | null; kind: string | null }> {
  if (asked === undefined) return { id: null, kind: null }
  if (isUuid(asked)) return { id: asked, kind: null }
  const id = await findUserId(context.pool, asked, null)
  return id === null ? { id: null, kind: asked } : { id, kind: null }
}

/** An actor is asked for as it is stored (`token:bootstrap`), by its id, or by a person's name. */
async function readActor(context: ServerContext, asked: string | undefined) {
  if (asked === undefined) return null
  if (isUuid(asked)) return ['user', 'token', 'integration'].map((kind) => `${kind}:${asked}`)
  const id = await findUserId(context.pool, asked, null)
  return id === null ? [asked] : [`user:${id}`]
}

/** Rooms without a sentence of their own for a kind still say something readable. */
function inWords({ kind }: AuditRow): string {
  return kind.replaceAll('-', ' ')
}
