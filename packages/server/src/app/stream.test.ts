import type { AddressInfo } from 'node:net'
import type { StreamEvent } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import pg from 'pg'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { makeWorld, START } from '../alert/testing/make-context.ts'
import { IDS } from '../alert/testing/make-directory.ts'
import { columnParsers } from '../platform/database/column-parsers.ts'
import { createHttpServer } from '../platform/http/http-server.ts'
import type { Principal } from '../platform/http/principal.ts'
import { presentPosition, readRecordAfter } from '../platform/stream/read-record.ts'
import { registerStreamRoute, STREAM_PATH } from '../platform/stream/register-stream-route.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'

const { pool, connection } = await createTestDatabase()
const world = makeWorld(pool)
const { wakes } = world.context
const http = createHttpServer(world.context, async () => null)
const known: { [name: string]: string } = { ana: IDS.ana, ben: IDS.ben }
const hub = registerStreamRoute(http, world.context, async (request): Promise<Principal | null> => {
  const name = String(request.headers['x-user'])
  const userId = known[name]
  if (userId === undefined) return null
  return { actor: { kind: 'user', id: userId, name }, userId, role: 'observer', leads: new Set() }
})
await http.app.listen({ port: 0, host: '127.0.0.1' })
const { port } = http.app.server.address() as AddressInfo
afterAll(() => http.app.close())

const ROW = `insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
  values ($1, $2, $3, $4, 'system', $5, $6)`
type Written = { kind?: string; audience?: string; subjectKind?: string; data?: object }
const write = (db: pg.Pool | pg.Client, subjectId: string, row: Written = {}) =>
  db.query(ROW, [
    formatInstant(START),
    row.subjectKind ?? 'alert-group',
    subjectId,
    row.kind ?? 'paged',
    row.audience ?? 'team',
    JSON.stringify(row.data ?? {}),
  ])

type Heard = StreamEvent & { position: string }

/** Reads events of one stream, one after the other. */
class Listener {
  static readonly open = new Set<Listener>()
  readonly #abort = new AbortController()
  readonly #events: AsyncGenerator<Heard>

  constructor(user: string, lastEventId?: string) {
    Listener.open.add(this)
    this.#events = this.#read(user, lastEventId)
  }

  async next(): Promise<Heard> {
    const { value, done } = await this.#events.next()
    if (done) throw new Error('the stream has ended')
    return value
  }

  async close() {
    Listener.open.delete(this)
    this.#abort.abort()
  }

  async *#read(user: string, lastEventId?: string): AsyncGenerator<Heard> {
    const response = await fetch(`http://127.0.0.1:${port}${STREAM_PATH}`, {
      headers: { 'x-user': user, ...(lastEventId && { 'last-event-id': lastEventId }) },
      signal: this.#abort.signal,
    })
    let text = ''
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString()
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const match = /^id: (.*)\ndata: (.*)$/.exec(block)
        if (match) yield { position: match[1] ?? '', ...JSON.parse(match[2] ?? '') }
      }
    }
  }
}

afterEach(async () => {
  for (const listener of [...Listener.open]) await listener.close()
})

async function listen(user: string, lastEventId?: string) {
  const listener = new Listener(user, lastEventId)
  const hello = await listener.next()
  expect(hello.kind).toBe('hello')
  return { listener, hello }
}

