// What people do to alert groups, in one vocabulary for API, links, mail replies and CLI.

import type { Instant } from '../platform/time.ts'

export type GroupAction =
  | { readonly kind: 'acknowledge'; readonly reason?: string }
  | { readonly kind: 'resolve'; readonly reason?: string }
  | { readonly kind: 'snooze'; readonly until: Instant }
  /** Reopens a resolved group, or takes an acknowledgement back: paging starts again. */
  | { readonly kind: 'reopen'; readonly reason?: string }
  /** The next step at once. */
  | { readonly kind: 'escalate'; readonly reason?: string }
  | { readonly kind: 'note'; readonly text: string }

/** `already-done` says who was first, and when. */
export type GroupOutcome =
  | { readonly groupId: string; readonly outcome: 'done' }
  | {
      readonly groupId: string
      readonly outcome: 'already-done'
      readonly by: string
      readonly at: Instant
    }
  | { readonly groupId: string; readonly outcome: 'not-found' }
  | { readonly groupId: string; readonly outcome: 'state-conflict'; readonly detail: string }
