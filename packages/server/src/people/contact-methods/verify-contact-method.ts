// Takes the code that was sent to a contact method. A guess is counted before it is compared, in
// one statement, so guessing in parallel gains nothing.

import type { ContactMethodView } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { touchUser } from '../users/touch-user.ts'
import { type FoundMethod, findContactMethod } from './find-contact-method.ts'
import { hashCode } from './send-verification.ts'
import { viewContactMethod } from './view-contact-method.ts'

export const CODE_ATTEMPTS_MAX = 5

const COUNT_GUESS = `
update contact_verification set attempts = attempts + 1
where contact_method_id = $1 and expires_at > $2 and attempts < $3
returning code_hash as "codeHash", attempts`

export async function verifyContactMethod(
  context: ServerContext,
  principal: Principal,
  userRef: string,
  methodRef: string,
  code: string,
): Promise<ContactMethodView | Refusal> {
  const found = await findContactMethod(context.pool, userRef, methodRef, principal)
  if (isRefusal(found)) return found
  const { id } = found.method
  const now = formatInstant(context.clock.now())
  const { rows } = await context.pool.query<{ codeHash: string; attempts: number }>(COUNT_GUESS, [
    id,
    now,
    CODE_ATTEMPTS_MAX,
  ])
  const guess = rows[0]
  if (!guess) {
    return refuse('link-spent', { detail: 'There is no code that could still be entered.' })
  }
  if (!context.secrets.verify('contact-verification', `${id}:${code.trim()}`, guess.codeHash)) {
    const left = CODE_ATTEMPTS_MAX - guess.attempts
    const rule = `this is not the code that was sent; ${left} more attempts`
    return refuse('invalid-request', { fields: [{ field: 'code', rule }] })
  }
  return markVerified(context, principal, found, hashCode(context, id, code.trim()))
}

function markVerified(
  context: ServerContext,
  principal: Principal,
  { userId, method }: FoundMethod,
  codeHash: string,
): Promise<ContactMethodView | Refusal> {
  return changeConfiguration(context, async (client, revision) => {
    const spent = await client.query(
      'delete from contact_verification where contact_method_id = $1 and code_hash = $2',
      [method.id, codeHash],
    )
    if (spent.rowCount === 0) return refuse('link-spent')
    const now = context.clock.now()
    await client.query(
      `update contact_method set verified_at = $2, verified_by = 'owner', revision = $3
       where id = $1`,
      [method.id, formatInstant(now), revision],
    )
    await touchUser(client, userId, revision, now)
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'user',
        subjectId: userId,
        kind: 'contact-method-verified',
        actor: formatActor(principal.actor),
        data: { contactMethodId: method.id, channel: method.channel },
      },
    ])
    return viewContactMethod({ ...method, verifiedAt: now, verifiedBy: 'owner' }, true)
  })
}
