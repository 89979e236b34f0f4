// The web client's files, and its one page for every path that is no file and no API.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

/** Pages are no part of the API's description. */
const hidden = { schema: { hide: true } }

/** Hashed file names never change their content. */
const ASSET_AGE = '365d'

export const WEB_CSP = [
  "default-src 'self'",
  "img-src 'self' data: https:",
  "style-src 'self'",
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
  // The few files beside the page: mark, boot script, manifest.
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'index.html') continue
    app.get(`/${entry.name}`, hidden, (_request, reply) => reply.sendFile(entry.name, root))
  }
  app.get('/', hidden, (_request, reply) => sendPage(reply))
  app.get('/*', hidden, (request, reply) =>
    isApi(request.url) ? reply.callNotFound() : sendPage(reply),
  )
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
