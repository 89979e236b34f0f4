import type { ContactMethodSpec, ContactMethodView } from '@evenwatch/api'
import { assert } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { findEditableUser } from '../users/find-user.ts'
import { touchUser } from '../users/touch-user.ts'
import { readUserRow } from '../users/user-view.ts'
import { insertContactMethod } from './insert-contact-method.ts'
import { viewContactMethod } from './view-contact-method.ts'

/** What somebody adds for themselves needs a code; an administrator vouches for other people's. */
export async function addContactMethod(
  context: ServerContext,
  principal: Principal,
  userRef: string,
  spec: ContactMethodSpec,
): Promise<(ContactMethodView & { secret: string | null }) | Refusal> {
  return changeConfiguration(context, async (client, revision) => {
    const userId = await findEditableUser(client, userRef, principal)
    if (isRefusal(userId)) return userId
    const by = { actor: formatActor(principal.actor), revision }
    const verifiedBy = principal.userId === userId ? null : 'administrator'
    const options = { verifiedBy, field: '' } as const
    const added = await insertContactMethod(context, client, userId, spec, by, options)
    if (isRefusal(added)) return added
    await touchUser(client, userId, revision, context.clock.now())
    const row = await readUserRow(client, userId)
    const method = row?.methods.find(({ id }) => id === added.id)
    assert(method !== undefined, 'the contact method was added in this transaction')
    return { ...viewContactMethod(method, true), secret: added.secret }
  })
}
