// PagerDuty's API, as strict as its documentation: it wants the key and the media type on every
// call, answers pages by offset and none past the ten-thousandth object, nothing about more than
// three months, and asks for pauses.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DAY_MS, isJsonObject, type Span } from '@evenwatch/core'
import { afterAll } from 'vitest'
import { OFFSET_REACH_MAX } from '../read-pagerduty.ts'

export const STUB_KEY = 'u+wgxjLmaxkFVDhA1Y3Q'

/** What each path answers: a list, which is given in pages, or a whole body. */
export type StubAccount = { readonly [path: string]: readonly object[] | object }

export type PagerdutyStub = {
  readonly url: string
  account: StubAccount
  /** This path is refused once with 429, which asks for seven seconds. */
  pauseOnce: string | null
  /** Every path that was asked for, in order. */
  readonly asked: string[]
  /** Refusals that a polite client does not earn. */
  readonly offences: string[]
}

type Reply = {
  readonly status: number
  readonly body: object
  readonly headers?: Record<string, string>
}

export async function startPagerdutyStub(account: StubAccount): Promise<PagerdutyStub> {
  const server = createServer((request, response) => answer(stub, request, response))
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // A server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  const stub: PagerdutyStub = { url, account, pauseOnce: null, asked: [], offences: [] }
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  })
  return stub
}

function answer(stub: PagerdutyStub, request: IncomingMessage, response: ServerResponse): void {
  const { status, body, headers = {} } = replyTo(stub, request)
  if (status === 400 || status === 406) stub.offences.push(`${status} ${request.url}`)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function replyTo(stub: PagerdutyStub, request: IncomingMessage): Reply {
  const { pathname, search, searchParams } = new URL(request.url ?? '/', stub.url)
  stub.asked.push(`${pathname}${search}`)
  if (request.headers.authorization !== `Token token=${STUB_KEY}`) {
    return refused(401, 'Unauthorized')
  }
  if (request.headers.accept !== 'application/vnd.pagerduty+json;version=2') {
    return refused(406, 'Not Acceptable')
  }
  if (pathname === stub.pauseOnce) {
    stub.pauseOnce = null
    return { ...refused(429, 'Too Many Requests'), headers: { 'ratelimit-reset': '7' } }
  }
  const rules = /^\/users\/\w+\/(\w+_notification_rules)$/.exec(pathname)
  if (rules) return { status: 200, body: { [rules[1] ?? '']: [] } }
  const content = stub.account[pathname]
  if (content === undefined) return refused(403, 'Access Denied')
  if (!/\/schedules\/\w+/.test(pathname)) return replyWith(content, pathname, searchParams)
  const window = windowOf(searchParams)
  if (window === null) return refused(400, 'since and until are at most three months apart')
  return replyWith(within(window, content), pathname, searchParams)
}

function replyWith(content: object, pathname: string, parameters: URLSearchParams): Reply {
  return Array.isArray(content)
    ? pageOf(content, pathname.split('/').at(-1) ?? '', parameters)
    : { status: 200, body: content }
}

function windowOf(parameters: URLSearchParams): Span | null {
  const startsAt = Date.parse(parameters.get('since') ?? '')
  const endsAt = Date.parse(parameters.get('until') ?? '')
  return endsAt > startsAt && endsAt - startsAt <= 89 * DAY_MS ? { startsAt, endsAt } : null
}

/** Without the shifts, overrides and entries that do not meet the window. */
function within(window: Span, content: object): object {
  const text = JSON.stringify(content)
  const kept: object = JSON.parse(text, (_key, value: unknown) =>
    Array.isArray(value) ? value.filter((item) => meets(window, item)) : value,
  )
  return kept
}

function meets({ startsAt, endsAt }: Span, item: unknown): boolean {
  if (!isJsonObject(item) || item.rotation_virtual_start !== undefined) return true
  const [start, end] = [item.start ?? item.start_time, item.end ?? item.end_time]
  if (typeof start !== 'string' || typeof end !== 'string') return true
  return Date.parse(start) < endsAt && Date.parse(end) > startsAt
}

function pageOf(content: readonly object[], key: string, parameters: URLSearchParams): Reply {
  const limit = Number(parameters.get('limit') ?? 25)
  const offset = Number(parameters.get('offset') ?? 0)
  if (limit > 100 || offset + limit > OFFSET_REACH_MAX) return refused(400, 'Invalid pagination')
  const more = offset + limit < content.length
  const page = content.slice(offset, offset + limit)
  return { status: 200, body: { [key]: page, limit, offset, more, total: null } }
}

function refused(status: number, message: string): Reply {
  return { status, body: { error: { message } } }
}
