// The API is a server that is as strict as PagerDuty: it wants the key and the media type on every
// call, answers pages by offset and none past the ten-thousandth object, and asks for pauses.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHttpSource } from '../http-source.ts'
import { openPageStore } from '../page-store.ts'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutySource } from './pagerduty-source.ts'
import { pagerduty } from './pagerduty-system.ts'
import { OFFSET_REACH_MAX, readPagerduty } from './read-pagerduty.ts'

const KEY = 'u+wgxjLmaxkFVDhA1Y3Q'
const NOW = Date.parse('2026-03-01T10:00:00Z')

type Account = { readonly [path: string]: readonly object[] | object }

const USERS = Array.from({ length: 110 }, (_, i) => ({
  id: `PU${i}`,
  name: `Person ${i}`,
  email: `person-${i}@example.org`,
}))
const LAYER = {
  id: 'PL1',
  name: 'Layer 1',
  start: '2026-01-05T09:00:00Z',
  rotation_virtual_start: '2026-01-05T09:00:00Z',
  rotation_turn_length_seconds: 604_800,
  users: [{ user: { id: 'PU0' } }, { user: { id: 'PU109' } }],
}
const EVENT = {
  id: 'EV1',
  start_time: { date_time: '2026-03-02T09:00:00Z', time_zone: 'UTC' },
  end_time: { date_time: '2026-03-02T17:00:00Z', time_zone: 'UTC' },
  recurrence: ['RRULE:FREQ=DAILY'],
  assignment_strategy: {
    type: 'rotating_member_assignment_strategy',
    shifts_per_member: 1,
    members: [{ type: 'user_member', user_id: 'PU1' }],
  },
}
const ACCOUNT: Account = {
  '/users': USERS,
  '/teams': [{ id: 'PT1', name: 'Payments' }],
  '/teams/PT1/members': [{ user: { id: 'PU0' }, role: 'manager' }],
  '/schedules': [{ id: 'PS1', name: 'Primary', type: 'schedule' }],
  '/schedules/PS1': {
    schedule: { id: 'PS1', name: 'Primary', time_zone: 'UTC', schedule_layers: [LAYER] },
  },
  '/schedules/PS1/overrides': [
    { id: 'PO1', start: '2026-03-03T00:00:00Z', end: '2026-03-04T00:00:00Z', user: { id: 'PU5' } },
  ],
  '/v3/schedules': [{ id: 'PS3', summary: 'Shift based', type: 'schedule_v3_reference' }],
  '/v3/schedules/PS3': {
    schedule: {
      id: 'PS3',
      name: 'Shift based',
      time_zone: 'UTC',
      rotations: [{ id: 'ROT1', events: [EVENT] }],
    },
  },
  '/v3/schedules/PS3/custom_shifts': [
    {
      id: 'CS1',
      start_time: '2026-03-05T00:00:00Z',
      end_time: '2026-03-06T00:00:00Z',
      assignments: [{ member: { type: 'user_member', user_id: 'PU2' } }],
    },
  ],
  '/v3/schedules/PS3/overrides': [],
  '/escalation_policies': [
    {
      id: 'PP1',
      name: 'Default',
      teams: [{ id: 'PT1' }],
      escalation_rules: [
        {
          id: 'PR1',
          escalation_delay_in_minutes: 30,
          targets: [{ id: 'PS3', type: 'schedule_v3_reference' }],
        },
      ],
    },
  ],
  '/services': [
    { id: 'PSVC1', name: 'Checkout', escalation_policy: { id: 'PP1' }, teams: [{ id: 'PT1' }] },
  ],
  '/priorities': [{ id: 'PRI1', name: 'P1' }],
}

let folder: string
let account: Account
let pauseOnce: string | null
let asked: string[]
const server = createServer(answer)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pagerduty-'))
  account = ACCOUNT
  pauseOnce = null
  asked = []
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((closed) => server.close(closed))
  await rm(folder, { recursive: true, force: true })
})

test('every page of every list is read, with the key and the media type', async () => {
  const { source } = await read()
  expect(source.users).toHaveLength(110)
  expect(asked.filter((path) => path.startsWith('/users?'))).toHaveLength(2)
  const result = convertPagerduty(source, { now: NOW })
  const count = (kind: string) => result.documents.filter((one) => one.kind === kind).length
  expect(['User', 'Team', 'Schedule', 'EscalationPolicy', 'Service'].map(count)).toEqual([
    110, 1, 2, 1, 1,
  ])
  expect(result.overrides.map(({ sourceRef }) => sourceRef)).toEqual([
    'pagerduty:override:PO1',
    'pagerduty:custom-shift:CS1',
  ])
  expect(result.findings.map(({ code, object }) => `${code} ${object.name}`)).toContain(
    'object-not-imported P1',
  )
})

