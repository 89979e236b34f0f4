// PagerDuty's API, as strict as its documentation: it wants the key and the media type on every
// call, answers pages by offset and none past the ten-thousandth object, nothing about more than
// three months, and asks for pauses.

import { DAY_MS, isJsonObject, type Span } from '@evenwatch/core'
import { type StrictStub, type StubReply, startStrictStub } from '../../testing/strict-stub.ts'
import { OFFSET_REACH_MAX } from '../read-pagerduty.ts'

export const STUB_KEY = 'u+wgxjLmaxkFVDhA1Y3Q'

/** What each path answers: a list, which is given in pages, or a whole body. */
export type StubAccount = { readonly [path: string]: readonly object[] | object }

export type PagerdutyStub = StrictStub & {
  account: StubAccount
  /** This path is refused once with 429, which asks for seven seconds. */
  pauseOnce: string | null
}

export async function startPagerdutyStub(
  account: StubAccount,
  throttleEvery?: number,
): Promise<PagerdutyStub> {
  const strict = await startStrictStub({
    headers: {
      authorization: `Token token=${STUB_KEY}`,
      accept: 'application/vnd.pagerduty+json;version=2',
    },
    ...(throttleEvery !== undefined && { throttleEvery }),
    answer: (url) => replyTo(stub, url),
  })
  const stub: PagerdutyStub = Object.assign(strict, { account, pauseOnce: null })
  return stub
}

function replyTo(stub: PagerdutyStub, { pathname, searchParams }: URL): StubReply {
  if (pathname === stub.pauseOnce) {
    stub.pauseOnce = null
    return { ...refused(429, 'Too Many Requests'), headers: { 'ratelimit-reset': '7' } }
  }
  const rules = /^\/users\/\w+\/(\w+_notification_rules)$/.exec(pathname)
  if (rules) return { status: 200, body: { [rules[1] ?? '']: [] } }
  const content = stub.account[pathname]
  if (content === undefined) return refused(403, 'Access Denied')
  if (!/\/schedules\/\w+/.test(pathname)) return contentOf(content, pathname, searchParams)
  const window = windowOf(searchParams)
  if (window === null) return offence('since and until are at most three months apart')
  return contentOf(within(window, content), pathname, searchParams)
}

function contentOf(content: object, pathname: string, parameters: URLSearchParams): StubReply {
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

function pageOf(content: readonly object[], key: string, parameters: URLSearchParams): StubReply {
  const limit = Number(parameters.get('limit') ?? 25)
  const offset = Number(parameters.get('offset') ?? 0)
  if (limit > 100 || offset + limit > OFFSET_REACH_MAX) return offence('Invalid pagination')
  const more = offset + limit < content.length
  const page = content.slice(offset, offset + limit)
  return { status: 200, body: { [key]: page, limit, offset, more, total: null } }
}

function refused(status: number, message: string): StubReply {
  return { status, body: { error: { message } } }
}

function offence(message: string): StubReply {
  return { ...refused(400, message), offence: message }
}
