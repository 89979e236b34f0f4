// Reading from a strict stand-in of the API, and from files that mirror its paths.

import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { makeTestFolder } from '../../testing/start-test-server.ts'
import { createHttpSource } from '../http-source.ts'
import { openPageStore } from '../page-store.ts'
import { convertPagerduty } from './convert-pagerduty.ts'
import { pagerduty } from './pagerduty-system.ts'
import { OFFSET_REACH_MAX, readPagerduty } from './read-pagerduty.ts'
import { makeAccount } from './testing/make-account.ts'
import { STUB_KEY, startPagerdutyStub } from './testing/pagerduty-stub.ts'

const NOW = Date.parse('2026-03-01T10:00:00Z')
const PEOPLE = 110
const ACCOUNT = makeAccount(PEOPLE, NOW)

const stub = await startPagerdutyStub(ACCOUNT)
const folder = await makeTestFolder()

beforeEach(() => {
  stub.account = ACCOUNT
  stub.pauseOnce = null
  stub.answered.length = 0
})

test('every page of every list is read, with the key and the media type', async () => {
  const { source } = await read()
  expect(source.users).toHaveLength(PEOPLE)
  expect(stub.answered.filter((path) => path.startsWith('/users?'))).toHaveLength(2)
  expect(stub.offences).toEqual([])
  const result = convertPagerduty(source, { now: NOW })
  const count = (kind: string) => result.documents.filter((one) => one.kind === kind).length
  expect(['User', 'Team', 'Schedule', 'EscalationPolicy', 'Service'].map(count)).toEqual([
    PEOPLE,
    1,
    2,
    1,
    1,
  ])
  expect(result.overrides.map(({ sourceRef }) => sourceRef)).toEqual([
    'pagerduty:override:PO1',
    'pagerduty:override:PO2',
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
  stub.pauseOnce = '/teams'
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
  stub.account = { ...ACCOUNT, '/users': many }
  await expect(read()).rejects.toThrow(/no more than 10000 objects of \/users/)
  expect(stub.offences).toEqual([])
})

test('files that mirror the paths give the same as the API', async () => {
  const { source } = await read()
  const exported = join(folder, 'export')
  const users = source.users ?? []
  const pages = { '/users': users.slice(0, 100), '/users/2': users.slice(100) }
  for (const [path, content] of Object.entries({ ...ACCOUNT, ...pages })) {
    const key = path === '/users/2' ? 'users' : (path.split('/').at(-1) ?? '')
    const body = Array.isArray(content) ? { [key]: content } : content
    await write(join(exported, `${path}.json`), body)
  }
  await write(join(exported, 'window.json'), source.window ?? {})
  const fromFiles = convertPagerduty(await pagerduty.readFiles(exported), { now: NOW })
  const live = convertPagerduty({ ...source, unreadable: [] }, { now: NOW })
  const byName = (result: typeof live) =>
    [...result.documents].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
  expect(byName(fromFiles)).toEqual(byName(live))
  expect(fromFiles.overrides).toEqual(live.overrides)
  expect(fromFiles.rendered).toEqual(live.rendered)
  expect(fromFiles.findings).toHaveLength(live.findings.length)
})

test('one file may hold everything, and what is no export is refused', async () => {
  const file = join(folder, 'all.json')
  await write(file, { users: [{ id: 'PU0' }, { id: 'PU1' }], schedules: [] })
  expect((await pagerduty.readFiles(file)).users).toHaveLength(2)
  await write(file, { users: [{ name: 'without an id' }] })
  await expect(pagerduty.readFiles(file)).rejects.toThrow('users[0] is no object with an id')
  await write(file, { anything: [] })
  await expect(pagerduty.readFiles(file)).rejects.toThrow('holds nothing of PagerDuty')
})

async function read(key = STUB_KEY) {
  const waits: number[] = []
  const store = await openPageStore({
    folder: join(folder, 'pages'),
    source: `pagerduty ${stub.url}`,
    fresh: true,
    now: NOW,
  })
  const http = createHttpSource({
    title: pagerduty.title,
    baseUrl: stub.url,
    headers: pagerduty.live?.headers(key) ?? {},
    store,
    fetch,
    now: () => NOW,
    wait: async (ms) => void waits.push(ms),
    onProgress: () => undefined,
  })
  return { source: await readPagerduty(http), waits }
}

async function write(file: string, content: object): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(content))
}
