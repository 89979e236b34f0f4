import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { MESSAGE_ID, pageMessage, patience } from '../../testing/page-message.ts'
import { unusedPort } from '../../testing/paging-world.ts'
import { createWebhookChannel, RETRY_AFTER_MS_MAX, readRetryAfter } from './webhook-channel.ts'

const SECRET = `whsec_${Buffer.from('a secret of at least twenty-four bytes').toString('base64')}`
const ALLOWED = ['127.0.0.0/8']

type Received = { readonly headers: IncomingHttpHeaders; readonly body: string }
const received: Received[] = []
let answer: { status: number; headers?: Record<string, string>; hang?: boolean } = { status: 204 }
let server: Server
let base: string

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      if (answer.hang !== true) response.writeHead(answer.status, answer.headers).end('thanks')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterEach(() => {
  received.length = 0
  answer = { status: 204 }
})
afterAll(() => {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(resolve))
})

// The signatures' age is judged by the receiver's own clock.
const clock = { now: () => Date.now(), uncertaintyMs: () => 0, healthy: () => true }

function channel(outboundAllow: readonly string[] = ALLOWED, timeoutMs = 5_000) {
  return createWebhookChannel({ config: { outboundAllow }, clock, timeoutMs })
}

describe('a page by webhook', () => {
  test('is verified by a receiver with the official library', async () => {
    const outcome = await channel().send(pageMessage(`${base}/ana`, { secret: SECRET }), patience)
    expect(outcome).toMatchObject({ kind: 'sent', detail: 'HTTP 204' })
    const [{ headers, body } = { headers: {}, body: '' }] = received
    const payload = new Webhook(SECRET).verify(body, headers as Record<string, string>)
    expect(payload).toMatchObject({
      version: 1,
      type: 'page',
      id: MESSAGE_ID,
      summary: '[HIGH] checkout-api: 5xx ratio 7 %',
      actUrl: 'https://watch.example.org/a/token',
      groups: [{ number: 17, service: 'checkout-api', openedAt: '2026-03-03T13:00:00.000Z' }],
    })
    expect(headers['webhook-id']).toBe(MESSAGE_ID)
    expect(() =>
      new Webhook(SECRET).verify(`${body} `, headers as Record<string, string>),
    ).toThrow()
  })

  test('is the same body under the same id when it is sent again', async () => {
    for (let times = 0; times < 2; times += 1) {
      await channel().send(pageMessage(base, { secret: SECRET }), patience)
    }
    expect(received[1]?.body).toBe(received[0]?.body)
    expect(received[1]?.headers['webhook-id']).toBe(received[0]?.headers['webhook-id'])
  })

  test('goes unsigned when the method has no secret', async () => {
    await channel().send(pageMessage(base), patience)
    expect(received[0]?.headers).not.toHaveProperty('webhook-signature')
    expect(received[0]?.headers).toHaveProperty('webhook-id', MESSAGE_ID)
  })
})

describe('what the receiver answers', () => {
  test.each([
    [200, { kind: 'sent' }],
    [302, { kind: 'failed', retryable: false }],
    [400, { kind: 'failed', retryable: false }],
    [404, { kind: 'failed', retryable: false }],
    [408, { kind: 'failed', retryable: true }],
    [410, { kind: 'failed', retryable: false }],
    [429, { kind: 'failed', retryable: true }],
    [500, { kind: 'failed', retryable: true }],
    [503, { kind: 'failed', retryable: true }],
  ])('%i', async (status, expected) => {
    answer = { status, headers: { location: `${base}/elsewhere` } }
    expect(await channel().send(pageMessage(base), patience)).toMatchObject(expected)
    expect(received).toHaveLength(1)
  })

  test('may ask for a pause', async () => {
    answer = { status: 429, headers: { 'retry-after': '7' } }
    expect(await channel().send(pageMessage(base), patience)).toMatchObject({ retryAfterMs: 7_000 })
  })

  test('may name an instant, but never a pause that makes the page useless', () => {
    const now = Date.UTC(2026, 2, 3, 13, 0, 0)
    expect(readRetryAfter('Tue, 03 Mar 2026 13:00:30 GMT', now)).toBe(30_000)
    expect(readRetryAfter('Tue, 03 Mar 2026 12:00:00 GMT', now)).toBe(0)
    expect(readRetryAfter('86400', now)).toBe(RETRY_AFTER_MS_MAX)
    expect(readRetryAfter('soon', now)).toBeNull()
    expect(readRetryAfter(null, now)).toBeNull()
  })
})

