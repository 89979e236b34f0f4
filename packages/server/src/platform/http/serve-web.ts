// The web client's files, and its one page for every path that is no file and no API.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Hashed file names never change their content. */
const ASSET_AGE = '365d'

export const WEB_CSP = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  // Mantine sets style attributes; there is no inline script at all.
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

/** Answers false when the client was not built. */
export function serveWeb(app: FastifyInstance, root: string): boolean {
  const index = join(root, 'index.html')
  if (!existsSync(index)) return false
  const page = readFileSync(index)
  app.register(fastifyStatic, {
    root: join(root, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: ASSET_AGE,
  })
  // The few files beside the page, such as its icon and the script that sets the theme.
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const { name } = entry
    if (!entry.isFile() || name === 'index.html') continue
    app.get(`/${name}`, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile(name, root, { cacheControl: false }),
    )
  }
  app.get('/', (_request, reply) => sendPage(reply))
  app.get('/*', (request, reply) => (isApi(request.url) ? reply.callNotFound() : sendPage(reply)))
  return true

  function sendPage(reply: FastifyReply) {
    return reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('content-security-policy', WEB_CSP)
      .header('referrer-policy', 'same-origin')
      .header('x-content-type-options', 'nosniff')
      .send(page)
  }
}

const API_PREFIXES = [
  '/api/',
  '/in/',
  '/v2/',
  '/compat/',
  '/a/',
  '/generic/',
  '/healthz',
  '/readyz',
  '/metrics',
]

function isApi(url: string): boolean {
  return API_PREFIXES.some((prefix) => url.startsWith(prefix))
}
