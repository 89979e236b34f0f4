import type { User, UserSpec } from '@evenwatch/api'
import type { ServerContext } from '../../platform/context.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import { changeConfiguration } from '../../platform/revision/change-configuration.ts'
import { hashPassword } from '../sign-in/password.ts'
import { viewAfterChange } from './get-user.ts'
import { insertUser } from './insert-user.ts'

export type CreateUserInput = {
  readonly name: string
  readonly displayName: string
  readonly spec: UserSpec
  readonly password?: string | undefined
}

/** An administrator vouches for the addresses that they enter for somebody else. */
export async function createUser(
  context: ServerContext,
  principal: Principal,
  input: CreateUserInput,
): Promise<User | Refusal> {
  const { name, displayName, spec, password } = input
  const passwordHash = password === undefined ? null : await hashPassword(password)
  const user = { name, displayName, spec, passwordHash, managedBy: null }
  const id = await changeConfiguration<string>(context, (client, revision) => {
    const by = { actor: formatActor(principal.actor), revision }
    return insertUser(context, client, user, by, 'administrator')
  })
  return viewAfterChange(context, principal, id)
}
