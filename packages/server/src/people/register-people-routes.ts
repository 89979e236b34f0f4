// The people room's routes: each hands its parsed call to one operation.

import * as api from '@evenwatch/api'
import type { Channels } from '../paging/channels/channel.ts'
import type { ServerContext } from '../platform/context.ts'
import type { HttpServer } from '../platform/http/http-server.ts'
import { isRefusal } from '../platform/http/refusal.ts'
import { type DescribeTimeline, listAudit } from './audit/list-audit.ts'
import { addContactMethod } from './contact-methods/add-contact-method.ts'
import { removeContactMethod } from './contact-methods/remove-contact-method.ts'
import { sendVerification } from './contact-methods/send-verification.ts'
import { testContactMethod } from './contact-methods/test-contact-method.ts'
import { verifyContactMethod } from './contact-methods/verify-contact-method.ts'
import { registerHolidayRoutes } from './holidays/register-holiday-routes.ts'
import { listNotices, readAllNotices, readNotice } from './notices/list-notices.ts'
import { getNoticeSettings, setNoticeSettings } from './notices/notice-settings.ts'
import type { NewSession } from './sign-in/create-session.ts'
import { clearSessionCookie, sessionHashOf, setSessionCookie } from './sign-in/session-cookie.ts'
import { setPassword } from './sign-in/set-password.ts'
import { setUp } from './sign-in/set-up.ts'
import { signIn } from './sign-in/sign-in.ts'
import { signOut } from './sign-in/sign-out.ts'
import { findSessionId, viewSession } from './sign-in/view-session.ts'
import { createToken } from './tokens/create-token.ts'
import { listTokens } from './tokens/list-tokens.ts'
import { revokeToken } from './tokens/revoke-token.ts'
import { createUser } from './users/create-user.ts'
import { deactivateUser } from './users/deactivate-user.ts'
import { getUser } from './users/get-user.ts'
import { listUsers } from './users/list-users.ts'
import { reactivateUser } from './users/reactivate-user.ts'
import { setNotificationRules } from './users/set-notification-rules.ts'
import { updateUser } from './users/update-user.ts'

export type PeopleDeps = {
  readonly channels: Channels
  /** Sentences of other rooms' records in the audit list; null for kinds it does not know. */
  readonly describeTimeline?: DescribeTimeline
}

export function registerPeopleRoutes(
  http: HttpServer,
  context: ServerContext,
  deps: PeopleDeps,
): void {
  registerSignIn(http, context, deps)
  registerUsers(http, context)
  registerContactMethods(http, context, deps)
  registerTokens(http, context)
  registerHolidayRoutes(http)
  registerNotices(http, context)
  http.handle(api.listAudit, ({ query }) => listAudit(context, query, deps.describeTimeline))
}

function registerNotices(http: HttpServer, context: ServerContext): void {
  http.handle(api.listNotices, ({ principal, query }) => listNotices(context, principal, query))
  http.handle(api.readNotice, ({ principal, params }) =>
    readNotice(context, principal, params.notice),
  )
  http.handle(api.readAllNotices, ({ principal }) => readAllNotices(context, principal))
  http.handle(api.getNoticeSettings, ({ principal, params }) =>
    getNoticeSettings(context, principal, params.user),
  )
  http.handle(api.setNoticeSettings, ({ principal, params, body }) =>
    setNoticeSettings(context, principal, params.user, body),
  )
}

function registerSignIn(http: HttpServer, context: ServerContext, { channels }: PeopleDeps): void {
  const { config } = context
  const view = ({ userId, id }: NewSession) =>
    viewSession(context, channels, { userId, sessionId: id })
  const agentOf = (headers: { 'user-agent'?: string | undefined }) => headers['user-agent'] ?? ''

  http.handle(api.getSession, async ({ principal, request }) => {
    const sessionId = await findSessionId(context, principal, sessionHashOf(request))
    return viewSession(context, channels, { userId: principal?.userId ?? null, sessionId })
  })
  http.handle(api.signIn, async ({ body, request, reply }) => {
    const userAgent = agentOf(request.headers)
    const session = await signIn(context, { ...body, address: request.ip, userAgent })
    if (isRefusal(session)) return session
    setSessionCookie(reply, config, session.token)
    return view(session)
  })
  http.handle(api.setUp, async ({ body, request, reply }) => {
    const session = await setUp(context, { ...body, userAgent: agentOf(request.headers) })
    if (isRefusal(session)) return session
    setSessionCookie(reply, config, session.token)
    return view(session)
  })
  http.handle(api.signOut, async ({ principal, request, reply }) => {
    clearSessionCookie(reply, config)
    return signOut(context, principal, sessionHashOf(request))
  })
  http.handle(api.setPassword, ({ principal, params, body, request }) => {
    const input = { ...body, cookieHash: sessionHashOf(request) }
    return setPassword(context, principal, params.user, input)
  })
}

function registerUsers(http: HttpServer, context: ServerContext): void {
  http.handle(api.listUsers, ({ principal, query }) => listUsers(context, principal, query))
  http.handle(api.createUser, ({ principal, body }) => createUser(context, principal, body))
  http.handle(api.getUser, ({ principal, params }) => getUser(context, principal, params.user))
  http.handle(api.updateUser, ({ principal, params, body, ifMatch }) =>
    updateUser(context, principal, params.user, body, ifMatch),
  )
  http.handle(api.deactivateUser, ({ principal, params }) =>
    deactivateUser(context, principal, params.user),
  )
  http.handle(api.reactivateUser, ({ principal, params }) =>
    reactivateUser(context, principal, params.user),
  )
  http.handle(api.setNotificationRules, ({ principal, params, body }) =>
    setNotificationRules(context, principal, params.user, body),
  )
}

function registerContactMethods(
  http: HttpServer,
  context: ServerContext,
  { channels }: PeopleDeps,
): void {
  http.handle(api.addContactMethod, ({ principal, params, body }) =>
    addContactMethod(context, principal, params.user, body),
  )
  http.handle(api.removeContactMethod, ({ principal, params }) =>
    removeContactMethod(context, principal, params.user, params.method),
  )
  http.handle(api.sendVerification, ({ principal, params }) =>
    sendVerification(context, channels, principal, params.user, params.method),
  )
  http.handle(api.verifyContactMethod, ({ principal, params, body }) =>
    verifyContactMethod(context, principal, params.user, params.method, body.code),
  )
  http.handle(api.testContactMethod, ({ principal, params }) =>
    testContactMethod(context, channels, principal, params.user, params.method),
  )
}

function registerTokens(http: HttpServer, context: ServerContext): void {
  http.handle(api.listTokens, ({ principal, query }) => listTokens(context, principal, query))
  http.handle(api.createToken, ({ principal, body }) => createToken(context, principal, body))
  http.handle(api.revokeToken, ({ principal, params }) =>
    revokeToken(context, principal, params.token),
  )
}
