// Finds a contact method that the caller may change, by its name or id.

import { isUuid } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findEditableUser } from '../users/find-user.ts'
import { METHOD_JSON } from '../users/user-view.ts'
import type { MethodJson } from './method-json.ts'

export type FoundMethod = {
  readonly userId: string
  readonly displayName: string
  /** Sealed. */
  readonly secret: string | null
  readonly method: MethodJson
}

const FIND = `
select m.user_id as "userId", u.display_name as "displayName", m.secret, ${METHOD_JSON} as method
from contact_method m join app_user u on u.id = m.user_id
where m.user_id = $1 and m.deleted_at is null`

export async function findContactMethod(
  db: ClientBase | Pool,
  userRef: string,
  methodRef: string,
  principal: Principal,
): Promise<FoundMethod | Refusal> {
  const userId = await findEditableUser(db, userRef, principal)
  if (isRefusal(userId)) return userId
  const clause = isUuid(methodRef) ? 'm.id = $2' : 'm.name = $2'
  const { rows } = await db.query<FoundMethod>(`${FIND} and ${clause}`, [userId, methodRef])
  return rows[0] ?? refuse('not-found', { detail: `There is no contact method ${methodRef}.` })
}
