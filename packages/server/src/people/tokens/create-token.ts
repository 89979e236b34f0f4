// Makes an API token. It is shown once and stored as a hash, belongs to the person who made it (or
// to nobody, when a token of nobody made it), and never allows more than its maker may do.

import { randomInt } from 'node:crypto'
import { assert, exceedsRole, formatInstant, type Role } from '@evenwatch/core'
import type { ClientBase } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { onlyReads } from '../users/find-user.ts'
import { selectTokens, type TokenView } from './token-view.ts'

export const TOKENS_PER_OWNER_MAX = 100
const TOKEN_PREFIX = 'ew_'
const TOKEN_CHARS = 40
const HINT_CHARS = TOKEN_PREFIX.length + 4
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

export type CreateTokenInput = {
  readonly name: string
  readonly role: Role
  readonly expiresAt?: string | undefined
}

const INSERT = `
insert into api_token (id, name, token_hash, hint, user_id, role, created_by, created_at,
  expires_at, revision)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

export async function createToken(
  context: ServerContext,
  principal: Principal,
  input: CreateTokenInput,
): Promise<(TokenView & { token: string }) | Refusal> {
  if (exceedsRole(input.role, principal.role)) {
    return refuse('not-allowed', { detail: `A token of yours is at most ${principal.role}.` })
  }
  if (onlyReads(principal)) {
    return refuse('not-allowed', { detail: 'A token with the role observer makes no tokens.' })
  }
  const now = context.clock.now()
  const expiresAt = input.expiresAt === undefined ? null : Date.parse(input.expiresAt)
  if (expiresAt !== null && expiresAt <= now) return invalid('expiresAt', 'an instant to come')
  return changeConfiguration(context, async (client, revision) => {
    const refused = await checkPlace(client, principal.userId, input.name)
    if (refused) return refused
    const id = context.random.uuid(now)
    const token = makeToken()
    await client.query(INSERT, [
      id,
      input.name,
      hashToken(token),
      token.slice(0, HINT_CHARS),
      principal.userId,
      input.role,
      formatActor(principal.actor),
      formatInstant(now),
      expiresAt === null ? null : formatInstant(expiresAt),
      revision,
    ])
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'token',
        subjectId: id,
        kind: 'token-created',
        actor: formatActor(principal.actor),
        data: { role: input.role },
      },
    ])
    const [view] = await selectTokens(client, 'where t.id = $1', [id])
    assert(view !== undefined, 'the token was added in this transaction')
    return { ...view, token }
  })
}

function makeToken(): string {
  const chars = Array.from({ length: TOKEN_CHARS }, () => BASE62[randomInt(BASE62.length)])
  return TOKEN_PREFIX + chars.join('')
}

/** Names are unique among an owner's live tokens, so that revoking by name means one. */
async function checkPlace(
  client: ClientBase,
  ownerId: string | null,
  name: string,
): Promise<Refusal | null> {
  const { rows } = await client.query<{ name: string }>(
    'select name from api_token where user_id is not distinct from $1 and revoked_at is null',
    [ownerId],
  )
  if (rows.some((token) => token.name === name)) {
    return invalid('name', `you have a token ${name} already; revoke it first`)
  }
  if (rows.length < TOKENS_PER_OWNER_MAX) return null
  return invalid('name', `there are at most ${TOKENS_PER_OWNER_MAX} tokens for one owner`)
}

function invalid(field: string, rule: string): Refusal {
  return refuse('invalid-request', { fields: [{ field, rule }] })
}
