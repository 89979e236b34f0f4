// What a page says. One content for every channel; each channel chooses how much of it fits.

import type { Severity, Urgency } from '../alert/event.ts'
import type { Instant } from '../platform/time.ts'

export type PagedGroup = {
  readonly groupId: string
  readonly number: number
  readonly title: string
  readonly service: string
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly openedAt: Instant
  readonly alertCount: number
  readonly source: string
  readonly runbookUrl: string | null
}

export type PageContent = {
  /** One, or several when they are bundled; never empty; the most urgent and oldest first. */
  readonly groups: readonly PagedGroup[]
  /** The signed page where the person acts without signing in. */
  readonly actUrl: string
  /** Where a reply by mail acts; null when no mail comes in. */
  readonly replyTo: string | null
  /** "Chen is paged at 02:19", in words; null when nothing follows. */
  readonly otherwise: string | null
  readonly timeZone: string
}
