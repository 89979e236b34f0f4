// Idempotency-Key: a creating call that is repeated with the same key gets the first answer.
//
// A key belongs to its caller and to one request: another body under the same key is refused. Only
// successes are kept, so a refused call may be corrected and sent again. The key is claimed before
// the work and completed after it; when a process dies in between, the claim is taken over after a
// minute and the work runs again, so such a crash can leave one copy.

import { createHash } from 'node:crypto'
import type { Route } from '@evenwatch/api'
import { DAY_MS, formatInstant, type Instant, MINUTE_MS } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { ServerContext } from '../context.ts'
import type { Call, Handler } from './http-server.ts'
import { formatActor, type Principal } from './principal.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export const IDEMPOTENCY_KEY_CHARS_MAX = 255
export const IDEMPOTENCY_KEPT_MS = DAY_MS
/** Longer than any call may take. */
export const CLAIM_ABANDONED_MS = MINUTE_MS

type Answer<R extends Route> = Awaited<ReturnType<Handler<R>>>

/** Wraps the handler of a creating route. Calls without the header are passed on as they are. */
export function idempotent<R extends Route>(
  context: ServerContext,
  handler: Handler<R>,
): Handler<R> {
  return async (call) => {
    const header = call.request.headers['idempotency-key']
    if (header === undefined || call.principal === null) return handler(call)
    const key = readKey(header)
    if (isRefusal(key)) return key
    const claim = {
      principal: formatActor((call.principal as Principal).actor),
      key,
      requestHash: hashOf(call.request.method, call.request.url, call.body),
    }
    const claimed = await claimKey(context.pool, claim, context.clock.now())
    if (isRefusal(claimed)) return claimed
    // The stored answer was checked by the route's schema when it was first given.
    if (claimed.kind === 'answered') return claimed.response as Answer<R>
    return answerOnce(context, claim, handler, call)
  }
}

async function answerOnce<R extends Route>(
  context: ServerContext,
  claim: Claim,
  handler: Handler<R>,
  call: Call<R>,
): Promise<Answer<R>> {
  let answer: Answer<R>
  try {
    answer = await handler(call)
  } catch (error) {
    await releaseKey(context.pool, claim)
    throw error
  }
  if (isRefusal(answer)) await releaseKey(context.pool, claim)
  else await completeKey(context.pool, claim, answer)
  return answer
}

type Claim = { readonly principal: string; readonly key: string; readonly requestHash: string }
type Claimed = { readonly kind: 'ours' } | { readonly kind: 'answered'; readonly response: unknown }

function readKey(header: string | string[]): string | Refusal {
  const isKey =
    typeof header === 'string' &&
    header.length <= IDEMPOTENCY_KEY_CHARS_MAX &&
    /^[\x21-\x7e]+$/.test(header)
  if (isKey) return header
  return refuse('invalid-request', {
    fields: [
      {
        field: 'Idempotency-Key',
        rule: `1 to ${IDEMPOTENCY_KEY_CHARS_MAX} printable characters without spaces`,
        example: '0198c5d2-4a8e-7cc1-9f3b-2f6a1f0e5b77',
      },
    ],
  })
}

function hashOf(method: string, url: string, body: unknown): string {
  return createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest('hex')
}

/** Also takes over a row that is too old to count, or whose process died before it answered. */
const CLAIM = `
insert into idempotency_key as k (principal, key, request_hash, created_at)
values ($1, $2, $3, $4::timestamptz)
on conflict (principal, key) do update
  set request_hash = excluded.request_hash, created_at = excluded.created_at,
    status = null, response = null
  where k.created_at < $5::timestamptz
    or (k.status is null and k.created_at < $6::timestamptz and k.request_hash = $3)
returning key`

async function claimKey(pool: Pool, claim: Claim, now: Instant): Promise<Claimed | Refusal> {
  const { rowCount } = await pool.query({
    name: 'claim-idempotency-key',
    text: CLAIM,
    values: [
      claim.principal,
      claim.key,
      claim.requestHash,
      formatInstant(now),
      formatInstant(now - IDEMPOTENCY_KEPT_MS),
      formatInstant(now - CLAIM_ABANDONED_MS),
    ],
  })
  if (rowCount === 1) return { kind: 'ours' }
  const { rows } = await pool.query<{
    request_hash: string
    status: number | null
    response: unknown
  }>({
    name: 'read-idempotency-key',
    text: 'select request_hash, status, response from idempotency_key where principal = $1 and key = $2',
    values: [claim.principal, claim.key],
  })
  const [row] = rows
  if (row && row.request_hash !== claim.requestHash) return refuse('idempotency-key-reused')
  if (row?.status === 200) return { kind: 'answered', response: row.response }
  return refuse('state-conflict', {
    detail: 'The first call with this Idempotency-Key is still at work; try again in a moment.',
  })
}

async function completeKey(pool: Pool, claim: Claim, response: unknown): Promise<void> {
  await pool.query({
    name: 'complete-idempotency-key',
    text: `
      update idempotency_key set status = 200, response = $3::jsonb
      where principal = $1 and key = $2 and request_hash = $4`,
    values: [claim.principal, claim.key, JSON.stringify(response), claim.requestHash],
  })
}

async function releaseKey(pool: Pool, claim: Claim): Promise<void> {
  await pool.query({
    name: 'release-idempotency-key',
    text: `
      delete from idempotency_key
      where principal = $1 and key = $2 and request_hash = $3 and status is null`,
    values: [claim.principal, claim.key, claim.requestHash],
  })
}
