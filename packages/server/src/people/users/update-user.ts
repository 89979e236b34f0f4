// Changes a person's own fields. A new name keeps the old one as a way to them; a role is given
// by administrators only, and the last one cannot lose theirs.

import { isDeepStrictEqual } from 'node:util'
import type { HolidayPlace, User } from '@evenwatch/api'
import { formatInstant, type JsonObject, type Role } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import type { ChangeBy } from '../change-by.ts'
import { checkUserFields } from './check-user-fields.ts'
import { findEditableUser, noSuchUser, USER_KIND } from './find-user.ts'
import { viewAfterChange } from './get-user.ts'
import { isLastAdministrator } from './is-last-administrator.ts'
import { readUserRow, type UserRow, viewUser } from './user-view.ts'

export type UserChange = {
  readonly name?: string | undefined
  readonly displayName?: string | undefined
  readonly email?: string | undefined
  readonly timeZone?: string | undefined
  readonly role?: Role | undefined
  readonly workingHours?: { days: readonly string[]; from: string; until: string } | undefined
  readonly sleepHours?: { from: string; until: string } | undefined
  readonly holidays?: HolidayPlace | null | undefined
}

export async function updateUser(
  context: ServerContext,
  principal: Principal,
  ref: string,
  change: UserChange,
  ifMatch: number | null,
): Promise<User | Refusal> {
  const changed = await changeConfiguration<string>(context, async (client, revision) => {
    const id = await findEditableUser(client, ref, principal)
    if (isRefusal(id)) return id
    const row = await readUserRow(client, id)
    if (row === null) return noSuchUser(ref)
    if (ifMatch !== null && ifMatch !== row.version) {
      return refuse('version-conflict', { current: viewUser(context, row, principal) })
    }
    if (row.managedBy !== null) {
      return refuse('managed-by-files', { detail: `The set ${row.managedBy} manages this person.` })
    }
    if (change.role !== undefined && change.role !== row.role && principal.role !== 'admin') {
      return refuse('not-allowed', { detail: 'Only administrators give roles.' })
    }
    const by = { actor: formatActor(principal.actor), revision }
    return (await changeUserFields(context, client, row, change, by)) ?? id
  })
  return viewAfterChange(context, principal, changed)
}

/** Within the caller's change of configuration; writes and records only what differs. */
export async function changeUserFields(
  context: ServerContext,
  client: PoolClient,
  row: UserRow,
  change: UserChange,
  by: ChangeBy,
  prefix = '',
): Promise<Refusal | null> {
  const before = fieldsOf(row)
  const after = { ...before, ...withoutUndefined(change) }
  const fields = Object.keys(after).filter(
    (field) => !isDeepStrictEqual(Reflect.get(after, field), Reflect.get(before, field)),
  )
  if (fields.length === 0) return null
  const active = row.deactivatedAt === null ? after.email : undefined
  const fault = await checkUserFields(client, row.id, { ...after, email: active }, prefix)
  if (fault) return fault
  const losesAdmin = before.role === 'admin' && after.role !== 'admin'
  if (losesAdmin && (await isLastAdministrator(client, row.id))) {
    return refuse('state-conflict', { detail: 'This is the last active administrator.' })
  }
  const now = context.clock.now()
  await writeFields(client, row.id, after, by.revision, formatInstant(now))
  if (after.name !== before.name) {
    await moveName(client, row.id, before.name, after.name, formatInstant(now))
  }
  const role: JsonObject = fields.includes('role')
    ? { role: { from: before.role, to: after.role } }
    : {}
  await appendTimeline(client, [
    {
      at: now,
      subjectKind: 'user',
      subjectId: row.id,
      kind: 'user-changed',
      actor: by.actor,
      data: { fields, ...role },
    },
  ])
  return null
}

type Fields = { readonly [F in keyof UserChange]-?: Exclude<UserChange[F], undefined> }

function fieldsOf(row: UserRow): Fields {
  return {
    name: row.name,
    displayName: row.displayName,
    email: row.email,
    timeZone: row.timeZone,
    role: row.role,
    workingHours: { days: row.workingDays, from: row.workingFrom, until: row.workingUntil },
    sleepHours: { from: row.sleepFrom, until: row.sleepUntil },
    holidays: row.holidays,
  }
}

function withoutUndefined(change: UserChange): Partial<Fields> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
}

async function writeFields(
  client: PoolClient,
  id: string,
  { name, displayName, email, timeZone, role, workingHours, sleepHours, holidays }: Fields,
  revision: number,
  now: string,
): Promise<void> {
  const { days, from, until } = workingHours
  await client.query(
    `update app_user set name = $2, display_name = $3, email = $4, time_zone = $5, role = $6,
       working_days = $7, working_from = $8, working_until = $9, sleep_from = $10,
       sleep_until = $11, revision = $12, updated_at = $13, holiday_country = $14,
       holiday_region = $15, version = version + 1
     where id = $1`,
    [
      id,
      name,
      displayName,
      email,
      timeZone,
      role,
      days,
      from,
      until,
      sleepHours.from,
      sleepHours.until,
      revision,
      now,
      holidays?.country ?? null,
      holidays?.region ?? null,
    ],
  )
}

/** The old name leads here until somebody takes it; the new one leads nowhere else any more. */
async function moveName(client: PoolClient, id: string, from: string, to: string, now: string) {
  await client.query(`delete from former_name where kind = '${USER_KIND}' and name = $1`, [to])
  await client.query(
    `insert into former_name (kind, name, object_id, since) values ('${USER_KIND}', $1, $2, $3)
     on conflict (kind, name) do update set object_id = excluded.object_id, since = excluded.since`,
    [from, id, now],
  )
}
