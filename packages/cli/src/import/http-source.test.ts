// Reading an API politely, against a real server that counts, refuses and breaks.

import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { assert, isJsonObject } from '@evenwatch/core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { makeTestFolder } from '../testing/start-test-server.ts'
import {
  ATTEMPTS_MAX,
  createHttpSource,
  type HttpSourceOptions,
  PAUSE_MS_MAX,
  pauseOf,
} from './http-source.ts'
import { openPageStore } from './page-store.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

let handler: Handler = (_request, response) => response.end('{}')
let asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.url ?? '')
  handler(request, response)
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const address = server.address()
assert(typeof address === 'object' && address !== null, 'the server listens')
const baseUrl = `http://127.0.0.1:${address.port}`

const folder = join(await makeTestFolder(), 'pages')
let number = 0
let waited: number[] = []
beforeEach(() => {
  number += 1
  asked = []
  waited = []
})

async function makeSource(change: Partial<HttpSourceOptions> = {}, fresh = false) {
  const store = await openPageStore({ folder: `${folder}-${number}`, source: 's', fresh, now: 1 })
  const source = createHttpSource({
    title: 'Vendor',
    baseUrl,
    headers: { authorization: 'Secret key' },
    store,
    fetch,
    now: () => waited.reduce((sum, ms) => sum + ms, 0),
    wait: async (ms) => void waited.push(ms),
    onProgress: () => {},
    ...change,
  })
  return { source, store }
}

const answer = (response: ServerResponse, status: number, body: unknown, headers = {}) => {
  response.writeHead(status, headers)
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}
const nextOf = (page: unknown) =>
  isJsonObject(page) && typeof page.next === 'string' ? page.next : null

describe('a list', () => {
  test('is followed by the vendor’s own rule, with the key in the header', async () => {
    let key: string | undefined
    handler = (request, response) => {
      key = request.headers.authorization
      const isFirst = request.url === '/v2/things?limit=2'
      answer(response, 200, isFirst ? { items: [1, 2], next: `${baseUrl}/v2/things?offset=2` } : {})
    }
    const { source } = await makeSource()
    expect(await source.list('/v2/things?limit=2', nextOf)).toEqual([
      { items: [1, 2], next: `${baseUrl}/v2/things?offset=2` },
      {},
    ])
    expect(key).toBe('Secret key')
    expect(asked).toEqual(['/v2/things?limit=2', '/v2/things?offset=2'])
  })

  test('that goes round in a circle ends', async () => {
    handler = (_request, response) => answer(response, 200, { next: `${baseUrl}/a` })
    const { source } = await makeSource()
    expect(await source.list(`${baseUrl}/a`, nextOf)).toHaveLength(1)
  })

  test('never leads to another host, where the key has no business', async () => {
    handler = (_request, response) => answer(response, 200, { next: 'https://evil.example/b' })
    const { source } = await makeSource()
    await expect(source.list('/a', nextOf)).rejects.toThrow('goes on at https://evil.example')
    handler = (_request, response) => answer(response, 302, '', { location: '/elsewhere' })
    await expect(source.get('/redirected')).rejects.toThrow('failed 10 times')
    expect(asked).not.toContain('/elsewhere')
  })
})

