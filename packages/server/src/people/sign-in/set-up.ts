// Creates the first administrator with the link of the first start, and signs them in.
//
// The lock of the configuration's revision lets one caller in at a time, and whoever comes second
// finds somebody there: only one can win, even with two links.

import { formatInstant, type SleepHours, type WorkingHours } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { insertUser } from '../users/insert-user.ts'
import { createSession, type NewSession } from './create-session.ts'
import { hashPassword } from './password.ts'

export type SetUpInput = {
  readonly token: string
  readonly name: string
  readonly displayName: string
  readonly email: string
  readonly password: string
  readonly timeZone: string
  readonly workingHours: WorkingHours
  readonly sleepHours: SleepHours
  readonly userAgent: string
}

const IS_OPEN = `
select 1 from setup_link
where token_hash = $1 and expires_at > $2 and used_at is null
  and not exists (select 1 from app_user)`

export async function setUp(
  context: ServerContext,
  input: SetUpInput,
): Promise<NewSession | Refusal> {
  const link = [hashToken(input.token), formatInstant(context.clock.now())]
  // Asked before as well, so that strangers cannot make us hash passwords.
  if ((await context.pool.query(IS_OPEN, link)).rowCount === 0) return refuse('link-spent')
  const passwordHash = await hashPassword(input.password)
  return changeConfiguration(context, async (client, revision) => {
    if ((await client.query(IS_OPEN, link)).rowCount === 0) return refuse('link-spent')
    const now = context.clock.now()
    const { name, displayName, email, timeZone, sleepHours } = input
    const atOnce = [{ after: '0m', via: 'inbox' }]
    const spec = {
      email,
      timeZone,
      sleepHours,
      workingHours: { ...input.workingHours, days: [...input.workingHours.days] },
      holidays: null,
      role: 'admin' as const,
      contactMethods: [{ name: 'inbox', type: 'inbox' as const }],
      // Without a rule the inbox would never be used, and nobody would notice before the first page.
      notificationRules: { high: atOnce, low: atOnce },
    }
    const user = { name, displayName, spec, passwordHash, managedBy: null }
    const by = { actor: 'system', revision }
    const id = await insertUser(context, client, user, by, null)
    if (isRefusal(id)) return id
    await client.query('update setup_link set used_at = $1 where used_at is null', [
      formatInstant(now),
    ])
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'user',
        subjectId: id,
        kind: 'installation-set-up',
        actor: `user:${id}`,
      },
    ])
    return createSession(context, client, id, input.userAgent)
  })
}
