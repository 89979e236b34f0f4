// Opsgenie's API as strict as its documentation: it wants the key in its header, knows every path
// and every parameter, gives pages with the next one's address, and is sometimes asked too often.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { assert, isJsonObject, type JsonObject } from '@evenwatch/core'
import { afterAll } from 'vitest'
import { objectOrNull, objectsOf, textOf } from '../../source-fields.ts'
import type { OpsgenieSource } from '../opsgenie-source.ts'

export type OpsgenieStub = {
  readonly url: string
  /** Every path that was answered with data, in order. */
  readonly answered: readonly string[]
  /** What the stub had to refuse although a polite client would not have asked. */
  readonly offences: readonly string[]
  /** Called before each answer, by how many there were. */
  onRequest: (answered: number) => void
}

export const STUB_KEY = 'genie-key-of-the-tests'

export type StubOptions = {
  readonly account: OpsgenieSource
  readonly pageSize: number
  /** Each one of so many requests is refused once with 429. */
  readonly throttleEvery: number
  /** Paths that the plan does not include. */
  readonly refused?: readonly string[]
}

type Reply = {
  readonly status: number
  readonly body: unknown
  readonly headers: { readonly [name: string]: string }
}
type Answer = { readonly list: readonly JsonObject[] } | { readonly data: unknown }

