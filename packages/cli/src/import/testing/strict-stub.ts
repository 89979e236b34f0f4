// A stand-in of a vendor's API that wants its key, knows its paths and nothing else, and now and
// then asks for a pause; and a reader of it with the real paging, storing and waiting.

import { createServer, type IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { assert } from '@evenwatch/core'
import { afterAll } from 'vitest'
import { makeTestFolder } from '../../testing/start-test-server.ts'
import { createHttpSource, type HttpSource } from '../http-source.ts'
import { openPageStore } from '../page-store.ts'

export type StrictStub = {
  readonly url: string
  /** What the API does not have, and a polite client would not have asked. */
  readonly offences: string[]
  /** Every path that was answered with data, in order. */
  readonly answered: string[]
  /** Called before each answer, with how many there were. */
  onRequest: (answered: number) => void
}

export type StubReply = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly offence?: string
}

export type StrictStubOptions = {
  /** What every request carries. */
  readonly headers: Readonly<Record<string, string>>
  readonly answer: (url: URL) => StubReply
  /** Each one of so many requests is refused once with 429. */
  readonly throttleEvery?: number
}

/** Undefined: there is no such path. Null: it is known, and there is nothing at it. */
export function replyWith(body: unknown, url: URL): StubReply {
  if (body === undefined) {
    return { status: 404, body: '', offence: `there is no ${url.pathname}${url.search}` }
  }
  return body === null ? { status: 404, body: '' } : { status: 200, body }
}

export async function startStrictStub(options: StrictStubOptions): Promise<StrictStub> {
  const { throttleEvery = Number.POSITIVE_INFINITY } = options
  const stub: StrictStub & { url: string } = {
    url: '',
    offences: [],
    answered: [],
    onRequest: () => {},
  }
  const throttled = new Set<string>()
  let requests = 0

  function replyTo(request: IncomingMessage): StubReply {
    const asked = new URL(request.url ?? '/', stub.url)
    const shown = `${asked.pathname}${asked.search}`
    requests += 1
    const wanted = Object.entries(options.headers).find(
      ([header, value]) => request.headers[header] !== value,
    )
    if (wanted) {
      const [header] = wanted
      return header === 'accept'
        ? { status: 406, body: 'which version', offence: `${shown} without its media type` }
        : { status: 401, body: 'who are you' }
    }
    if (request.method !== 'GET') return { status: 405, body: '', offence: `not GET ${shown}` }
    if (requests % throttleEvery === 0 && !throttled.has(shown)) {
      throttled.add(shown)
      return { status: 429, body: 'too many', headers: { 'retry-after': '0' } }
    }
    const reply = options.answer(asked)
    if (reply.offence !== undefined) stub.offences.push(reply.offence)
    if (reply.status === 200) {
      stub.onRequest(stub.answered.length)
      stub.answered.push(shown)
    }
    return reply
  }

  const server = createServer((request, response) => {
    const { status, body, headers } = replyTo(request)
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert(typeof address === 'object' && address !== null, 'the stub listens')
  stub.url = `http://127.0.0.1:${address.port}`
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return stub
}

/** Waits are asked for and not waited out. */
export async function readerOf(
  stub: StrictStub,
  headers: Readonly<Record<string, string>>,
  now: number,
): Promise<HttpSource> {
  const folder = join(await makeTestFolder(), 'work')
  const store = await openPageStore({ folder, source: stub.url, fresh: false, now })
  return createHttpSource({
    title: 'The stub',
    baseUrl: stub.url,
    headers,
    store,
    fetch,
    now: () => now,
    wait: async () => {},
    onProgress: () => {},
  })
}
