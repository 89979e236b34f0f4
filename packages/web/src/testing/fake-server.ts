// A server for development and screenshots: the contract answered from memory, the stream, and the
// built client. `tsx packages/web/src/testing/fake-server.ts [port] [sample|storm|thousand|crowd|empty]`.
// Sentinels: `/api/fake/trouble` toggles the health strip, `/api/fake/reset?world=` starts over.

import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { getStatus } from '@evenwatch/api'
import { handleAbsences } from './fake-absences.ts'
import { handleAlerts } from './fake-alerts.ts'
import { handleAreas } from './fake-areas.ts'
import { handleChanges } from './fake-changes.ts'
import { handleOrg } from './fake-org.ts'
import { handlePeople } from './fake-people.ts'
import { createFakeRouter } from './fake-router.ts'
import { handleSchedules } from './fake-schedules.ts'
import { sampleWorld } from './sample-world.ts'
import { emptyWorld, iso } from './world.ts'

export const SETUP_TOKEN = 'first-start'
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}
const POLICY =
  "default-src 'self'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'"

export type FakeWorldName = 'sample' | 'storm' | 'thousand' | 'crowd' | 'empty'

export function startFakeServer(options: { port: number; world: FakeWorldName; webRoot: string }) {
  const streams = new Set<ServerResponse>()
  let eventId = 0
  const tell = (kind: string, subjectId: string | null) => {
    eventId += 1
    const data = JSON.stringify({ kind, subjectId, at: iso(Date.now()), what: 'changed' })
    for (const stream of streams) stream.write(`id: ${eventId}\nevent: message\ndata: ${data}\n\n`)
  }
  let router = createFakeRouter()
  const begin = (name: FakeWorldName, trouble = false) => {
    router = createFakeRouter()
    const world = name === 'empty' ? emptyWorld() : sampleWorld(name)
    if (trouble) {
      router.handle(getStatus, () => ({
        at: iso(Date.now()),
        version: '0.1.0',
        demo: false,
        deadLetters: [],
        troubles: [
          {
            code: 'mail-failing',
            severity: 'critical' as const,
            text: 'Sending e-mail is failing; the inbox and webhooks still work.',
            since: iso(world.startedAt - 420_000),
            href: '/settings/health',
          },
        ],
      }))
    }
    handlePeople(router, world)
    handleAlerts(router, world, tell)
    // Before the schedules: `calendar` is no schedule's name.
    handleOrg(router, world)
    handleSchedules(router, world)
    handleAbsences(router, world)
    handleAreas(router, world)
    handleChanges(router, world, tell)
  }
  begin(options.world)

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake')
    if (url.pathname === '/api/fake/reset') {
      begin(
        (url.searchParams.get('world') ?? 'sample') as FakeWorldName,
        url.searchParams.has('trouble'),
      )
      return response.end('{}')
    }
    if (url.pathname === '/api/v1/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write(
        'event: message\ndata: {"kind":"hello","subjectId":null,"at":"2026-01-01T00:00:00Z","what":"hello"}\n\n',
      )
      streams.add(response)
      return request.on('close', () => streams.delete(response))
    }
    if (url.pathname.startsWith('/api/')) {
      const answer = router.answer(request.method ?? 'GET', url, await bodyOf(request))
      response.writeHead(answer.status, { 'content-type': 'application/json' })
      return response.end(JSON.stringify(answer.body))
    }
    return serveFile(options.webRoot, url.pathname, response)
  })
  server.listen(options.port, '127.0.0.1')
  return {
    url: `http://127.0.0.1:${options.port}`,
    close: () => {
      for (const stream of streams) stream.end()
      server.close()
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text === '' ? undefined : JSON.parse(text)
}

async function serveFile(root: string, path: string, response: ServerResponse) {
  const file = extname(path) === '' ? 'index.html' : normalize(path)
  try {
    const content = await readFile(join(root, file))
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': POLICY,
    })
    response.end(content)
  } catch {
    response.writeHead(404).end()
  }
}

const [, script, port = '8099', world = 'sample'] = process.argv
if (script?.endsWith('fake-server.ts')) {
  startFakeServer({ port: Number(port), world: world as FakeWorldName, webRoot: 'dist/web' })
}
