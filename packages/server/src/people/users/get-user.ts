import type { User } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { findUserId, noSuchUser } from './find-user.ts'
import { readUserRow, viewUser } from './user-view.ts'

export async function getUser(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<User | Refusal> {
  const id = await findUserId(context.pool, ref, principal)
  const row = id === null ? null : await readUserRow(context.pool, id)
  return row === null ? noSuchUser(ref) : viewUser(context, row, principal)
}

/** What a change answers with: the person as they are now, or the refusal as it is. */
export async function viewAfterChange(
  context: ServerContext,
  principal: Principal,
  changed: string | Refusal,
): Promise<User | Refusal> {
  return isRefusal(changed) ? changed : getUser(context, principal, changed)
}
