// Makes, renews and ends calendar links. The secret is stored as a hash and shown once; renewing
// replaces it, so the old address ends with the same statement.
//
// Who is on call may be read by everybody with a role, so anybody may make a link to anything; it
// belongs to them, and dies with their access.

import { randomInt } from 'node:crypto'
import type { CalendarLinkView } from '@evenwatch/api'
import { assert, formatInstant } from '@evenwatch/core'
import { findUserId, onlyReads } from '../../../people/users/find-user.ts'
import type { ServerContext } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/database/in-transaction.ts'
import type { Database } from '../../../platform/definitions/definition.ts'
import { findDefinition } from '../../../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts'
import { hashToken } from '../../../platform/secrets/secret-box.ts'
import { appendTimeline } from '../../../platform/timeline/append-timeline.ts'
import { type LinkRow, selectLinks, viewLinks } from './link-view.ts'

export const LINKS_PER_OWNER_MAX = 100
const SECRET_CHARS = 40
const HINT_CHARS = 4
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

type SubjectKind = CalendarLinkView['subject']['kind']
type NewLink = CalendarLinkView & { readonly url: string }

export async function createCalendarLink(
  context: ServerContext,
  principal: Principal,
  input: { readonly kind: SubjectKind; readonly of: string },
): Promise<NewLink | Refusal> {
  if (onlyReads(principal)) return mayNotChange()
  const { pool } = context
  const subjectId = await findSubject(pool, principal, input.kind, input.of)
  if (isRefusal(subjectId)) return subjectId
  const owned = await pool.query(
    'select 1 from calendar_link where user_id is not distinct from $1 and revoked_at is null',
    [principal.userId],
  )
  if ((owned.rowCount ?? 0) >= LINKS_PER_OWNER_MAX) {
    const rule = `There are at most ${LINKS_PER_OWNER_MAX} calendar links for one owner.`
    return refuse('invalid-request', { fields: [{ field: 'kind', rule }] })
  }
  const id = context.random.uuid(context.clock.now())
  const secret = makeSecret()
  const row = await change(context, principal, id, 'calendar-link-created', (db, now) =>
    db.query(INSERT, [
      id,
      hashToken(secret),
      secret.slice(0, HINT_CHARS),
      input.kind,
      subjectId,
      principal.userId,
      formatActor(principal.actor),
      now,
    ]),
  )
  return withUrl(context, row, secret)
}

export async function rotateCalendarLink(
  context: ServerContext,
  principal: Principal,
  id: string,
): Promise<NewLink | Refusal> {
  const refused = await mayChange(context, principal, id)
  if (refused) return refused
  const secret = makeSecret()
  const row = await change(context, principal, id, 'calendar-link-rotated', (db, now) =>
    db.query(ROTATE, [id, hashToken(secret), secret.slice(0, HINT_CHARS), now]),
  )
  return withUrl(context, row, secret)
}

export async function revokeCalendarLink(
  context: ServerContext,
  principal: Principal,
  id: string,
): Promise<CalendarLinkView | Refusal> {
  const refused = await mayChange(context, principal, id)
  if (refused) return refused
  const row = await change(context, principal, id, 'calendar-link-revoked', (db, now) =>
    db.query('update calendar_link set revoked_at = $2 where id = $1', [id, now]),
  )
  return viewOne(context.pool, row)
}

async function findSubject(
  db: Database,
  principal: Principal,
  kind: SubjectKind,
  ref: string,
): Promise<string | Refusal> {
  if (kind === 'person')
    return (
      (await findUserId(db, ref, principal)) ??
      refuse('not-found', { detail: `There is no person ${ref}.` })
    )
  const found = await findDefinition(db, kind === 'team' ? 'Team' : 'Schedule', ref)
  return found?.id ?? refuse('not-found', { detail: `There is no ${kind} ${ref}.` })
}

/** Links of others do not exist for those who are no administrators. */
async function mayChange(
  { pool }: ServerContext,
  principal: Principal,
  id: string,
): Promise<Refusal | null> {
  if (onlyReads(principal)) return mayNotChange()
  const clauses = 'where l.id = $1 and l.revoked_at is null and ($2 or l.user_id = $3)'
  const rows = await selectLinks(pool, clauses, [id, principal.role === 'admin', principal.userId])
  return rows.length === 1 ? null : refuse('not-found')
}

function change(
  context: ServerContext,
  principal: Principal,
  id: string,
  kind: string,
  write: (db: Database, now: string) => Promise<unknown>,
): Promise<LinkRow> {
  return inTransaction(context.pool, async (client) => {
    const now = context.clock.now()
    await write(client, formatInstant(now))
    const [row] = await selectLinks(client, 'where l.id = $1', [id])
    assert(row !== undefined, 'a link that was just written is there')
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: row.subjectKind === 'person' ? 'user' : row.subjectKind,
        subjectId: row.subjectId,
        kind,
        actor: formatActor(principal.actor),
        data: { linkId: id },
      },
    ])
    return row
  })
}

async function withUrl(context: ServerContext, row: LinkRow, secret: string): Promise<NewLink> {
  const url = `${context.config.publicUrl}/calendar/${secret}.ics`
  return { ...(await viewOne(context.pool, row)), url }
}

async function viewOne(db: Database, row: LinkRow): Promise<CalendarLinkView> {
  const [view] = await viewLinks(db, [row])
  assert(view !== undefined, 'one row has one view')
  return view
}

function makeSecret(): string {
  return Array.from({ length: SECRET_CHARS }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}

function mayNotChange(): Refusal {
  return refuse('not-allowed', { detail: 'A token with the role observer makes no links.' })
}

const INSERT = `
insert into calendar_link (id, secret_hash, hint, subject_kind, subject_id, user_id, created_by,
  created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)`

const ROTATE = `
update calendar_link set secret_hash = $2, hint = $3, rotated_at = $4, last_fetched_at = null
where id = $1`
