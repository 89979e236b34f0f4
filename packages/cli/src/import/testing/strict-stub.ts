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
  /** Questions that the API does not have. */
  readonly offences: readonly string[]
  readonly answered: readonly string[]
}

export type StrictStubOptions = {
  readonly header: readonly [name: string, value: string]
  /** Undefined: there is no such path. Null: it is known, and there is nothing at it (404). */
  readonly answer: (url: URL) => unknown
  /** Each one of so many requests is refused once with 429. */
  readonly throttleEvery: number
}

export async function startStrictStub(options: StrictStubOptions): Promise<StrictStub> {
  const offences: string[] = []
  const answered: string[] = []
  const throttled = new Set<string>()
  let requests = 0
  let url = ''

  function answerTo(request: IncomingMessage): { status: number; body: unknown } {
    const asked = new URL(request.url ?? '/', url)
    const shown = `${asked.pathname}${asked.search}`
    const [header, value] = options.header
    requests += 1
    if (request.headers[header] !== value) return { status: 401, body: 'who are you' }
    if (request.method !== 'GET') return { status: 405, body: 'only GET' }
    if (requests % options.throttleEvery === 0 && !throttled.has(shown)) {
      throttled.add(shown)
      return { status: 429, body: 'too many' }
    }
    const body = options.answer(asked)
    if (body === undefined) offences.push(shown)
    else answered.push(shown)
    return body === undefined || body === null ? { status: 404, body: '' } : { status: 200, body }
  }

  const server = createServer((request, response) => {
    const { status, body } = answerTo(request)
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 429 && { 'retry-after': '0' }),
    })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert(typeof address === 'object' && address !== null, 'the stub listens')
  url = `http://127.0.0.1:${address.port}`
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url, offences, answered }
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
