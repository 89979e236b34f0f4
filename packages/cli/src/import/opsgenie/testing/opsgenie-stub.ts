// Opsgenie's API as strict as its documentation: it wants the key in its header, knows every path
// and every parameter, gives pages with the next one's address, and is sometimes asked too often.

import { assert, isJsonObject, type JsonObject } from '@evenwatch/core'
import { objectOrNull, objectsOf, textOf } from '../../source-fields.ts'
import { type StrictStub, type StubReply, startStrictStub } from '../../testing/strict-stub.ts'
import type { OpsgenieSource } from '../opsgenie-source.ts'

export const STUB_KEY = 'genie-key-of-the-tests'

export type StubOptions = {
  readonly account: OpsgenieSource
  readonly pageSize: number
  readonly throttleEvery: number
  /** Paths that the plan does not include. */
  readonly refused?: readonly string[]
}

type Answer = { readonly list: readonly JsonObject[] } | { readonly data: unknown }

export function startOpsgenieStub(options: StubOptions): Promise<StrictStub> {
  return startStrictStub({
    headers: { authorization: `GenieKey ${STUB_KEY}` },
    throttleEvery: options.throttleEvery,
    answer: (url) => replyTo(url, options),
  })
}

function replyTo(url: URL, { account, pageSize, refused }: StubOptions): StubReply {
  if (refused?.includes(url.pathname)) {
    return { status: 402, body: { message: 'Not in your plan' } }
  }
  const answer = answerOf(account, url)
  if (answer === null) return { status: 404, body: { message: 'Not found' } }
  if (typeof answer === 'string') {
    return { status: 422, body: { message: answer }, offence: answer }
  }
  if ('data' in answer) {
    return { status: 200, body: { data: answer.data, took: 0.01, requestId: 'r' } }
  }
  const offset = Number(url.searchParams.get('offset') ?? 0)
  const next = new URL(url)
  next.searchParams.set('offset', String(offset + pageSize))
  const hasMore = offset + pageSize < answer.list.length
  const body = {
    data: answer.list.slice(offset, offset + pageSize),
    totalCount: answer.list.length,
    ...(hasMore && { paging: { next: next.href, first: url.href, last: url.href } }),
  }
  return { status: 200, body }
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
