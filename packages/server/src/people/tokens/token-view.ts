// API tokens as lists show them: never the token itself, which nobody but its maker has.

import type { tokenSchema } from '@evenwatch/api'
import { formatInstant, type Instant, type Role } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { z } from 'zod'
import { type ActorNames, loadActorNames } from '../audit/actor-names.ts'

export type TokenView = z.infer<typeof tokenSchema>

export type TokenRow = {
  readonly id: string
  readonly name: string
  readonly hint: string
  readonly role: Role
  readonly owner: string | null
  readonly createdBy: string
  readonly createdAt: Instant
  readonly expiresAt: Instant | null
  readonly revokedAt: Instant | null
  readonly lastUsedAt: Instant | null
}

const SELECT = `
select t.id, t.name, t.hint, t.role, u.name as owner, t.created_by as "createdBy",
  t.created_at as "createdAt", t.expires_at as "expiresAt", t.revoked_at as "revokedAt",
  t.last_used_at as "lastUsedAt"
from api_token t left join app_user u on u.id = t.user_id`

/** `clauses` is SQL of ours over the alias `t`; values only ever arrive as parameters. */
export async function selectTokens(
  db: ClientBase | Pool,
  clauses: string,
  values: readonly unknown[],
): Promise<readonly TokenView[]> {
  const { rows } = await db.query<TokenRow>(`${SELECT} ${clauses}`, [...values])
  const names = await loadActorNames(
    db,
    rows.map((row) => row.createdBy),
  )
  return rows.map((row) => viewToken(row, names))
}

function viewToken(row: TokenRow, names: ActorNames): TokenView {
  return {
    id: row.id,
    name: row.name,
    hint: row.hint,
    role: row.role,
    user: row.owner,
    createdBy: names(row.createdBy),
    createdAt: formatInstant(row.createdAt),
    expiresAt: shown(row.expiresAt),
    revokedAt: shown(row.revokedAt),
    lastUsedAt: shown(row.lastUsedAt),
  }
}

function shown(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
