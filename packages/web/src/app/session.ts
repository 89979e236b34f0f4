// Who is signed in, and what that person may do. Rules of access live on the server; the copy here
// only decides whether a button explains itself before it is pressed.

import { getSession, type Session, type User } from '@evenwatch/api'
import { ROLES, type Role } from '@evenwatch/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { call, rememberCsrfToken } from './client.ts'
import { queryClient } from './query.ts'

export const sessionQuery = queryOptions({
  queryKey: [getSession.id, {}],
  queryFn: async () => keepSession(await call(getSession, {})),
  staleTime: 60_000,
})

export function keepSession(session: Session): Session {
  rememberCsrfToken(session.csrfToken)
  return session
}

export function enterSession(session: Session) {
  queryClient.setQueryData(sessionQuery.queryKey, keepSession(session))
}

export function useSession(): Session | undefined {
  return useQuery(sessionQuery).data
}

/** Only inside the shell, which shows nothing without a session. */
export function useMe(): User {
  const user = useSession()?.user
  if (!user) throw new SignedOut()
  return user
}

/** Reached only when a session ends while a screen is drawn; the shell then leads to sign-in. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut'
}

function atLeast(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) <= ROLES.indexOf(needed)
}

/** Undefined when allowed, else the reason to show on the control. */
export function whyNotAllowed(user: User, needed: Role): string | undefined {
  if (atLeast(user.role, needed)) return undefined
  return `This needs the role ${needed}; yours is ${user.role}. An administrator can change it.`
}

/** The same for what leads of a team may do to their own. */
export function whyNotLead(user: User, team: string | undefined): string | undefined {
  const leads = user.teams.some((item) => item.isLead && (team === undefined || item.name === team))
  return leads ? undefined : whyNotAllowed(user, 'manager')
}
