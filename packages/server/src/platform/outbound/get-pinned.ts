// Reads one document by GET, from addresses that outbound rules allow, within a size and a time.
//
// Every hop of a redirection is resolved, judged and pinned anew, so a public address cannot lead
// inside. A body beyond the limit ends the connection.

import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { resolveOutbound } from './resolve-outbound.ts'

export type GetLimits = { readonly timeoutMs: number; readonly bytesMax: number }

export type GetResult =
  | { readonly kind: 'read'; readonly body: string; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly detail: string }

export const REDIRECTS_MAX = 3
const ANSWER_HEADER_BYTES_MAX = 16_384

export async function getPinned(
  address: URL,
  allow: readonly string[],
  headers: Readonly<Record<string, string>>,
  limits: GetLimits,
): Promise<GetResult> {
  const signal = AbortSignal.timeout(limits.timeoutMs)
  let url = address
  for (let hop = 0; hop <= REDIRECTS_MAX; hop += 1) {
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return failed(`it leads to ${url.protocol}, which is neither https nor http`)
    }
    const target = await resolveOutbound(url, allow)
    if (target.kind !== 'target') return failed(target.detail)
    try {
      const response = await open(url, target, headers, signal)
      const status = response.statusCode ?? 0
      const { location, etag } = response.headers
      if (status === 200) {
        const body = await readBody(response, limits.bytesMax)
        if (body === null) return failed(`it is larger than ${limits.bytesMax} bytes`)
        return { kind: 'read', body, etag: etag ?? null }
      }
      response.destroy()
      if (status === 304) return { kind: 'unchanged' }
      if (status < 300 || status >= 400 || location === undefined) return failed(`HTTP ${status}`)
      if (!URL.canParse(location, url.href)) return failed('it leads to an address that is none')
      url = new URL(location, url)
    } catch (error) {
      if (signal.aborted) return failed(`no answer within ${limits.timeoutMs / 1_000} s`)
      const { code, message } = error as NodeJS.ErrnoException
      return failed(code ?? message)
    }
  }
  return failed(`it leads on more than ${REDIRECTS_MAX} times`)
}

function open(
  url: URL,
  target: { readonly address: string; readonly family: 4 | 6 },
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, options, callback) => {
    if (options.all) callback(null, [{ address: target.address, family: target.family }])
    else callback(null, target.address, target.family)
  }
  const send = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const options = {
      headers,
      lookup: pinned,
      agent: false,
      maxHeaderSize: ANSWER_HEADER_BYTES_MAX,
    }
    send(url, { ...options, signal }, resolve)
      .on('error', reject)
      .end()
  })
}

/** Null when there is more than allowed. */
async function readBody(response: IncomingMessage, bytesMax: number): Promise<string | null> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > bytesMax) {
      response.destroy()
      return null
    }
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function failed(detail: string): GetResult {
  return { kind: 'failed', detail }
}
