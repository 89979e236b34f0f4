// The one interface behind which every way of sending stands. CONTRIBUTING, "add a channel",
// names the files that a new one touches.

import type { ChannelName, Instant, PageContent } from '@evenwatch/core'

/** A channel that has not answered by then counts as unknown. Leases are longer than this. */
export const CHANNEL_TIMEOUT_MS = 10_000

export type Recipient = {
  readonly userId: string
  readonly displayName: string
  readonly contactMethodId: string
  /** E-mail address or URL; empty for the inbox. */
  readonly address: string
  /** Signing secret in clear, for channels that sign. */
  readonly secret: string | null
}

/** What is handed to a channel once. Sending the same id again must be safe or be declared blind. */
export type OutgoingMessage = {
  readonly id: string
  readonly to: Recipient
  readonly at: Instant
  readonly body:
    | { readonly purpose: 'page'; readonly content: PageContent }
    | { readonly purpose: 'verification'; readonly code: string; readonly expiresAt: Instant }
    | { readonly purpose: 'test' }
    | { readonly purpose: 'notice'; readonly subject: string; readonly text: string }
}

export type ChannelOutcome =
  | { readonly kind: 'sent'; readonly carrierRef: string | null; readonly detail: string }
  | {
      readonly kind: 'failed'
      readonly detail: string
      readonly retryable: boolean
      readonly retryAfterMs: number | null
    }
  /** The carrier may or may not have it: it did not answer in time, or the connection broke. */
  | { readonly kind: 'unknown'; readonly detail: string }

export type Channel = {
  readonly name: ChannelName
  /**
   * What may be done when a process died between handing over and the answer.
   * idempotent: send again, the receiver drops the copy by the message's id. lookup: ask first.
   * blind: send again for high urgency, not for low.
   */
  readonly afterDoubt: 'idempotent' | 'lookup' | 'blind'
  /** Null when it can send; otherwise what the administrator has to set. */
  readonly missing: string | null
  send(message: OutgoingMessage, signal: AbortSignal): Promise<ChannelOutcome>
  /** For `lookup` channels: whether the carrier has a message of this id. */
  lookup?(messageId: string, signal: AbortSignal): Promise<'has-it' | 'has-not' | 'cannot-tell'>
  close(): Promise<void>
}

export type Channels = ReadonlyMap<ChannelName, Channel>
