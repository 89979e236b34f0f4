// One transaction: lock, decide, write. Answered only after commit.

import { decideIngest, type EventOutcome, type Instant, type RoutedEvent } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import { type StopReason, stopPaging } from '../../paging/stop-paging.ts'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { lockSlots } from './lock-slots.ts'
import { writeDecision } from './write-decision.ts'

export async function ingestBatch(
  context: ServerContext,
  events: readonly RoutedEvent[],
): Promise<readonly EventOutcome[]> {
  const outcome = await inTransaction(context.pool, async (client) => {
    const now = context.clock.now()
    const state = await lockSlots(client, events, now)
    const decision = decideIngest(state, events, now, () => context.random.uuid(now))
    for (const reason of ['acknowledged', 'resolved', 'superseded'] as const) {
      await stopPaging(client, groupsStopped(decision.runStops, reason), reason, now)
    }
    const { services } = context.directory.current()
    await writeDecision(
      client,
      decision,
      events,
      now,
      (serviceId) => services.get(serviceId)?.acknowledgementLapsesMs ?? null,
    )
    const isDue = decision.runStops.length > 0 || isDueSoon(decision.runStarts, now)
    if (isDue) await notifyOthers(client)
    return { outcomes: decision.outcomes, isDue }
  })
  if (outcome.isDue) context.wakes.wake('escalation')
  context.wakes.wake('stream')
  return outcome.outcomes
}

function groupsStopped(
  stops: readonly { groupId: string; reason: StopReason }[],
  reason: StopReason,
): string[] {
  return stops.flatMap((stop) => (stop.reason === reason ? [stop.groupId] : []))
}

/** Whatever is due later is found by a loop that sleeps a second at most. */
const SOON_MS = 1_000

function isDueSoon(starts: readonly { readonly dueAt: Instant }[], now: Instant): boolean {
  return starts.some(({ dueAt }) => dueAt <= now + SOON_MS)
}

/** One hint a batch, without content; sent when the transaction commits. */
async function notifyOthers(client: PoolClient): Promise<void> {
  await client.query({ name: 'notify-due', text: `select pg_notify('evenwatch_due', '')` })
}
