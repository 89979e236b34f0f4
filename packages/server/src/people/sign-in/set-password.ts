// Sets a person's password and ends their other sessions. Whoever has one must know it to change
// their own, so that a session left open is no way to take the account over; wrong guesses count
// like failed sign-ins. An administrator sets other people's without.

import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { forgetAttempts, takeAttempt } from '../attempts.ts'
import { findEditableUser } from '../users/find-user.ts'
import { touchUser } from '../users/touch-user.ts'
import { hashPassword, isPasswordOf } from './password.ts'
import { personLimit, tooManyFailures } from './sign-in.ts'

export type SetPasswordInput = {
  readonly current?: string | undefined
  readonly password: string
  /** The caller's own session, which goes on. */
  readonly cookieHash: string | null
}

export async function setPassword(
  context: ServerContext,
  principal: Principal,
  userRef: string,
  input: SetPasswordInput,
): Promise<Record<string, never> | Refusal> {
  const userId = await findEditableUser(context.pool, userRef, principal)
  if (isRefusal(userId)) return userId
  if (principal.userId === userId) {
    const refused = await checkCurrent(context, userId, input.current ?? '')
    if (refused) return refused
  }
  const passwordHash = await hashPassword(input.password)
  return changeConfiguration(context, async (client, revision) => {
    const now = context.clock.now()
    await client.query('update app_user set password_hash = $2, updated_at = $3 where id = $1', [
      userId,
      passwordHash,
      formatInstant(now),
    ])
    await touchUser(client, userId, revision, now)
    const { rowCount: sessions } = await client.query(
      `delete from session where user_id = $1 and token_hash <> coalesce($2, '')`,
      [userId, input.cookieHash],
    )
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'user',
        subjectId: userId,
        kind: 'password-set',
        actor: formatActor(principal.actor),
        data: { sessions },
      },
    ])
    return {}
  })
}

async function checkCurrent(
  context: ServerContext,
  userId: string,
  current: string,
): Promise<Refusal | null> {
  const { rows } = await context.pool.query<{ stored: string | null }>(
    'select password_hash as stored from app_user where id = $1',
    [userId],
  )
  const stored = rows[0]?.stored ?? null
  if (stored === null) return null
  const limit = personLimit(userId)
  const attempt = await takeAttempt(context, [limit])
  if (attempt.kind === 'refused') return tooManyFailures(attempt.retryAfterMs)
  if (!(await isPasswordOf(stored, current))) {
    return refuse('wrong-credentials', { detail: 'The current password is wrong.' })
  }
  await forgetAttempts(context, limit.subject)
  return null
}