test('a wrong key is refused with the path that it was sent to', async () => {
  await expect(read('another-key')).rejects.toThrow(/refuses the key \(401\) for \/users/)
})

test('a pause is as long as PagerDuty asks for, then the same page is asked again', async () => {
  pauseOnce = '/teams'
  const { waits, source } = await read()
  expect(waits).toEqual([7_000])
  expect(source.teams).toHaveLength(1)
})

test('a list that the key may not read is named, and everything else goes on', async () => {
  const { source } = await read()
  expect(source.unreadable).toContain('rulesets')
  const { findings } = convertPagerduty(source, { now: NOW })
  const named = findings.filter(({ object }) => object.kind === 'list')
  expect(named.map(({ object }) => object.name)).toContain('rulesets')
})

test('a list longer than PagerDuty gives is a fault, never a part of it', async () => {
  const many = Array.from({ length: OFFSET_REACH_MAX + 1 }, (_, i) => ({ id: `PU${i}` }))
  account = { ...ACCOUNT, '/users': many }
  await expect(read()).rejects.toThrow(/no more than 10000 objects of \/users/)
})

test('files that mirror the paths give the same as the API', async () => {
  const { source } = await read()
  const exported = join(folder, 'export')
  const pages = { '/users': USERS.slice(0, 100), '/users/2': USERS.slice(100) }
  for (const [path, content] of Object.entries({ ...ACCOUNT, ...pages })) {
    const key = path === '/users/2' ? 'users' : (path.split('/').at(-1) ?? '')
    await write(
      join(exported, `${path}.json`),
      Array.isArray(content) ? { [key]: content } : content,
    )
  }
  await write(join(exported, 'window.json'), source.window ?? {})
  const fromFiles = convertPagerduty(await pagerduty.readFiles(exported), { now: NOW })
  const live = convertPagerduty({ ...source, unreadable: [] }, { now: NOW })
  const byName = (result: typeof live) =>
    [...result.documents].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  expect(byName(fromFiles)).toEqual(byName(live))
  expect(fromFiles.overrides).toEqual(live.overrides)
  expect(fromFiles.findings).toHaveLength(live.findings.length)
})

test('one file may hold everything, and what is no export is refused', async () => {
  const file = join(folder, 'all.json')
  await write(file, { users: USERS.slice(0, 2), schedules: [] })
  expect((await pagerduty.readFiles(file)).users).toHaveLength(2)
  await write(file, { users: [{ name: 'without an id' }] })
  await expect(pagerduty.readFiles(file)).rejects.toThrow('users[0] is no object with an id')
  await write(file, { anything: [] })
  await expect(pagerduty.readFiles(file)).rejects.toThrow('holds nothing of PagerDuty')
})

async function read(key = KEY) {
  const { port } = server.address() as AddressInfo
  const waits: number[] = []
  const baseUrl = `http://127.0.0.1:${port}`
  const store = await openPageStore({
    folder: join(folder, 'pages'),
    source: `pagerduty ${baseUrl}`,
    fresh: true,
    now: NOW,
  })
  const http = createHttpSource({
    title: pagerduty.title,
    baseUrl,
    headers: pagerduty.live?.headers(key) ?? {},
    store,
    fetch,
    now: () => NOW,
    wait: async (ms) => void waits.push(ms),
    onProgress: () => undefined,
  })
  const source: PagerdutySource = await readPagerduty(http)
  return { source, waits }
}

async function write(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(content))
}

type Reply = {
  readonly status: number
  readonly body: object
  readonly headers?: Record<string, string>
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { status, body, headers = {} } = replyTo(request)
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

function replyTo(request: IncomingMessage): Reply {
  const url = new URL(request.url ?? '/', 'http://stub')
  const { pathname, searchParams } = url
  asked.push(`${pathname}${url.search}`)
  if (request.headers.authorization !== `Token token=${KEY}`) return refused(401, 'Unauthorized')
  if (request.headers.accept !== 'application/vnd.pagerduty+json;version=2') {
    return refused(406, 'Not Acceptable')
  }
  if (pathname === pauseOnce) {
    pauseOnce = null
    return { ...refused(429, 'Too Many Requests'), headers: { 'ratelimit-reset': '7' } }
  }
  const rules = /^\/users\/PU\d+\/(\w+_notification_rules)$/.exec(pathname)
  if (rules) return { status: 200, body: { [rules[1] ?? '']: [] } }
  const content = account[pathname]
  if (content === undefined) return refused(403, 'Access Denied')
  const needsWindow = /\/schedules\/\w+/.test(pathname)
  if (needsWindow && !(searchParams.get('since') && searchParams.get('until'))) {
    return refused(400, 'since and until are required')
  }
  return Array.isArray(content)
    ? pageOf(content, pathname.split('/').at(-1) ?? '', searchParams)
    : { status: 200, body: content }
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