describe('a refusal for haste', () => {
  test('is waited out for as long as the vendor says, then asked again', async () => {
    handler = (_request, response) => {
      if (asked.length === 1) answer(response, 429, '', { 'retry-after': '7' })
      else if (asked.length === 2) answer(response, 429, '', { 'ratelimit-reset': '3' })
      else answer(response, 200, { ok: true })
    }
    const { source } = await makeSource()
    expect(await source.get('/a')).toEqual({ ok: true })
    expect(waited).toEqual([7_000, 3_000])
  })

  test('says seconds, an instant, or nothing', () => {
    const now = Date.parse('2026-03-01T12:00:00Z')
    const of = (headers: Record<string, string>) => pauseOf(new Headers(headers), now)
    expect(of({ 'retry-after': '12' })).toBe(12_000)
    expect(of({ 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT' })).toBe(30_000)
    expect(of({ 'retry-after': 'Sun, 01 Mar 2026 11:00:00 GMT' })).toBe(0)
    expect(of({ 'ratelimit-reset': '5' })).toBe(5_000)
    expect(of({})).toBe(null)
  })

  test('for longer than we wait ends the run, which the next one goes on with', async () => {
    const tooLong = String(PAUSE_MS_MAX / 1_000 + 1)
    handler = (_request, response) => answer(response, 429, '', { 'retry-after': tooLong })
    const { source } = await makeSource()
    await expect(source.get('/a')).rejects.toMatchObject({
      hint: expect.stringContaining('run the same command again'),
    })
    expect(waited).toEqual([])
  })
})

describe('faults', () => {
  test('of the server and of what it sends are tried again, ever later, and not for ever', async () => {
    handler = (_request, response) => {
      if (asked.length % 2 === 0) answer(response, 200, '<html>')
      else answer(response, 502, '')
    }
    const { source } = await makeSource()
    await expect(source.get('/a')).rejects.toThrow(`failed ${ATTEMPTS_MAX} times`)
    expect(asked).toHaveLength(ATTEMPTS_MAX)
    expect(waited.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000])
  })

  test('of the network are tried again', async () => {
    handler = (_request, response) => {
      if (asked.length === 1) response.socket?.destroy()
      else answer(response, 200, { ok: true })
    }
    const { source } = await makeSource()
    expect(await source.get('/a')).toEqual({ ok: true })
  })

  test('of the key are said at once, without the key', async () => {
    handler = (_request, response) => answer(response, 401, {})
    const { source } = await makeSource()
    const fault = await source.get('/a').catch((error: unknown) => error)
    expect(String(fault)).toContain('refuses the key (401) for /a')
    expect(JSON.stringify(fault)).not.toContain('Secret')
    expect(asked).toHaveLength(1)
  })

  test('of the plan are an absence, once the key was taken', async () => {
    handler = (request, response) => answer(response, request.url === '/a' ? 200 : 403, { a: 1 })
    const { source } = await makeSource()
    await expect(source.getIfThere('/b')).rejects.toThrow('refuses the key (403)')
    await source.get('/a')
    expect(await source.getIfThere('/b')).toBe(null)
  })
})

describe('the work folder', () => {
  test('keeps every page, so that the next run asks for the others only', async () => {
    handler = (request, response) => {
      if (request.url === '/c' && asked.length < 4) answer(response, 401, {})
      else answer(response, request.url === '/b' ? 404 : 200, { at: request.url })
    }
    const first = await makeSource()
    await first.source.get('/a')
    expect(await first.source.getIfThere('/b')).toBe(null)
    await expect(first.source.get('/c')).rejects.toThrow('401')
    const second = await makeSource()
    expect(second.store.storedPages).toBe(2)
    expect(second.source.startedAt).toBe(1)
    expect(await second.source.get('/a')).toEqual({ at: '/a' })
    expect(await second.source.getIfThere('/b')).toBe(null)
    expect(await second.source.get('/c')).toEqual({ at: '/c' })
    expect(asked).toEqual(['/a', '/b', '/c', '/c'])
  })

  test('begins again when asked to, and asks for a page again that was cut short', async () => {
    handler = (_request, response) => answer(response, 200, { n: asked.length })
    const { source, store } = await makeSource()
    await source.get('/a')
    const [page = ''] = (await readdir(`${folder}-${number}`)).filter((one) => one.length === 45)
    await writeFile(join(`${folder}-${number}`, page), '{"path": "/a", "bo')
    expect(await source.get('/a')).toEqual({ n: 2 })
    const again = await makeSource({}, true)
    expect(again.store.storedPages).toBe(0)
    expect(await again.source.get('/a')).toEqual({ n: 3 })
    await store.forget()
    await expect(readdir(`${folder}-${number}`)).rejects.toThrow('ENOENT')
  })

  test('belongs to one source, and is never somebody else’s folder', async () => {
    await makeSource()
    const options = { folder: `${folder}-${number}`, fresh: false, now: 1 }
    await expect(openPageStore({ ...options, source: 'other' })).rejects.toThrow('another source')
    const foreign = `${folder}-foreign`
    await mkdir(foreign)
    await writeFile(join(foreign, 'thesis.txt'), 'mine')
    await expect(openPageStore({ ...options, folder: foreign, source: 's' })).rejects.toThrow(
      'holds other files',
    )
    await expect(
      openPageStore({ ...options, folder: foreign, source: 's', fresh: true }),
    ).rejects.toThrow('holds other files')
    expect(await readdir(foreign)).toEqual(['thesis.txt'])
  })
})
