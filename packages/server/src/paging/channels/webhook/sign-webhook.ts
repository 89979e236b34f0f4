// Signatures after the Standard Webhooks specification, version v1: HMAC-SHA256 over
// `<id>.<seconds>.<body>`, base64. Receivers verify it with any library of that specification.

import { createHmac } from 'node:crypto'
import { type Instant, SECOND_MS } from '@evenwatch/core'

const SECRET_PREFIX = 'whsec_'

/** `secret` is base64 with or without `whsec_`; without a secret the message goes unsigned. */
export function signWebhook(
  secret: string | null,
  id: string,
  at: Instant,
  body: string,
): Record<string, string> {
  const timestamp = String(Math.floor(at / SECOND_MS))
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp }
  if (secret === null) return headers
  const plain = secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : secret
  const signature = createHmac('sha256', Buffer.from(plain, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64')
  return { ...headers, 'webhook-signature': `v1,${signature}` }
}
