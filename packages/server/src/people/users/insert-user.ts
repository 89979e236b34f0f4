// Adds a person with contact methods and rules, within the caller's change of configuration.
// Screens, the first start and files all come through here.

import type { UserSpec } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { ChangeBy } from '../change-by.ts'
import { insertContactMethod, type VerifiedBy } from '../contact-methods/insert-contact-method.ts'
import { checkUserFields } from './check-user-fields.ts'
import { USER_KIND } from './find-user.ts'
import { replaceNotificationRules } from './replace-notification-rules.ts'

export type NewUser = {
  readonly name: string
  readonly displayName: string
  readonly spec: UserSpec
  readonly passwordHash: string | null
  readonly managedBy: string | null
}

const INSERT = `
insert into app_user (id, name, display_name, email, time_zone, working_days, working_from,
  working_until, sleep_from, sleep_until, role, password_hash, managed_by, revision, created_at,
  updated_at, holiday_country, holiday_region)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16, $17)`

/** The new person's id. `verifiedBy` says who vouches for the addresses that need proof. */
export async function insertUser(
  context: ServerContext,
  client: PoolClient,
  user: NewUser,
  by: ChangeBy,
  verifiedBy: VerifiedBy | null,
): Promise<string | Refusal> {
  const now = context.clock.now()
  const id = context.random.uuid(now)
  const { name, displayName, spec } = user
  const { workingHours, sleepHours } = spec
  const fault = await checkUserFields(client, id, { name, ...spec }, 'spec.')
  if (fault) return fault
  await client.query(INSERT, [
    id,
    name,
    displayName,
    spec.email,
    spec.timeZone,
    workingHours.days,
    workingHours.from,
    workingHours.until,
    sleepHours.from,
    sleepHours.until,
    spec.role,
    user.passwordHash,
    user.managedBy,
    by.revision,
    formatInstant(now),
    spec.holidays?.country ?? null,
    spec.holidays?.region ?? null,
  ])
  // The name is somebody's again, so it no longer leads to whom it belonged before.
  await client.query(`delete from former_name where kind = '${USER_KIND}' and name = $1`, [name])
  await appendTimeline(client, [
    {
      at: now,
      subjectKind: 'user',
      subjectId: id,
      kind: 'user-created',
      actor: by.actor,
      data: { role: spec.role },
    },
  ])
  const methods = withInbox(spec.contactMethods)
  for (const [index, method] of methods.entries()) {
    const field = `spec.contactMethods[${index}]`
    const added = await insertContactMethod(context, client, id, method, by, { verifiedBy, field })
    if ('refused' in added) return added
  }
  const { high, low } = spec.notificationRules
  if (high.length + low.length === 0) return id
  const rules = spec.notificationRules
  const refused = await replaceNotificationRules(client, id, rules, 'spec.notificationRules.')
  return refused ?? id
}

/** Somebody without any address still has the inbox on the screens. */
function withInbox(methods: UserSpec['contactMethods']): UserSpec['contactMethods'] {
  return methods.length > 0 ? methods : [{ name: 'inbox', type: 'inbox' }]
}
