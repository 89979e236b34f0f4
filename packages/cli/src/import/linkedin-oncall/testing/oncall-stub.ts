// LinkedIn Oncall's API v0 as strict as its code: it wants the session's cookie and knows its paths
// and their parameters. It has no pages; a calendar is asked for team by team.

import {
  replyWith,
  type StrictStub,
  type StubReply,
  startStrictStub,
} from '../../testing/strict-stub.ts'

export const STUB_KEY = 'session-of-the-tests'

export type OncallAccount = {
  readonly users: readonly { readonly name: string; readonly active: number }[]
  readonly teams: readonly { readonly name: string }[]
  readonly events: readonly { readonly team: string; readonly end: number }[]
  readonly notifications: { readonly [user: string]: readonly object[] }
}

export function startOncallStub(
  account: OncallAccount,
  throttleEvery: number,
): Promise<StrictStub> {
  const headers = { cookie: `oncall-auth=${STUB_KEY}` }
  return startStrictStub({ headers, throttleEvery, answer: (url) => replyTo(account, url) })
}

function replyTo(account: OncallAccount, url: URL): StubReply {
  return replyWith(bodyOf(account, decodeURIComponent(url.pathname), url.searchParams), url)
}

function bodyOf(account: OncallAccount, path: string, query: URLSearchParams): unknown {
  if (path === '/api/v0/events') return eventsOf(account, query)
  if (query.size > 0) return undefined
  if (path === '/api/v0/teams') return account.teams.map(({ name }) => name)
  if (path === '/api/v0/users') return account.users
  const team = /^\/api\/v0\/teams\/([^/]+)(\/subscriptions)?$/.exec(path)
  if (team) {
    const found = account.teams.find(({ name }) => name === team[1])
    return found && team[2] !== undefined ? [] : found
  }
  const user = /^\/api\/v0\/users\/([^/]+)\/notifications$/.exec(path)?.[1]
  const isAsked = account.users.some(({ name, active }) => name === user && active === 1)
  return isAsked ? (account.notifications[user ?? ''] ?? []) : undefined
}

function eventsOf({ events }: OncallAccount, query: URLSearchParams): unknown {
  const since = Number(query.get('end__gt'))
  const team = query.get('team')
  if (team === null || !(since > 0) || query.size !== 2) return undefined
  return events.filter((event) => event.team === team && event.end > since)
}
