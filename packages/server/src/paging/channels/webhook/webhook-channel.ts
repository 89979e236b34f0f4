// Messages as signed JSON over HTTP. A receiver drops copies by the header `webhook-id`, therefore
// sending again after doubt is safe.

import { type Instant, MINUTE_MS, renderWebhook, SECOND_MS } from '@evenwatch/core'
import type { ServerContext } from '../../../platform/context.ts'
import { type PostResult, postPinned } from '../../../platform/outbound/post-pinned.ts'
import { type ResolveHost, resolveOutbound } from '../../../platform/outbound/resolve-outbound.ts'
import { CHANNEL_TIMEOUT_MS, type Channel, type ChannelOutcome } from '../channel.ts'
import { signWebhook } from './sign-webhook.ts'

/** A receiver may ask for a pause, but not for one in which the page would be useless. */
export const RETRY_AFTER_MS_MAX = 5 * MINUTE_MS

export type WebhookParts = Pick<ServerContext, 'clock'> & {
  readonly config: Pick<ServerContext['config'], 'outboundAllow'>
  readonly resolve?: ResolveHost
  readonly timeoutMs?: number
}

export function createWebhookChannel(parts: WebhookParts): Channel {
  const { clock, config } = parts
  return {
    name: 'webhook',
    afterDoubt: 'idempotent',
    missing: null,
    async send(message, signal) {
      const url = readUrl(message.to.address)
      if (url === null) return failed('the address is no http or https URL', false)
      const target = await resolveOutbound(url, config.outboundAllow, parts.resolve)
      if (target.kind === 'refused') return failed(target.detail, false)
      if (target.kind === 'unresolved') return failed(target.detail, true)

      const body = JSON.stringify(renderWebhook(message))
      const headers = {
        ...signWebhook(message.to.secret, message.id, clock.now(), body),
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'Evenwatch',
        connection: 'close',
      }
      const timeout = AbortSignal.timeout(parts.timeoutMs ?? CHANNEL_TIMEOUT_MS)
      const limit = AbortSignal.any([signal, timeout])
      return outcomeOf(await postPinned(url, target, headers, body, limit), clock.now())
    },
    close: async () => undefined,
  }
}

function readUrl(address: string): URL | null {
  if (!URL.canParse(address)) return null
  const url = new URL(address)
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null
}

function outcomeOf(result: PostResult, now: Instant): ChannelOutcome {
  switch (result.kind) {
    case 'not-delivered':
      return failed(`no connection: ${result.detail}`, true)
    case 'unclear':
      return { kind: 'unknown', detail: `sent, but no answer: ${result.detail}` }
    case 'answered': {
      const { status } = result
      const detail = `HTTP ${status}`
      if (status >= 200 && status < 300) return { kind: 'sent', carrierRef: null, detail }
      if (status >= 300 && status < 400) {
        return failed(`${detail}: redirects are not followed`, false)
      }
      const retryable = status === 408 || status === 429 || status >= 500
      return failed(detail, retryable, retryable ? readRetryAfter(result.retryAfter, now) : null)
    }
  }
}

/** Seconds or an HTTP date, at most `RETRY_AFTER_MS_MAX`; null when absent or unreadable. */
export function readRetryAfter(header: string | null, now: Instant): number | null {
  if (header === null) return null
  const text = header.trim()
  const waitMs = /^\d+$/.test(text) ? Number(text) * SECOND_MS : Date.parse(text) - now
  if (Number.isNaN(waitMs)) return null
  return Math.min(Math.max(waitMs, 0), RETRY_AFTER_MS_MAX)
}

function failed(
  detail: string,
  retryable: boolean,
  retryAfterMs: number | null = null,
): ChannelOutcome {
  return { kind: 'failed', detail, retryable, retryAfterMs }
}