export async function startOpsgenieStub(options: StubOptions): Promise<OpsgenieStub> {
  const answered: string[] = []
  const offences: string[] = []
  const throttled = new Set<string>()
  let requests = 0
  const stub = { url: '', answered, offences, onRequest: (_answered: number) => {} }

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const { status, body, headers } = answerTo(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

  function answerTo(request: IncomingMessage): Reply {
    const send = (status: number, body: unknown, headers = {}) => ({ status, body, headers })
    requests += 1
    const url = new URL(request.url ?? '/', stub.url)
    const shown = `${url.pathname}${url.search}`
    if (request.headers.authorization !== `GenieKey ${STUB_KEY}`) {
      return send(401, { message: 'Could not authenticate' })
    }
    if (request.method !== 'GET') return send(405, { message: 'Only GET is expected' })
    if (requests % options.throttleEvery === 0 && !throttled.has(shown)) {
      throttled.add(shown)
      return send(429, { message: 'You are making too many requests!' }, { 'retry-after': '0' })
    }
    if (options.refused?.includes(url.pathname)) return send(402, { message: 'Not in your plan' })
    const answer = answerOf(options.account, url)
    if (answer === null) return send(404, { message: 'Not found' })
    if (typeof answer === 'string') {
      offences.push(answer)
      return send(422, { message: answer })
    }
    stub.onRequest(answered.length)
    answered.push(shown)
    if ('data' in answer) return send(200, { data: answer.data, took: 0.01, requestId: 'r' })
    const offset = Number(url.searchParams.get('offset') ?? 0)
    const page = answer.list.slice(offset, offset + options.pageSize)
    const next = new URL(url)
    next.searchParams.set('offset', String(offset + options.pageSize))
    const hasMore = offset + options.pageSize < answer.list.length
    return send(200, {
      data: page,
      totalCount: answer.list.length,
      ...(hasMore && { paging: { next: next.href, first: url.href, last: url.href } }),
    })
  }

  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert(typeof address === 'object' && address !== null, 'the stub listens')
  stub.url = `http://127.0.0.1:${address.port}`
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return stub
}

const PAGED = ['limit', 'offset']
type Route = {
  readonly path: RegExp
  readonly parameters: readonly string[]
  answer(account: OpsgenieSource, id: string, url: URL, rest: string): Answer | null
}

const ROUTES: readonly Route[] = [
  {
    path: /^\/v2\/users$/,
    parameters: PAGED,
    answer: ({ users }) => ({ list: users.map((one) => without(one, HIDDEN)) }),
  },
  {
    path: /^\/v2\/users\/([^/]+)$/,
    parameters: ['expand'],
    answer: ({ users }, id, url) => {
      const hidden = url.searchParams.get('expand') === 'contact' ? ['notificationRules'] : HIDDEN
      return dataOf(users, id, hidden)
    },
  },
  {
    path: /^\/v2\/users\/([^/]+)\/notification-rules$/,
    parameters: [],
    answer: ({ users }, id) => ({
      list: objectsOf(find(users, id)?.notificationRules).map((rule) =>
        without(rule, ['steps', 'criteria', 'repeat']),
      ),
    }),
  },
  {
    path: /^\/v2\/users\/([^/]+)\/notification-rules\/([^/]+)$/,
    parameters: [],
    answer: ({ users }, id, _url, rule) =>
      dataOf(objectsOf(find(users, id)?.notificationRules), rule, []),
  },
  {
    path: /^\/v2\/teams$/,
    parameters: [],
    answer: ({ teams }) => ({
      list: teams.map((one) => without(one, ['members', 'routingRules'])),
    }),
  },
  {
    path: /^\/v2\/teams\/([^/]+)$/,
    parameters: [],
    answer: ({ teams }, id) => dataOf(teams, id, ['routingRules']),
  },
  {
    path: /^\/v2\/teams\/([^/]+)\/routing-rules$/,
    parameters: [],
    answer: ({ teams }, id) => ({ list: objectsOf(find(teams, id)?.routingRules) }),
  },
  {
    path: /^\/v2\/schedules$/,
    parameters: ['expand'],
    answer: ({ schedules }) => ({
      list: schedules.map((one) => without(one, ['overrides', 'timeline'])),
    }),
  },
  {
    path: /^\/v2\/schedules\/([^/]+)\/overrides$/,
    parameters: [],
    answer: ({ schedules }, id) => ({ list: objectsOf(find(schedules, id)?.overrides) }),
  },
  {
    path: /^\/v2\/schedules\/([^/]+)\/timeline$/,
    parameters: ['interval', 'intervalUnit', 'date', 'expand'],
    answer: ({ schedules }, id) => {
      const timeline = objectOrNull(find(schedules, id)?.timeline)
      return timeline && { data: timeline }
    },
  },
  listRoute(/^\/v2\/escalations$/, 'escalations'),
  listRoute(/^\/v1\/services$/, 'services', PAGED),
  listRoute(/^\/v2\/forwarding-rules$/, 'forwardings'),
  listRoute(/^\/v2\/policies\/alert$/, 'policies'),
  listRoute(/^\/v2\/policies\/notification$/, 'notification-policies', ['teamId']),
  listRoute(/^\/v1\/maintenance$/, 'maintenance', ['type']),
  {
    path: /^\/v2\/heartbeats$/,
    parameters: [],
    answer: ({ heartbeats }) => ({ data: { heartbeats } }),
  },
  {
    path: /^\/v2\/integrations$/,
    parameters: [],
    answer: ({ integrations }) => ({
      list: integrations.map((one) => without(one, ['apiKey', 'ownerTeam'])),
    }),
  },
  {
    path: /^\/v2\/integrations\/([^/]+)$/,
    parameters: [],
    answer: ({ integrations }, id) => dataOf(integrations, id, ['id']),
  },
]

const HIDDEN = ['userContacts', 'notificationRules']

function listRoute(
  path: RegExp,
  collection: Exclude<keyof OpsgenieSource, 'refused'>,
  parameters: readonly string[] = [],
): Route {
  return { path, parameters, answer: (account) => ({ list: account[collection] }) }
}

/** A text: what is wrong with the question. */
function answerOf(account: OpsgenieSource, url: URL): Answer | string | null {
  for (const { path, parameters, answer } of ROUTES) {
    const found = path.exec(url.pathname)
    if (!found) continue
    const known = [...parameters, 'offset']
    const unknown = [...url.searchParams.keys()].filter((name) => !known.includes(name))
    if (unknown.length > 0) return `${url.pathname} has no parameter ${unknown.join(', ')}`
    return answer(account, found[1] ?? '', url, found[2] ?? '')
  }
  return `there is no ${url.pathname}`
}

function find(list: readonly JsonObject[], id: string): JsonObject | undefined {
  return list.find((one) => textOf(one.id) === decodeURIComponent(id))
}

function dataOf(list: readonly JsonObject[], id: string, hidden: readonly string[]): Answer | null {
  const one = find(list, id)
  return one === undefined ? null : { data: without(one, hidden) }
}

function without(object: JsonObject, fields: readonly string[]): JsonObject {
  const kept = Object.fromEntries(Object.entries(object).filter(([name]) => !fields.includes(name)))
  assert(isJsonObject(kept), 'an object with fewer fields is one')
  return kept
}
