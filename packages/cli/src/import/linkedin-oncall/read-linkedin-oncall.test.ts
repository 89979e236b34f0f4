import { expect, test } from 'vitest'
import { readerOf, replyWith, startStrictStub } from '../testing/strict-stub.ts'
import { linkedinOncall } from './linkedin-oncall-system.ts'

const NOW = Date.parse('2026-01-07T12:00:00Z')
/** Sixty days before the day of the reading. */
const SINCE = Date.parse('2025-11-08T00:00:00Z') / 1_000

const USERS = Array.from({ length: 30 }, (_, n) => ({
  id: n,
  name: `person-${n}`,
  full_name: `Person ${n}`,
  time_zone: 'UTC',
  active: n === 29 ? 0 : 1,
  contacts: { email: `person-${n}@example.org` },
}))
const TEAM = {
  id: 1,
  name: 'team foo',
  scheduling_timezone: 'UTC',
  admins: [{ name: 'person-0' }],
  services: ['foo'],
  users: {},
  rosters: {},
}
const EVENT = {
  id: 1,
  start: Date.parse('2026-01-05T00:00:00Z') / 1_000,
  end: Date.parse('2026-01-12T00:00:00Z') / 1_000,
  team: 'team foo',
  user: 'person-0',
  role: 'vacation',
  schedule_id: null,
  link_id: null,
  note: null,
}
const SETTING = { id: 9, team: 'team foo', type: 'oncall_reminder', mode: 'email', roles: [] }

function answer({ pathname, searchParams }: URL): unknown {
  const path = decodeURIComponent(pathname)
  if (path === '/api/v0/teams') return ['team foo']
  if (path === '/api/v0/teams/team foo') return TEAM
  if (path === '/api/v0/teams/team foo/subscriptions') return ['team bar']
  if (path === '/api/v0/users') return USERS
  if (path === '/api/v0/events') {
    const asked = [searchParams.get('team'), searchParams.get('end__gt')].join()
    return asked === `team foo,${SINCE}` ? [EVENT] : undefined
  }
  const user = /^\/api\/v0\/users\/([^/]+)\/notifications$/.exec(path)?.[1]
  if (user === 'person-29') return undefined
  if (user === 'person-3') return [SETTING]
  return user === undefined ? undefined : []
}

test('the API gives teams, calendars and settings, through pauses', async () => {
  const { live } = linkedinOncall
  const headers = { cookie: 'oncall-auth=a-session' }
  const stub = await startStrictStub({
    headers,
    answer: (url) => replyWith(answer(url), url),
    throttleEvery: 5,
  })
  const http = await readerOf(stub, live?.headers('a-session') ?? {}, NOW)
  const source = await live?.read(http)
  expect(stub.offences).toEqual([])
  expect(new Set(stub.answered).size).toBe(stub.answered.length)
  expect(source).toEqual({
    teams: [TEAM],
    users: USERS,
    events: [EVENT],
    subscriptions: [{ team: 'team foo', subscription: 'team bar' }],
    notifications: [{ ...SETTING, user: 'person-3' }],
  })
  const result = linkedinOncall.convert(source ?? {}, { now: NOW })
  expect(result.absences).toMatchObject([{ user: 'person-0', kind: 'vacation' }])
})
