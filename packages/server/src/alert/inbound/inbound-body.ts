// Bodies of senders are read as bytes, whatever their content type says: old agents send form
// types, SNS sends text. What is no UTF-8 is replaced and said, never refused.

import type { FastifyInstance } from 'fastify'

export const INBOUND_BODY_BYTES_MAX = 524_288

export type InboundBody = { readonly text: string; readonly warnings: readonly string[] }

export function takeRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: INBOUND_BODY_BYTES_MAX },
    (_request, body, done) => done(null, body),
  )
}

const strict = new TextDecoder('utf-8', { fatal: true })
const lenient = new TextDecoder('utf-8')

export function decodeBody(body: unknown): InboundBody {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  try {
    return { text: strict.decode(bytes), warnings: [] }
  } catch {
    return {
      text: lenient.decode(bytes),
      warnings: ['The body had bytes that are not UTF-8; they were replaced.'],
    }
  }
}
