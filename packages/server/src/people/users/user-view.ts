// People as the API shows them: the row, how they are reached, their rules and their teams.
//
// A webhook's address often holds a secret of the receiving side, so only the person and
// administrators see more of it than its host.

import type { HolidayPlace, User } from '@evenwatch/api'
import {
  formatDuration,
  formatInstant,
  type Instant,
  type Role,
  type Urgency,
} from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import type { MethodJson } from '../contact-methods/method-json.ts'
import { viewContactMethod } from '../contact-methods/view-contact-method.ts'

export type UserRow = {
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly email: string
  readonly timeZone: string
  readonly role: Role
  readonly workingDays: readonly string[]
  readonly workingFrom: string
  readonly workingUntil: string
  readonly sleepFrom: string
  readonly sleepUntil: string
  readonly holidays: HolidayPlace | null
  readonly hasPassword: boolean
  readonly deactivatedAt: Instant | null
  readonly managedBy: string | null
  readonly version: number
  readonly methods: readonly MethodJson[]
  readonly rules: readonly { urgency: Urgency; afterMs: number; via: string }[]
}

const epochMs = (column: string) => `floor(extract(epoch from m.${column}) * 1000)::float8`

export const METHOD_JSON = `jsonb_build_object(
  'id', m.id, 'name', m.name, 'channel', m.channel, 'address', m.address,
  'verifiedAt', ${epochMs('verified_at')}, 'verifiedBy', m.verified_by,
  'lastSuccessAt', ${epochMs('last_success_at')}, 'lastFailureAt', ${epochMs('last_failure_at')},
  'lastFailure', m.last_failure)`

const SELECT = `
select u.id, u.name, u.display_name as "displayName", u.email, u.time_zone as "timeZone", u.role,
  u.working_days as "workingDays", u.working_from as "workingFrom",
  u.working_until as "workingUntil", u.sleep_from as "sleepFrom", u.sleep_until as "sleepUntil",
  case when u.holiday_country is not null then jsonb_strip_nulls(jsonb_build_object(
    'country', u.holiday_country, 'region', u.holiday_region)) end as holidays,
  u.password_hash is not null as "hasPassword", u.deactivated_at as "deactivatedAt",
  u.managed_by as "managedBy", u.version,
  array(select ${METHOD_JSON} from contact_method m
        where m.user_id = u.id and m.deleted_at is null order by m.position) as methods,
  array(select jsonb_build_object('urgency', r.urgency, 'afterMs', r.after_ms, 'via', m.name)
        from notification_rule r join contact_method m on m.id = r.contact_method_id
        where r.user_id = u.id order by r.urgency, r.position) as rules
from app_user u`

/** `clauses` is SQL of ours over the alias `u`; values only ever arrive as parameters. */
export async function selectUsers(
  db: ClientBase | Pool,
  clauses: string,
  values: readonly unknown[],
): Promise<readonly UserRow[]> {
  const { rows } = await db.query<UserRow>(`${SELECT} ${clauses}`, [...values])
  return rows
}

export async function readUserRow(db: ClientBase | Pool, id: string): Promise<UserRow | null> {
  return (await selectUsers(db, 'where u.id = $1', [id]))[0] ?? null
}

export function viewUser(context: ServerContext, row: UserRow, viewer: Principal | null): User {
  const mayEdit = viewer !== null && (viewer.role === 'admin' || viewer.userId === row.id)
  const rulesOf = (urgency: Urgency) =>
    row.rules
      .filter((rule) => rule.urgency === urgency)
      .map(({ afterMs, via }) => ({ after: formatDuration(afterMs), via }))
  return {
    id: row.id,
    name: row.name,
    displayName: row.displayName,
    email: row.email,
    timeZone: row.timeZone,
    role: row.role,
    workingHours: { days: [...row.workingDays], from: row.workingFrom, until: row.workingUntil },
    sleepHours: { from: row.sleepFrom, until: row.sleepUntil },
    holidays: row.holidays,
    contactMethods: row.methods.map((method) => viewContactMethod(method, mayEdit)),
    notificationRules: { high: rulesOf('high'), low: rulesOf('low') },
    teams: teamsOf(context, row.id),
    hasPassword: row.hasPassword,
    deactivatedAt: row.deactivatedAt === null ? null : formatInstant(row.deactivatedAt),
    managedBy: row.managedBy,
    version: row.version,
  }
}

function teamsOf(context: ServerContext, userId: string): User['teams'] {
  const teams: User['teams'] = []
  for (const { name, displayName, leadIds, memberIds } of context.directory
    .current()
    .teams.values()) {
    const isLead = leadIds.includes(userId)
    if (isLead || memberIds.includes(userId)) teams.push({ name, displayName, isLead })
  }
  return teams.sort((a, b) => (a.name < b.name ? -1 : 1))
}
