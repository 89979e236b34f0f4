// What follows the answer of a channel, or the lack of one.
//
// Invariants: a person's next contact method is tried as soon as one fails, not only after all
// retries; retries are bounded; an answer that may mean "sent" is never sent again for low urgency
// by a channel that cannot tell copies apart (design section 3, handing over).

import type { Urgency } from '../alert/event.ts'
import type { Instant } from '../platform/time.ts'
import { DELIVERY_ATTEMPTS_MAX, retryDelayMs } from './retry-delay.ts'

/** Claims of one delivery after which even an idempotent channel is not asked again. */
export const CLAIMS_MAX = 6

export type SendAnswer =
  | { readonly kind: 'sent' }
  | { readonly kind: 'failed'; readonly retryable: boolean; readonly retryAfterMs: number | null }
  | { readonly kind: 'unknown' }

export type AfterDoubt = 'idempotent' | 'lookup' | 'blind'

export type SendConsequence = {
  /** `doubtful`: it may have arrived; the same message is handed over again, under its own id. */
  readonly state: 'sent' | 'failed' | 'doubtful'
  /** When the same contact method is tried again; null: not any more. */
  readonly retryAt: Instant | null
  /** Whether the person's next contact method shall be tried now. */
  readonly tryNextMethod: boolean
}

export function decideAfterSending(
  answer: SendAnswer,
  delivery: { readonly attempt: number; readonly claimNo: number; readonly urgency: Urgency },
  afterDoubt: AfterDoubt,
  now: Instant,
  random: number,
): SendConsequence {
  if (answer.kind === 'sent') return { state: 'sent', retryAt: null, tryNextMethod: false }
  // It may have arrived. Sending again is right when copies do no harm, or when silence would do more.
  const sendsAgain =
    answer.kind === 'failed'
      ? answer.retryable
      : afterDoubt !== 'blind' || delivery.urgency === 'high'
  if (answer.kind === 'unknown' && !sendsAgain)
    return { state: 'sent', retryAt: null, tryNextMethod: false }
  // A receiver drops copies by the message's id, so the id has to stay; claims bound the tries.
  if (answer.kind === 'unknown' && afterDoubt !== 'blind' && delivery.claimNo < CLAIMS_MAX) {
    const retryAt = now + retryDelayMs(delivery.claimNo, null, random)
    return { state: 'doubtful', retryAt, tryNextMethod: delivery.attempt + delivery.claimNo === 2 }
  }
  const retryAfterMs = answer.kind === 'failed' ? answer.retryAfterMs : null
  const isLast = delivery.attempt >= DELIVERY_ATTEMPTS_MAX
  return {
    state: 'failed',
    retryAt:
      sendsAgain && !isLast ? now + retryDelayMs(delivery.attempt, retryAfterMs, random) : null,
    // Once, at the first failure; later failures of the same method change nothing for the others.
    tryNextMethod: delivery.attempt === 1,
  }
}

export type DoubtMove = 'send-again' | 'ask-carrier' | 'give-up' | 'take-as-sent'

/** A process died, or froze, between handing over and the answer: what does the next one do? */
export function decideAfterDoubt(
  afterDoubt: AfterDoubt,
  urgency: Urgency,
  claimNo: number,
): DoubtMove {
  if (claimNo > CLAIMS_MAX) return 'give-up'
  switch (afterDoubt) {
    case 'idempotent':
      return 'send-again'
    case 'lookup':
      return 'ask-carrier'
    case 'blind':
      return urgency === 'high' ? 'send-again' : 'take-as-sent'
  }
}
