// Every door for alerts, and bodies that no sender should send: wrong types, too much, too deep, cut
// off, not UTF-8, keys that are none. Each answer is a refusal that names its faults, or an acceptance
// that kept what was sent with a warning; none is a 5xx, and the door stands open afterwards.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig, startServer } from '@evenwatch/server'
import { afterAll, describe, expect, test } from 'vitest'
import { seedWorld } from './seed-world.ts'
import { createSeededRandom } from './seeded-random.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'evenwatch-fuzz-'))
const config = readConfig({
  EVENWATCH_DATA_DIR: dataDir,
  PORT: '0',
  EVENWATCH_LOG_LEVEL: 'silent',
})
const server = await startServer(config, { unsafeFast: true })
const { pool, directory } = server.context
const world = await seedWorld(pool, { pagingServices: 1, secondStepAfterMs: 0, carrierPort: 1 })
const alertmanagerKey = world.pagingKeys[0] ?? ''
await pool.query(
  `update integration set type = 'alertmanager'
   where id = (select integration_id from integration_key where key_hash = encode(sha256($1), 'hex'))`,
  [Buffer.from(alertmanagerKey)],
)
await directory.refresh()
afterAll(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

type Door = {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** A body that this door takes, with `value` somewhere in it, `key` as its identity. */
  good(key: string, value?: unknown): unknown
  /** Which alerts it opens. */
  readonly dedupKeyOf: (key: string) => string
}

const own: Door = {
  path: '/api/v1/events',
  headers: { authorization: `Bearer ${world.quietKey}` },
  good: (key, value = 'v') => ({
    summary: `Disk full ${key}`,
    dedupKey: key,
    severity: 'warning',
    source: value,
    labels: { value },
    details: { value },
  }),
  dedupKeyOf: (key) => key,
}
const eventsV2 = (path: string): Door => ({
  path,
  headers: {},
  good: (key, value = 'v') => ({
    routing_key: world.quietKey,
    event_action: 'trigger',
    dedup_key: key,
    client: value,
    payload: {
      summary: `Disk ${key}`,
      source: 'db-1',
      severity: 'info',
      custom_details: { value },
    },
  }),
  dedupKeyOf: (key) => key,
})
const alertmanager: Door = {
  path: `/in/alertmanager/${alertmanagerKey}`,
  headers: {},
  good: (key, value = 'v') => ({
    version: '4',
    status: 'firing',
    groupKey: '{}',
    commonLabels: {},
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'Disk', severity: 'warning', instance: key, value },
        annotations: { summary: `Disk ${key}`, value },
        startsAt: '2026-01-05T09:00:00Z',
        fingerprint: key,
      },
    ],
  }),
  dedupKeyOf: (key) => key,
}
const DOORS = [own, eventsV2('/v2/enqueue'), eventsV2('/compat/pagerduty/v2/enqueue'), alertmanager]

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** Bodies that no door takes. */
const REFUSED: readonly (readonly [name: string, body: string | Buffer])[] = [
  ['nothing', ''],
  ['a space', ' '],
  ['a word', 'hello'],
  ['a number', '42'],
  ['null', 'null'],
  ['an empty object', '{}'],
  ['an empty array', '[]'],
  ['an array of nothing', '[null]'],
  ['cut off', '{"summary": "Disk fu'],
  ['two values', '{} {}'],
  ['NUL bytes', Buffer.alloc(64)],
  ['random bytes', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80, 0xbf, 0xc0])],
  ['10,000 levels', `{"summary":"s","payload":${nested(10_000)},"alerts":${nested(10_000)}}`],
  ['600 kB', JSON.stringify({ summary: 's'.repeat(600_000) })],
  ['600 kB of openings', '['.repeat(600_000)],
  [
    'every field of the wrong type',
    '{"summary":{},"action":[],"alerts":7,"payload":[],"event_action":1}',
  ],
  ['a form', 'summary=Disk+full&severity=critical'],
  ['1,001 events', JSON.stringify(Array.from({ length: 1_001 }, () => ({ summary: 's' })))],
]

/** Values that are kept, if need be with a warning. The second says that one is needed. */
const KEPT: readonly (readonly [name: string, json: string, warns: boolean])[] = [
  ['a NUL', '"a\\u0000b"', true],
  ['half of a surrogate pair', '"\\ud800"', true],
  ['a number beyond all numbers', '1e999', true],
  ['a key written twice', '{"a":1,"a":2}', false],
  ['a key of the prototype', '{"__proto__":{"polluted":true}}', true],
  ['a long text', JSON.stringify('é'.repeat(30_000)), true],
  [
    'many fields',
    JSON.stringify(Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, n]))),
    true,
  ],
  ['sixty levels less a few', nested(55), false],
  ['markup', '"<script>alert(1)</script>"', false],
  ['quotes of SQL', `"'); drop table alert; --"`, false],
]

let count = 0
function freshKey(): string {
  count += 1
  return `fuzz-${count}`
}

