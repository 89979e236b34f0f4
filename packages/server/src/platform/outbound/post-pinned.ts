// Sends one POST to an address that was decided before, and tells exactly how far it came.
//
// No redirects, no connection reuse, no reading of the answer's body: the status and the headers
// are all that is ever needed. The caller learns whether an error came before anything of the
// request was written (nothing can have arrived) or after (it may have).

import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { OutboundTarget } from './resolve-outbound.ts'

export type PostResult =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'not-delivered'; readonly detail: string }
  | { readonly kind: 'unclear'; readonly detail: string }

/** Headers of an answer beyond this end the connection. */
const ANSWER_HEADER_BYTES_MAX = 16_384

export function postPinned(
  url: URL,
  target: Extract<OutboundTarget, { kind: 'target' }>,
  headers: Readonly<Record<string, string>>,
  body: string,
  signal: AbortSignal,
): Promise<PostResult> {
  const pinned: LookupFunction = (_host, options, callback) => {
    if (options.all) callback(null, [{ address: target.address, family: target.family }])
    else callback(null, target.address, target.family)
  }
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve) => {
    let connected = false
    const request = send(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      lookup: pinned,
      agent: false,
      maxHeaderSize: ANSWER_HEADER_BYTES_MAX,
      signal,
    })
    // Node writes the request as soon as the connection stands (after the handshake for TLS).
    const ready = url.protocol === 'https:' ? 'secureConnect' : 'connect'
    request.on('socket', (socket) => {
      socket.once(ready, () => {
        connected = true
      })
    })
    request.on('response', (response) => {
      const retryAfter = response.headers['retry-after'] ?? null
      response.on('error', () => undefined)
      response.destroy()
      resolve({ kind: 'answered', status: response.statusCode ?? 0, retryAfter })
    })
    request.on('error', (error: NodeJS.ErrnoException) => {
      const detail = signal.aborted ? 'no answer in time' : (error.code ?? error.message)
      resolve({ kind: connected ? 'unclear' : 'not-delivered', detail })
    })
    request.end(body)
  })
}
