// The demo's own pages: entering as the demo user, and the messages that went out.
//
// They exist in demo mode only. Whoever reaches the demo's port sees its messages with their act
// links: that is their purpose, and why a demo listens on loopback unless told otherwise.

import { assert } from '@evenwatch/core'
import type { FastifyInstance } from 'fastify'
import { createSession } from '../../people/sign-in/create-session.ts'
import { setSessionCookie } from '../../people/sign-in/session-cookie.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { CaughtMessages } from '../catch/caught-messages.ts'
import type { EnterToken } from '../enter-token.ts'
import { DEMO_USER } from '../sample/sample-documents.ts'
import { FRAME_HEADERS, PAGE_HEADERS, renderNotice } from './demo-page-frame.ts'
import {
  MESSAGES_SCRIPT,
  renderMailFrame,
  renderMessages,
  renderMessagesPage,
} from './render-messages.ts'

/** A poll waits this long for news; then the page asks again. */
const POLL_MS = 20_000

export type DemoPagesParts = { readonly caught: CaughtMessages; readonly enter: EnterToken }

type After = { Querystring: { after?: string } }

export function registerDemoPages(
  app: FastifyInstance,
  context: ServerContext,
  { caught, enter }: DemoPagesParts,
): void {
  // Waiting polls must not hold up the stop.
  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())

  app.get<{ Querystring: { token?: string } }>('/demo/enter', async (request, reply) => {
    if (!enter.take(request.query.token ?? '')) {
      return reply.code(410).headers(PAGE_HEADERS).send(renderNotice(SPENT))
    }
    const userAgent = request.headers['user-agent'] ?? ''
    const session = await createSession(context, context.pool, await demoUserId(context), userAgent)
    setSessionCookie(reply, context.config, session.token)
    return reply.redirect('/')
  })
  app.get('/demo/messages', (_request, reply) =>
    reply.headers(PAGE_HEADERS).send(renderMessagesPage(caught.since(0))),
  )
  app.get('/demo/messages.js', (_request, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(MESSAGES_SCRIPT),
  )
  app.get<After>('/demo/messages/new', async (request, reply) => {
    const after = Number(request.query.after) || 0
    await caught.after(after, AbortSignal.any([closing.signal, AbortSignal.timeout(POLL_MS)]))
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(renderMessages(caught.since(after)))
  })
  app.get<{ Params: { number: string } }>('/demo/messages/:number/mail', (request, reply) => {
    const found = caught.since(0).find(({ number }) => String(number) === request.params.number)
    if (found?.body.kind !== 'email') return reply.callNotFound()
    return reply.headers(FRAME_HEADERS).send(renderMailFrame(found.body))
  })
}

const SPENT = {
  title: 'This link does not sign in',
  text:
    'It is not one of this demo, or it was used: it signs in once. ' +
    'Sign in with the name and password that the terminal shows.',
  href: '/',
  link: 'Sign in',
}

async function demoUserId(context: ServerContext): Promise<string> {
  const { rows } = await context.pool.query<{ id: string }>(
    'select id from app_user where name = $1',
    [DEMO_USER],
  )
  assert(rows[0] !== undefined, 'the sample world has its demo user')
  return rows[0].id
}
