// Signs a person in by name or e-mail and password.
//
// Failures are counted per person and per network, and the attempt is taken before the password is
// compared. A person who is unknown, deactivated or without password costs the same work and gets
// the same answer as a wrong password. What was typed as a login is not recorded: people type
// passwords into that field.

import type { ServerContext } from '../../platform/context.ts'
import { formatActor } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { type AttemptLimit, forgetAttempts, giveBackAttempt, takeAttempt } from '../attempts.ts'
import { readInstallationId } from '../audit/read-installation-id.ts'
import { callerNetwork } from './caller-network.ts'
import { createSession, type NewSession } from './create-session.ts'
import { isPasswordOf } from './password.ts'

/** Within ATTEMPT_WINDOW_MS. A network may be a whole office. */
export const FAILURES_PER_PERSON_MAX = 10
export const FAILURES_PER_NETWORK_MAX = 50

export type SignInInput = {
  readonly login: string
  readonly password: string
  readonly address: string
  readonly userAgent: string
}

type Account = { id: string; name: string; passwordHash: string | null; isActive: boolean }

const FIND = `
select id, name, password_hash as "passwordHash", deactivated_at is null as "isActive"
from app_user where name = $1 or lower(email) = $1
order by deactivated_at is null desc limit 1`

export async function signIn(
  context: ServerContext,
  input: SignInInput,
): Promise<NewSession | Refusal> {
  const login = input.login.trim().toLowerCase()
  const { rows } = await context.pool.query<Account>(FIND, [login])
  const account = rows[0] ?? null
  const network = callerNetwork(input.address)
  const person = personLimit(account?.id ?? login)
  const fromNetwork = { subject: `network:${network.throttled}`, max: FAILURES_PER_NETWORK_MAX }
  const attempt = await takeAttempt(context, [person, fromNetwork])
  if (attempt.kind === 'refused') return tooManyFailures(attempt.retryAfterMs)

  const stored = account?.isActive ? account.passwordHash : null
  if (account === null || !(await isPasswordOf(stored, input.password))) {
    await recordFailure(context, account, network.shown, attempt.last)
    return refuse('wrong-credentials')
  }
  await forgetAttempts(context, person.subject)
  await giveBackAttempt(context, fromNetwork.subject)
  const session = await createSession(context, context.pool, account.id, input.userAgent)
  await appendTimeline(context.pool, [
    {
      at: context.clock.now(),
      subjectKind: 'user',
      subjectId: account.id,
      kind: 'signed-in',
      actor: formatActor({ kind: 'user', id: account.id }),
      audience: 'person',
      data: { network: network.shown },
    },
  ])
  return session
}

export function personLimit(userIdOrLogin: string): AttemptLimit {
  return { subject: `person:${userIdOrLogin}`, max: FAILURES_PER_PERSON_MAX }
}

export function tooManyFailures(retryAfterMs: number): Refusal {
  const minutes = Math.max(1, Math.ceil(retryAfterMs / 60_000))
  return refuse('too-many-requests', {
    detail: `Too many failed attempts; try again in ${minutes} min.`,
  })
}

async function recordFailure(
  context: ServerContext,
  account: Account | null,
  network: string,
  last: boolean,
): Promise<void> {
  const reason =
    account === null ? 'unknown-person' : account.isActive ? 'wrong-password' : 'deactivated'
  const subject =
    account === null
      ? ({ subjectKind: 'installation', subjectId: await readInstallationId(context) } as const)
      : ({ subjectKind: 'user', subjectId: account.id } as const)
  await appendTimeline(context.pool, [
    {
      at: context.clock.now(),
      ...subject,
      kind: 'sign-in-failed',
      actor: 'system',
      audience: 'person',
      data: { reason, network, last },
    },
  ])
}