describe('the stream', () => {
  test('greets first, then says which group to read again', async () => {
    const { listener } = await listen('ana')
    const groupId = world.context.random.uuid(START)
    await write(pool, groupId)
    wakes.wake('stream')
    expect(await listener.next()).toMatchObject({
      kind: 'alert-group',
      subjectId: groupId,
      what: 'paged',
    })
  })

  test('needs somebody who is signed in', async () => {
    const response = await fetch(`http://127.0.0.1:${port}${STREAM_PATH}`)
    expect(response.status).toBe(401)
  })

  test('shows what concerns one person to that person only', async () => {
    const [ana, ben] = [await listen('ana'), await listen('ben')]
    await write(pool, IDS.ana, { subjectKind: 'user', audience: 'person', kind: 'method-failed' })
    const group = world.context.random.uuid(START)
    await write(pool, group, { kind: 'delivery-sent', data: { channel: 'inbox', userId: IDS.ben } })
    wakes.wake('stream')
    expect(await ana.listener.next()).toMatchObject({ kind: 'configuration', subjectId: IDS.ana })
    expect(await ana.listener.next()).toMatchObject({ kind: 'alert-group', subjectId: group })
    expect(await ben.listener.next()).toMatchObject({ kind: 'alert-group', subjectId: group })
    expect(await ben.listener.next()).toMatchObject({ kind: 'inbox', subjectId: group })
  })

  test('many entries about one group become one hint', async () => {
    const { listener } = await listen('ana')
    const [one, other] = [world.context.random.uuid(START), world.context.random.uuid(START)]
    const values = [one, one, one, other].map(
      (id) =>
        `('${formatInstant(START)}', 'alert-group', '${id}', 'paged', 'system', 'team', '{}')`,
    )
    await pool.query(`insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
      values ${values.join(', ')}`)
    wakes.wake('stream')
    expect((await listener.next()).subjectId).toBe(one)
    expect((await listener.next()).subjectId).toBe(other)
  })

  test('a client that comes back gets what it missed, once', async () => {
    const { listener } = await listen('ana')
    const groups = [1, 2, 3].map((number) => world.context.random.uuid(START + number))
    await write(pool, groups[0] ?? '')
    wakes.wake('stream')
    const heard = await listener.next()
    await listener.close()
    // While it is away others listen, so that the process reads on without it.
    const other = await listen('ben')
    await write(pool, groups[1] ?? '')
    wakes.wake('stream')
    expect((await other.listener.next()).subjectId).toBe(groups[1])
    const back = await listen('ana', heard.position)
    await write(pool, groups[2] ?? '')
    wakes.wake('stream')
    expect((await back.listener.next()).subjectId).toBe(groups[1])
    expect((await back.listener.next()).subjectId).toBe(groups[2])
  })

  test('a client that missed too much is told to read everything again', async () => {
    const { hello } = await listen('ana')
    await pool.query(
      `insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
       select $1, 'alert-group', $2, 'paged', 'system', 'team', '{}' from generate_series(1, 600)`,
      [formatInstant(START), IDS.ana],
    )
    await expect
      .poll(async () => (await readRecordAfter(pool, { xid: 0, id: 0 }, 10_000)).length)
      .toBeGreaterThan(600)
    for (const listener of [...Listener.open]) await listener.close()
    await expect.poll(() => hub.size).toBe(0)
    const back = await listen('ana', hello.position)
    expect(back.hello.what).toBe('read-again')
  })

  test('a caller whose access ended is let go at the next check', async () => {
    const { listener } = await listen('ana')
    const { ana } = known
    delete known.ana
    await hub.recheck()
    known.ana = ana ?? ''
    await expect(listener.next()).rejects.toThrow('the stream has ended')
  })
})

describe('reading the record', () => {
  test('a transaction that began first and commits last is never skipped', async () => {
    const early = new pg.Client({ ...connection, types: columnParsers })
    const late = new pg.Client({ ...connection, types: columnParsers })
    await Promise.all([early.connect(), late.connect()])
    try {
      const start = await presentPosition(pool)
      const [first, second] = [world.context.random.uuid(START), world.context.random.uuid(START)]
      await early.query('begin')
      await write(early, first)
      await late.query('begin')
      await write(late, second)
      await late.query('commit')
      // The second is committed and visible, but giving it out would pass over the first.
      expect(await readRecordAfter(pool, start)).toEqual([])
      await early.query('commit')
      await expect
        .poll(async () => (await readRecordAfter(pool, start)).map((row) => row.subjectId))
        .toEqual([first, second])
    } finally {
      await Promise.all([early.end(), late.end()])
    }
  })
})
