// What the schemas cannot know of a person's fields: the zone exists, the name means a person,
// nobody else has the name or the address. Called under the lock of the configuration's revision,
// so that two changes cannot both find a name free.

import type { FieldFault, HolidayPlace } from '@evenwatch/api'
import { isKnownTimeZone, isReservedUserName } from '@evenwatch/core'
import type { ClientBase } from 'pg'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { checkHolidayPlace } from '../holidays/check-holiday-place.ts'

export type CheckedFields = {
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly timeZone?: string | undefined
  readonly holidays?: HolidayPlace | null | undefined
}

/** `prefix` stands before the fields' names where they are part of a larger document. */
export async function checkUserFields(
  client: ClientBase,
  userId: string,
  fields: CheckedFields,
  prefix = '',
): Promise<Refusal | null> {
  const faults: FieldFault[] = []
  const { name, email, timeZone } = fields
  if (name !== undefined && isReservedUserName(name)) {
    faults.push({ field: 'name', rule: '`me` and what looks like an id are no names' })
  }
  if (timeZone !== undefined && !isKnownTimeZone(timeZone)) {
    const rule = `there is no time zone ${timeZone}`
    faults.push({ field: `${prefix}timeZone`, rule, example: 'Europe/Vienna' })
  }
  faults.push(...(await checkHolidayPlace(fields.holidays, `${prefix}holidays.`)))
  if (email !== undefined && (await isEmailTaken(client, userId, email))) {
    faults.push({ field: `${prefix}email`, rule: 'another active person has this address' })
  }
  if (faults.length > 0) return refuse('invalid-request', { fields: faults })
  if (name !== undefined && (await isNameTaken(client, userId, name))) {
    return refuse('name-taken', { detail: `There is another person named ${name}.` })
  }
  return null
}

export async function isEmailTaken(
  client: ClientBase,
  userId: string,
  email: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from app_user
     where lower(email) = lower($1) and id <> $2 and deactivated_at is null`,
    [email, userId],
  )
  return rowCount !== 0
}

async function isNameTaken(client: ClientBase, userId: string, name: string): Promise<boolean> {
  const { rowCount } = await client.query('select 1 from app_user where name = $1 and id <> $2', [
    name,
    userId,
  ])
  return rowCount !== 0
}
