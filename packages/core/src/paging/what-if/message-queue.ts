// The messages of a story: planned with each page, handed over when they are due, cancelled when
// somebody answers. It follows the engine's claim (server `claim-deliveries.ts`): what is due goes
// out, and whatever else waits for the same contact method and may bundle goes along with it.

import { assert } from '../../platform/assert.ts'
import type { Instant } from '../../platform/time.ts'
import type { PlannedMessage } from '../plan-page.ts'
import type { WhatIfMessage } from './what-if.ts'

type Queued = { readonly planned: PlannedMessage; state: WhatIfMessage['state'] } & {
  at: Instant | null
  pages: number
}

export class MessageQueue {
  #pending: Queued[] = []

  /** The answer tells how the messages fared, whenever it is asked. */
  add(messages: readonly PlannedMessage[]): () => readonly WhatIfMessage[] {
    const queued = messages.map((planned): Queued => {
      return { planned, state: 'later', at: null, pages: 1 }
    })
    this.#pending.push(...queued)
    return () => queued.map(messageOf)
  }

  nextDueAt(): Instant | null {
    const first = this.#pending.reduce(
      (least, { planned }) => Math.min(least, planned.dueAt),
      Number.POSITIVE_INFINITY,
    )
    return Number.isFinite(first) ? first : null
  }

  handOver(now: Instant): void {
    const due = this.#pending.filter(({ planned }) => planned.dueAt <= now)
    const bundling = new Set(
      due
        .filter(({ planned }) => planned.mayBundleAt !== null)
        .map(({ planned }) => planned.contactMethodId),
    )
    const companions = this.#pending.filter(
      ({ planned }) =>
        planned.dueAt > now &&
        planned.mayBundleAt !== null &&
        planned.mayBundleAt <= now &&
        bundling.has(planned.contactMethodId),
    )
    const taken = [...due, ...companions]
    for (const message of taken) {
      message.state = 'sent'
      message.at = now
      if (message.planned.mayBundleAt === null) continue
      message.pages = taken.filter((other) => travelsWith(message, other)).length
    }
    this.#pending = this.#pending.filter(({ state }) => state === 'later')
  }

  cancel(now: Instant): void {
    for (const message of this.#pending) {
      assert(message.state === 'later', 'what waits was not sent')
      message.state = 'cancelled'
      message.at = now
    }
    this.#pending = []
  }
}

function travelsWith(one: Queued, other: Queued): boolean {
  const { contactMethodId } = one.planned
  return other.planned.mayBundleAt !== null && other.planned.contactMethodId === contactMethodId
}

function messageOf({ planned, state, at, pages }: Queued): WhatIfMessage {
  const { contactMethodId, channel, afterMs, dueAt } = planned
  return { contactMethodId, channel, afterMs, dueAt, state, at, pages }
}