async function send(door: Door, body: string | Buffer) {
  const response = await fetch(`${server.url}${door.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...door.headers },
    body: new Uint8Array(Buffer.from(body)),
  })
  return { status: response.status, text: await response.text() }
}

async function warningsOf(dedupKey: string): Promise<readonly string[] | undefined> {
  const { rows } = await pool.query<{ warnings: string[] }>(
    'select warnings from alert where dedup_key = $1',
    [dedupKey],
  )
  return rows[0]?.warnings
}

async function expectOpen(door: Door): Promise<void> {
  const key = freshKey()
  const { status, text } = await send(door, JSON.stringify(door.good(key)))
  expect(status, text).toBeLessThan(300)
  expect(await warningsOf(door.dedupKeyOf(key)), 'the alert was written').toBeDefined()
  expect(server.queue.depth()).toBe(0)
}

/** A refusal without fields, errors, faults or a detail says nothing. */
function faultsIn(text: string): number {
  const answer = JSON.parse(text)
  const listed = answer.fields ?? answer.errors ?? answer.faults ?? []
  return listed.length + (answer.detail ? 1 : 0)
}

const DOCUMENTED = [400, 401, 404, 413, 422]

describe.each(DOORS)('$path', (door) => {
  test.each(REFUSED)('refuses %s and says why', async (_name, body) => {
    const { status, text } = await send(door, body)
    expect(DOCUMENTED, text).toContain(status)
    expect(faultsIn(text), text).toBeGreaterThan(0)
    await expectOpen(door)
  })

  test.each(KEPT)('keeps %s', async (_name, json, warns) => {
    const key = freshKey()
    const body = JSON.stringify(door.good(key, 'VALUE')).replaceAll('"VALUE"', json)
    const { status, text } = await send(door, body)
    expect(status, text).toBeLessThan(300)
    const warnings = await warningsOf(door.dedupKeyOf(key))
    expect(warnings).toBeDefined()
    if (warns) expect(warnings).not.toEqual([])
  })

  test('keeps bytes that are not UTF-8, with a warning', async () => {
    const key = freshKey()
    const text = JSON.stringify(door.good(key, 'VALUE'))
    const body = Buffer.from(text, 'latin1').toString('latin1').replaceAll('VALUE', 'caf\xe9')
    const answer = await send(door, Buffer.from(body, 'latin1'))
    expect(answer.status, answer.text).toBeLessThan(300)
    expect((await warningsOf(door.dedupKeyOf(key)))?.join()).toContain('UTF-8')
  })

  test('answers cut, doubled and flipped bodies, never with a 5xx', async () => {
    const random = createSeededRandom(20_261_122)
    for (let round = 0; round < 150; round += 1) {
      const bytes = Buffer.from(JSON.stringify(door.good(`mutant-${round}`)))
      const body = mutate(bytes, random)
      const { status, text } = await send(door, body)
      expect(status, `${body.toString('latin1')} → ${text}`).toBeLessThan(500)
    }
    await expectOpen(door)
  })
})

function mutate(bytes: Buffer, random: { between(from: number, until: number): number }): Buffer {
  const at = random.between(0, bytes.length)
  switch (random.between(0, 4)) {
    case 0:
      return bytes.subarray(0, at)
    case 1:
      return Buffer.concat([bytes.subarray(0, at), bytes])
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0]), bytes.subarray(at)])
    default: {
      const flipped = Buffer.from(bytes)
      for (let flips = 0; flips < 4; flips += 1) {
        const place = random.between(0, flipped.length)
        flipped[place] = random.between(0, 256)
      }
      return flipped
    }
  }
}

describe('keys that are none', () => {
  const cases: readonly (readonly [string, string, Record<string, string>])[] = [
    ['no header', '/api/v1/events', {}],
    ['an unknown key', '/api/v1/events', { authorization: 'Bearer nobody' }],
    ['an empty key', '/api/v1/events', { authorization: 'Bearer ' }],
    ['another scheme', '/api/v1/events', { authorization: 'Basic YTpi' }],
    ['a long key', '/api/v1/events', { authorization: `Bearer ${'k'.repeat(8_000)}` }],
    ['an unknown key in the path', '/in/alertmanager/nobody', {}],
    ['broken escapes in the path', '/in/alertmanager/%ff%00', {}],
    ['the key of another type', `/in/alertmanager/${world.quietKey}`, {}],
    ['an unknown format', `/in/telex/${alertmanagerKey}`, {}],
    ['a format of the prototype', `/in/__proto__/${alertmanagerKey}`, {}],
    ['a format of every object', `/in/constructor/${alertmanagerKey}`, {}],
  ]
  test.each(cases)('%s', async (_name, path, headers) => {
    const { status } = await send({ ...own, path, headers }, JSON.stringify(own.good(freshKey())))
    expect([400, 401, 403, 404]).toContain(status)
  })

  test.each(['/v2/enqueue', '/compat/pagerduty/v2/enqueue'])('%s', async (path) => {
    for (const routing_key of [null, 7, '', 'nobody', ['a'], {}, '\0', 'k'.repeat(10_000)]) {
      const body = { ...(own.good(freshKey()) as object), routing_key, event_action: 'trigger' }
      const { status, text } = await send(eventsV2(path), JSON.stringify(body))
      expect(status, text).toBe(400)
      expect(faultsIn(text)).toBeGreaterThan(0)
    }
  })
})
