// The HTTP shell: routes of the contract become Fastify routes with validation, access and one
// shape of error. Nothing here knows a room.

import {
  type CallOutput,
  type ErrorCode,
  type FieldFault,
  type ProblemExtras,
  problemOf,
  type Route,
} from '@evenwatch/api'
import fastifyCookie from '@fastify/cookie'
import fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import {
  hasZodFastifySchemaValidationErrors,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { ServerContext } from '../context.ts'
import { describeMissing } from './describe-missing.ts'
import { type Principal, roleAllows } from './principal.ts'
import { isRefusal, type Refusal, refuse } from './refusal.ts'

export const BODY_BYTES_MAX = 1_048_576
export const REQUEST_TIMEOUT_MS = 30_000

/** What the people room supplies: who is calling, or why the credentials are refused. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal | Refusal | null>

type Parsed<R extends Route, K extends 'params' | 'query' | 'body'> = R[K] extends z.ZodType
  ? z.output<R[K]>
  : undefined

/** One call of a route, parsed and authorised. */
export type Call<R extends Route> = {
  readonly params: Parsed<R, 'params'>
  readonly query: Parsed<R, 'query'>
  readonly body: Parsed<R, 'body'>
  readonly principal: R['access'] extends { kind: 'public' } ? Principal | null : Principal
  /** Version of `If-Match`, or null. */
  readonly ifMatch: number | null
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** What a handler may give: the response's input shape, which the serialiser checks, or a refusal. */
export type Handler<R extends Route> = (call: Call<R>) => Promise<z.input<R['response']> | Refusal>

export type HttpServer = {
  readonly app: FastifyInstance
  handle<const R extends Route>(route: R, handler: Handler<R>): void
}

export function createHttpServer(context: ServerContext, authenticate: Authenticate): HttpServer {
  const app = fastify({
    // Fastify is told the least that it needs of the logger, so that its own types stay plain.
    loggerInstance: context.log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy:
      context.config.trustedProxies.length > 0 ? [...context.config.trustedProxies] : false,
    genReqId: () => context.random.uuid(context.clock.now()),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 512 },
  })
  // A call without a body has none, and not the value null: schemas with a default then hold.
  app.setValidatorCompiler<z.ZodType>((route) => {
    const validate = validatorCompiler(route)
    return (data: unknown) => validate(data ?? undefined)
  })
  app.setSerializerCompiler(serializerCompiler)
  app.register(fastifyCookie)
  app.setErrorHandler((error, request, reply) => sendFault(error, request, reply))
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, 'not-found', {}))

  const principals = new WeakMap<FastifyRequest, Principal | null>()
  return {
    app,
    handle(route, handler) {
      app.route({
        method: route.method,
        url: route.path.replace(/\{(\w+)\}/g, ':$1'),
        schema: {
          operationId: route.id,
          tags: [route.tag],
          summary: route.summary,
          ...(route.params && { params: route.params }),
          ...(route.query && { querystring: route.query }),
          ...(route.body && { body: route.body }),
          response: { 200: route.response },
        },
        // Before validation, so that nobody learns of fields they may not send.
        preValidation: async (request, reply) => {
          const principal = await authorise(context, route, request, authenticate)
          if (isRefusal(principal)) return sendRefusal(request, reply, principal)
          principals.set(request, principal)
        },
        bodyLimit: route.bodyBytesMax ?? BODY_BYTES_MAX,
        handler: async (request, reply) => {
          // Fastify has parsed the parts with the route's own schemas.
          const call = {
            params: request.params,
            query: request.query,
            body: request.body,
            principal: principals.get(request) ?? null,
            ifMatch: readIfMatch(request),
            request,
            reply,
          } as unknown as Call<typeof route>
          const result = await handler(call)
          if (isRefusal(result)) {
            const principal = principals.get(request) ?? null
            return sendRefusal(request, reply, await named(context, request, principal, result))
          }
          return reply.send(result as CallOutput<typeof route>)
        },
      })
    },
  }
}

async function authorise(
  context: ServerContext,
  route: Route,
  request: FastifyRequest,
  authenticate: Authenticate,
) {
  const principal = await authenticate(request)
  if (isRefusal(principal)) return route.access.kind === 'public' ? null : principal
  if (route.access.kind === 'public') return principal
  if (principal === null) return refuse('not-signed-in')
  switch (route.access.kind) {
    case 'role':
      return roleAllows(principal.role, route.access.role)
        ? principal
        : notAllowed(route.access.role)
    case 'team-lead-or':
      // The object's team is known to the handler, which asks mayEditTeam.
      if (roleAllows(principal.role, route.access.role) || principal.leads.size > 0)
        return principal
      return notAllowed(route.access.role)
    case 'self-or': {
      const named = (request.params as Record<string, string>).user ?? ''
      if (isSelf(context, principal, named)) return principal
      return roleAllows(principal.role, route.access.role)
        ? principal
        : notAllowed(route.access.role)
    }
  }
}

/** By id, by `me`, or by the person's present name; a token's own name counts for nothing. */
function isSelf(context: ServerContext, { actor, userId }: Principal, named: string): boolean {
  if (userId === null) return false
  const name =
    actor.kind === 'user' ? actor.name : context.directory.current().people.get(userId)?.name
  return named === 'me' || named === userId || named === name
}

function notAllowed(needed: string): Refusal {
  return refuse('not-allowed', { detail: `This needs the role ${needed}.` })
}

function readIfMatch(request: FastifyRequest): number | null {
  const match = /^"?(\d+)"?$/.exec(request.headers['if-match'] ?? '')
  return match ? Number(match[1]) : null
}

/** To whoever is signed in: what of the path is not there. */
async function named(
  context: ServerContext,
  request: FastifyRequest,
  principal: Principal | null,
  refusal: Refusal,
): Promise<Refusal> {
  const { refused, extras } = refusal
  if (refused !== 'not-found' || extras.detail !== undefined || principal === null) return refusal
  const params = (request.params ?? {}) as Record<string, unknown>
  const texts = Object.entries(params).map(([part, value]) => [part, String(value)] as const)
  const detail = await describeMissing(context, Object.fromEntries(texts))
  return detail === null ? refusal : refuse('not-found', { ...extras, detail })
}

function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal) {
  return sendProblem(request, reply, refusal.refused, refusal.extras)
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  extras: ProblemExtras,
) {
  const problem = problemOf(code, { ...extras, requestId: request.id })
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((value: unknown) => JSON.stringify(value))
    .send(problem)
}

function sendFault(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields: FieldFault[] = error.validation.map((fault) => ({
      field: fault.instancePath.replace(/^\//, '').replaceAll('/', '.') || '(body)',
      rule: fault.message ?? 'invalid',
    }))
    return sendProblem(request, reply, 'invalid-request', { fields })
  }
  const status = (error as { statusCode?: number }).statusCode ?? 500
  if (status === 413)
    return sendProblem(request, reply, 'too-large', {
      detail: `The limit is ${BODY_BYTES_MAX} bytes.`,
    })
  if (status >= 400 && status < 500) {
    return sendProblem(request, reply, 'invalid-json', { detail: (error as Error).message })
  }
  request.log.error({ err: error }, 'call failed')
  return sendProblem(request, reply, 'internal-error', {})
}
