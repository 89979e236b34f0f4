// The routes of the act page. GET and HEAD only read, however often scanners and previews call
// them; POST acts and shows the result in its own answer, so that one round trip is enough.

import { type AnswerRefusal, MINUTE_MS } from '@evenwatch/core'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../../platform/context.ts'
import { readActToken } from '../links/act-link.ts'
import {
  type ActOnGroups,
  type Answer,
  answerMessage,
  type MessageView,
  viewMessage,
} from '../links/answer-message.ts'
import { PAGE_HEADERS } from './page-frame.ts'
import { type ActPage, type NextStep, renderActPage, renderPlainPage } from './render-act-page.ts'

export type ActPageDeps = {
  readonly actOnGroups: ActOnGroups
  /** Who is paged next about this group, and when; null when nothing follows. */
  readonly describeNext: (groupId: string) => Promise<NextStep | null>
}

const FORM_BYTES_MAX = 4_096
const SNOOZE_MINUTES_MAX = 7 * 24 * 60

const REFUSAL_STATUS: Readonly<Record<AnswerRefusal, number>> = {
  deactivated: 403,
  expired: 410,
  superseded: 410,
  spent: 410,
}

type LinkRequest = FastifyRequest<{ Params: { token: string } }>

export function registerActPage(
  app: FastifyInstance,
  context: ServerContext,
  deps: ActPageDeps,
): void {
  app.register(async (scope) => {
    // Within this scope alone: everywhere else of the API a form is no valid body.
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES_MAX },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    scope.setErrorHandler((error: FastifyError, request, reply) =>
      sendFault(context, error, request, reply),
    )
    scope.get('/a/:token', (request: LinkRequest, reply) => show(context, deps, request, reply))
    scope.post('/a/:token', (request: LinkRequest, reply) => act(context, deps, request, reply))
  })
}

async function show(
  context: ServerContext,
  deps: ActPageDeps,
  request: LinkRequest,
  reply: FastifyReply,
) {
  const token = readActToken(context.secrets, request.params.token)
  if (token === null) return sendUnknown(context, reply)
  const view = await viewMessage(context, token)
  if (view === null) return sendGone(context, reply)
  const refusal = readingRefusal(view, context)
  return sendPage(context, deps, reply, { view, justDid: null, refusal })
}

async function act(
  context: ServerContext,
  deps: ActPageDeps,
  request: LinkRequest,
  reply: FastifyReply,
) {
  const token = readActToken(context.secrets, request.params.token)
  if (token === null) return sendUnknown(context, reply)
  const answer = readAnswer(request.body)
  if (answer === null) {
    const text = 'The form says neither acknowledge, escalate, resolve nor snooze with minutes.'
    return send(reply, 400, renderPlainPage('Nothing was changed.', text, publicUrl(context)))
  }
  const result = await answerMessage(context, deps.actOnGroups, token, answer)
  if (result.kind === 'gone') return sendGone(context, reply)
  return sendPage(context, deps, reply, {
    view: result.view,
    justDid: result.kind === 'done' || answer.kind === 'escalate' ? answer.kind : null,
    refusal: result.kind === 'refused' ? result.reason : null,
  })
}

/** What a reader is refused even before acting: nothing is shown to those who left. */
function readingRefusal(view: MessageView, context: ServerContext): AnswerRefusal | null {
  if (!view.state.isActive) return 'deactivated'
  return context.clock.now() >= view.state.expiresAt ? 'expired' : null
}

function readAnswer(body: unknown): Answer | null {
  if (!(body instanceof URLSearchParams)) return null
  const action = body.get('action')
  switch (action) {
    case 'acknowledge':
    case 'escalate':
    case 'resolve':
      return { kind: action }
    case 'snooze': {
      const minutes = Number(body.get('minutes') ?? '')
      const isValid = Number.isInteger(minutes) && minutes >= 1 && minutes <= SNOOZE_MINUTES_MAX
      return isValid ? { kind: 'snooze', forMs: minutes * MINUTE_MS } : null
    }
    default:
      return null
  }
}

async function sendPage(
  context: ServerContext,
  deps: ActPageDeps,
  reply: FastifyReply,
  page: Pick<ActPage, 'view' | 'justDid' | 'refusal'>,
) {
  if (page.refusal === 'deactivated') {
    const text = 'Your account is deactivated, so this link shows and does nothing.'
    return send(reply, 403, renderPlainPage('This link is not for you.', text, publicUrl(context)))
  }
  const triggered = page.view.message.groups.find((group) => group.status === 'triggered')
  const html = renderActPage({
    ...page,
    next: triggered === undefined ? null : await nextStep(context, deps, triggered.groupId),
    now: context.clock.now(),
    publicUrl: publicUrl(context),
  })
  return send(reply, page.refusal === null ? 200 : REFUSAL_STATUS[page.refusal], html)
}

/** What was done is done: a page that cannot say what follows is still shown. */
async function nextStep(context: ServerContext, deps: ActPageDeps, groupId: string) {
  try {
    return await deps.describeNext(groupId)
  } catch (error) {
    context.log.error({ err: error, groupId }, 'what follows a page could not be described')
    return 'unknown' as const
  }
}

/** A person reads this, half asleep: words instead of a problem document. */
function sendFault(
  context: ServerContext,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const status = error.statusCode ?? 500
  if (status < 500) {
    const text = 'The request was not one of this page’s own.'
    return send(reply, status, renderPlainPage('Nothing was changed.', text, publicUrl(context)))
  }
  context.log.error({ err: error, requestId: request.id }, 'an act link could not be served')
  const text = 'Something broke on our side, and paging goes on. Go back and try again.'
  return send(reply, status, renderPlainPage('That did not work.', text, publicUrl(context)))
}

function sendUnknown(context: ServerContext, reply: FastifyReply) {
  const text = 'It was altered on the way or is not ours. Nothing was changed.'
  return send(reply, 404, renderPlainPage('This link is not valid.', text, publicUrl(context)))
}

function sendGone(context: ServerContext, reply: FastifyReply) {
  const text = 'What it was about is no longer here. Nothing was changed.'
  return send(reply, 410, renderPlainPage('This link is over.', text, publicUrl(context)))
}

function send(reply: FastifyReply, status: number, html: string) {
  return reply.code(status).headers(PAGE_HEADERS).send(html)
}

function publicUrl(context: ServerContext): string {
  return context.config.publicUrl
}
