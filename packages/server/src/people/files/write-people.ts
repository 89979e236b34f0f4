// Carries out what was planned for people, within a change of configuration. Contact methods that
// an administrator applies count as verified by that administrator, and the record says so.

import { formatInstant, readNotificationRules } from '@evenwatch/core'
import type { Change } from '../../platform/definitions/change-definitions.ts'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { PersonMethod, PersonWrite } from './plan-person.ts'

export async function writePeople(
  change: Change,
  secrets: SecretBox,
  set: string | null,
  writes: readonly PersonWrite[],
): Promise<void> {
  for (const write of writes) await writePerson(change, secrets, set, write)
}

async function writePerson(
  change: Change,
  secrets: SecretBox,
  set: string | null,
  write: PersonWrite,
): Promise<void> {
  const { client } = change
  const { email, timeZone, workingHours, sleepHours, holidays, role } = write.spec
  const now = formatInstant(change.now)
  await client.query(write.change === 'create' ? CREATE : UPDATE, [
    write.id,
    write.name,
    write.displayName,
    email,
    timeZone,
    workingHours.days,
    workingHours.from,
    workingHours.until,
    sleepHours.from,
    sleepHours.until,
    role,
    set,
    await change.revision(),
    now,
    holidays?.country ?? null,
    holidays?.region ?? null,
  ])
  await client.query(FORGET_FORMER_NAME, [write.name])
  await writeMethods(change, secrets, write)
  await appendTimeline(client, [
    {
      at: change.now,
      subjectKind: 'user',
      subjectId: write.id,
      kind: write.change === 'create' ? 'user-created' : 'user-changed',
      actor: change.actor,
      data: {
        role,
        ...(set !== null && { set }),
        ...(write.change === 'update' && { fields: write.fields }),
      },
    },
  ])
}

async function writeMethods(change: Change, secrets: SecretBox, write: PersonWrite): Promise<void> {
  const { client } = change
  const now = formatInstant(change.now)
  const revision = await change.revision()
  const ids = write.methods.map(({ id }) => id)
  await client.query('delete from notification_rule where user_id = $1', [write.id])
  await client.query(FORGET_CODES, [write.id])
  const removed = await client.query<{ id: string; channel: string }>(REMOVE_METHODS, [
    write.id,
    ids,
    now,
    revision,
  ])
  for (const [position, method] of write.methods.entries()) {
    const secret = method.newSecret === null ? null : secrets.seal(method.newSecret)
    await client.query(method.isNew ? ADD_METHOD : CHANGE_METHOD, [
      method.id,
      write.id,
      method.name,
      method.channel,
      method.address,
      secret,
      position,
      method.isVouchedFor ? now : null,
      method.channel === 'inbox' ? 'itself' : 'administrator',
      revision,
      ...(method.isNew ? [now] : []),
    ])
  }
  await appendTimeline(client, [
    ...removed.rows.map(({ id, channel }) => ({
      at: change.now,
      subjectKind: 'user' as const,
      subjectId: write.id,
      kind: 'contact-method-removed',
      actor: change.actor,
      data: { contactMethodId: id, channel, rules: 0 },
    })),
    ...write.methods
      .filter((method) => method.isVouchedFor)
      .map((method) => recordOf(change, write.id, method)),
  ])
  const byName = new Map(write.methods.map(({ name, id }) => [name, id]))
  const { rules } = readNotificationRules(write.spec.notificationRules, byName)
  await client.query(ADD_RULES, [write.id, JSON.stringify(rules)])
}

function recordOf(change: Change, userId: string, method: PersonMethod) {
  return {
    at: change.now,
    subjectKind: 'user',
    subjectId: userId,
    kind: method.isNew ? 'contact-method-added' : 'contact-method-changed',
    actor: change.actor,
    data: {
      contactMethodId: method.id,
      channel: method.channel,
      verifiedBy: method.channel === 'inbox' ? 'itself' : 'administrator',
    },
  } as const
}

const CREATE = `
insert into app_user (id, name, display_name, email, time_zone, working_days, working_from,
  working_until, sleep_from, sleep_until, role, managed_by, revision, created_at, updated_at,
  holiday_country, holiday_region)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16)`

const UPDATE = `
update app_user set name = $2, display_name = $3, email = $4, time_zone = $5, working_days = $6,
  working_from = $7, working_until = $8, sleep_from = $9, sleep_until = $10, role = $11,
  managed_by = $12, revision = $13, updated_at = $14, holiday_country = $15, holiday_region = $16,
  version = version + 1
where id = $1`

const FORGET_FORMER_NAME = `delete from former_name where kind = 'User' and name = $1`

const FORGET_CODES = `
delete from contact_verification using contact_method
where contact_method_id = contact_method.id and user_id = $1`

const REMOVE_METHODS = `
update contact_method set deleted_at = $3, secret = null, revision = $4
where user_id = $1 and deleted_at is null and not (id = any ($2::uuid[]))
returning id, channel`

const ADD_METHOD = `
insert into contact_method (id, user_id, name, channel, address, secret, position, verified_at,
  verified_by, revision, created_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

const CHANGE_METHOD = `
update contact_method set name = $3, channel = $4, address = $5, secret = coalesce($6, secret),
  position = $7, verified_at = coalesce($8, verified_at),
  verified_by = case when $8::timestamptz is null then verified_by else $9 end, revision = $10
where id = $1 and user_id = $2`

const ADD_RULES = `
insert into notification_rule (user_id, urgency, position, after_ms, contact_method_id)
select $1::uuid, urgency, position, "afterMs", "contactMethodId"
from jsonb_to_recordset($2::jsonb) as rule(
  urgency text, position integer, "afterMs" integer, "contactMethodId" uuid)`