describe('when the connection fails', () => {
  test('before anything was sent, trying again is right', async () => {
    const url = `http://127.0.0.1:${await unusedPort()}/`
    expect(await channel().send(pageMessage(url), patience)).toMatchObject({
      kind: 'failed',
      retryable: true,
    })
  })

  test('without an answer after the request was sent, it is unknown', async () => {
    answer = { status: 200, hang: true }
    expect(await channel(ALLOWED, 200).send(pageMessage(base), patience)).toMatchObject({
      kind: 'unknown',
    })
    expect(received).toHaveLength(1)
  })

  test('cut off after the request was sent, it is unknown', async () => {
    const cutting = createTcpServer((socket) => socket.once('data', () => socket.destroy()))
    await new Promise<void>((resolve) => cutting.listen(0, '127.0.0.1', resolve))
    const { port } = cutting.address() as AddressInfo
    const outcome = await channel().send(pageMessage(`http://127.0.0.1:${port}/`), patience)
    cutting.close()
    expect(outcome).toMatchObject({ kind: 'unknown' })
  })

  test('a receiver that answers without end is cut off after its headers', async () => {
    const endless = createServer((_request, response) => {
      response.writeHead(200)
      const write = () => {
        while (response.write('x'.repeat(65_536)));
      }
      response.on('drain', write)
      write()
    })
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
    const { port } = endless.address() as AddressInfo
    const cutOff = new Promise<void>((resolve) => {
      endless.on('connection', (socket) => socket.on('close', () => resolve()))
    })
    const outcome = await channel().send(pageMessage(`http://127.0.0.1:${port}/`), patience)
    expect(outcome).toMatchObject({ kind: 'sent' })
    await cutOff
    endless.close()
  })
})

describe('addresses inside the network', () => {
  test.each([
    'http://127.0.0.1/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0.0.0.0/',
    'http://10.1.2.3/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
  ])('%s is refused for good', async (url) => {
    const outcome = await channel([]).send(pageMessage(url), patience)
    expect(outcome).toMatchObject({ kind: 'failed', retryable: false })
    expect(outcome.detail).toContain('EVENWATCH_OUTBOUND_ALLOW')
  })

  test('are refused under public names, too, even among public addresses', async () => {
    const resolve = async () => [{ address: '93.184.216.34' }, { address: '10.0.0.1' }]
    const sending = createWebhookChannel({ config: { outboundAllow: [] }, clock, resolve })
    expect(await sending.send(pageMessage('https://hook.example.org/'), patience)).toMatchObject({
      kind: 'failed',
      retryable: false,
    })
  })

  test('a name is resolved once, and the connection goes to that address', async () => {
    let resolutions = 0
    const resolve = async () => {
      resolutions += 1
      return [{ address: '127.0.0.1' }]
    }
    const config = { outboundAllow: ALLOWED }
    const sending = createWebhookChannel({ config, clock, resolve })
    const url = `http://hook.example.org:${new URL(base).port}/ana`
    expect(await sending.send(pageMessage(url), patience)).toMatchObject({ kind: 'sent' })
    expect(resolutions).toBe(1)
    expect(received[0]?.headers.host).toBe(new URL(url).host)
  })

  test('a name that cannot be resolved now may be later', async () => {
    const resolve = () => Promise.reject(Object.assign(new TypeError('no'), { code: 'EAI_AGAIN' }))
    const sending = createWebhookChannel({ config: { outboundAllow: [] }, clock, resolve })
    expect(await sending.send(pageMessage('https://hook.example.org/'), patience)).toMatchObject({
      kind: 'failed',
      retryable: true,
    })
  })

  test.each(['', 'ftp://example.org/', 'file:///etc/passwd', 'not a url'])(
    '%j is no address of a webhook',
    async (address) => {
      expect(await channel().send(pageMessage(address), patience)).toMatchObject({
        kind: 'failed',
        retryable: false,
      })
    },
  )
})
