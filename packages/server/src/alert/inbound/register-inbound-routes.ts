// The doors for alerts: our own events, PagerDuty's Events v2 at its own path, and every other
// format at /in/{type}/{key}. Each answers only after commit, in its vendor's words.

import { problemOf } from '@evenwatch/api'
import {
  describeRoutingKeyFault,
  FORMATS,
  type FormatResponse,
  isFormatType,
  type ParsedBody,
  parseEventsV2,
  parseEvenwatchEvents,
  respondAlertmanager,
  respondEventsV2,
} from '@evenwatch/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ServerContext } from '../../platform/context.ts'
import type { IngestQueue } from '../ingest/ingest-queue.ts'
import { acceptEvents, findIntegration } from './accept-events.ts'
import { decodeBody, INBOUND_BODY_BYTES_MAX, takeRawBodies } from './inbound-body.ts'

export function registerInboundRoutes(
  app: FastifyInstance,
  context: ServerContext,
  queue: IngestQueue,
): void {
  app.register(async (inbound) => {
    takeRawBodies(inbound)
    inbound.setErrorHandler((error, request, reply) => answerFault(context, error, request, reply))
    inbound.post('/api/v1/events', (request, reply) =>
      takeOwnEvents(context, queue, request, reply),
    )
    for (const path of ['/v2/enqueue', '/compat/pagerduty/v2/enqueue']) {
      inbound.post(path, (request, reply) => takeEventsV2(context, queue, request, reply))
    }
    inbound.post<{ Params: { type: string; key: string } }>('/in/:type/:key', (request, reply) =>
      takeFormat(context, queue, request.params, request, reply),
    )
  })
}

async function takeOwnEvents(
  context: ServerContext,
  queue: IngestQueue,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const key = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  const integration = key === undefined ? null : findIntegration(context, key)
  if (!integration)
    return sendProblem(reply, request, key === undefined ? 'not-signed-in' : 'unknown-key', {
      detail: 'Send an integration key as `Authorization: Bearer <key>`.',
    })
  const { text, warnings } = decodeBody(request.body)
  const parsed = withWarnings(parseEvenwatchEvents(text), warnings)
  if (parsed.kind === 'refused')
    return sendProblem(reply, request, 'invalid-request', { fields: faultFields(parsed) })
  const accepted = await acceptEvents(context, queue, integration, parsed.events)
  if (accepted.kind !== 'accepted') return sendProblem(reply, request, 'overloaded', {})
  return reply.send({
    status: 'accepted',
    events: accepted.outcomes.map(({ dedupKey, effect, alertId, groupId, warnings: own }) => ({
      dedupKey,
      effect,
      alertId,
      groupId,
      warnings: own,
    })),
  })
}

async function takeEventsV2(
  context: ServerContext,
  queue: IngestQueue,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { text, warnings } = decodeBody(request.body)
  const parsed = parseEventsV2(text)
  const faults = parsed.kind === 'refused' ? parsed.faults : []
  const integration =
    parsed.routingKey === null ? null : findIntegration(context, parsed.routingKey)
  if (!integration && (parsed.routingKey !== null || parsed.kind === 'events')) {
    return sendFormat(
      reply,
      respondEventsV2({ kind: 'unknownKey', routingKey: parsed.routingKey, faults }),
    )
  }
  if (parsed.kind === 'refused' || !integration) {
    const missing = integration
      ? []
      : describeRoutingKeyFault(parsed.routingKey).map((rule) => ({ field: 'routing_key', rule }))
    const isUnparsable =
      parsed.routingKey === null && faults.some((fault) => fault.rule === 'JSON parse error')
    return sendFormat(
      reply,
      respondEventsV2({ kind: 'refused', faults: isUnparsable ? faults : [...missing, ...faults] }),
    )
  }
  const { events } = withWarnings(parsed, warnings) as typeof parsed
  const accepted = await acceptEvents(context, queue, integration, events)
  if (accepted.kind === 'overloaded')
    return sendFormat(reply, respondEventsV2({ kind: 'throttled' }))
  if (accepted.kind === 'unavailable')
    return sendFormat(reply, respondEventsV2({ kind: 'unavailable' }))
  return sendFormat(
    reply,
    respondEventsV2({ kind: 'accepted', dedupKey: accepted.outcomes[0]?.dedupKey ?? '' }),
  )
}

async function takeFormat(
  context: ServerContext,
  queue: IngestQueue,
  params: { readonly type: string; readonly key: string },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!isFormatType(params.type)) {
    const known = Object.keys(FORMATS).join(', ')
    return sendProblem(reply, request, 'not-found', {
      detail: `There is no format “${params.type}”; there are: ${known}.`,
    })
  }
  const integration = findIntegration(context, params.key)
  if (!integration || integration.type !== params.type) {
    return sendProblem(reply, request, 'unknown-key', {
      ...(integration && {
        detail: `The key belongs to an integration of type “${integration.type}”.`,
      }),
    })
  }
  const { text, warnings } = decodeBody(request.body)
  const parsed = withWarnings(FORMATS[params.type].parse(text), warnings)
  if (parsed.kind === 'refused')
    return sendFormat(reply, respondAlertmanager({ kind: 'refused', faults: parsed.faults }))
  const accepted = await acceptEvents(context, queue, integration, parsed.events)
  // Alertmanager gives up on 429 and tries again on 503.
  if (accepted.kind !== 'accepted')
    return sendFormat(reply, respondAlertmanager({ kind: 'throttled' }))
  return sendFormat(
    reply,
    respondAlertmanager({ kind: 'accepted', eventCount: parsed.events.length }),
  )
}

function withWarnings(parsed: ParsedBody, warnings: readonly string[]): ParsedBody {
  if (parsed.kind === 'refused' || warnings.length === 0) return parsed
  return {
    kind: 'events',
    events: parsed.events.map((event) => ({
      ...event,
      warnings: [...event.warnings, ...warnings],
    })),
  }
}

function faultFields(parsed: {
  readonly faults: readonly { field: string; rule: string; example?: string }[]
}) {
  return parsed.faults.map((fault) => ({ ...fault }))
}

function sendFormat(reply: FastifyReply, response: FormatResponse) {
  return reply
    .code(response.status)
    .header('content-type', 'application/json; charset=utf-8')
    .send(response.body)
}

function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  ...[code, extras]: Parameters<typeof problemOf>
) {
  const problem = problemOf(code, { ...extras, requestId: request.id })
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** Faults before a handler runs: too large a body, above all. */
function answerFault(
  context: ServerContext,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const status = (error as { statusCode?: number }).statusCode ?? 500
  const isEventsV2 = request.url.includes('/v2/enqueue')
  if (status === 413)
    return isEventsV2
      ? sendFormat(reply, respondEventsV2({ kind: 'tooLarge' }))
      : sendProblem(reply, request, 'too-large', {
          detail: `A body may have at most ${INBOUND_BODY_BYTES_MAX} bytes.`,
        })
  if (status < 500)
    return sendProblem(reply, request, 'invalid-request', { detail: (error as Error).message })
  context.log.error({ err: error }, 'an inbound call failed')
  return sendProblem(reply, request, 'internal-error', {})
}
