// One pass of delivery: claim, hand over to the channel, write the answer. Sending happens beside
// the loop, so that one slow carrier never holds up the others.

import {
  type Directory,
  decideAfterDoubt,
  decideAfterSending,
  type Instant,
  type PageContent,
  type PagedGroup,
} from '@evenwatch/core'
import { systemTimers } from '../../platform/clock/timers.ts'
import {
  CHANNEL_TIMEOUT_MS,
  type Channel,
  type ChannelOutcome,
  type OutgoingMessage,
} from '../channels/channel.ts'
import {
  type ClaimedDelivery,
  claimDoubtfulDeliveries,
  claimDueDeliveries,
} from './claim-deliveries.ts'
import {
  DELIVERIES_PER_TICK,
  type EngineContext,
  ERROR_PAUSE_MS,
  LEASE_MS,
  MESSAGES_IN_FLIGHT_MAX,
  type TickResult,
} from './engine-context.ts'
import { loadRecipientSecrets } from './load-recipient-secrets.ts'
import { type MessageOutcome, writeOutcome } from './write-outcome.ts'

/** Times that a carrier's answer is written while its claim lasts. */
const WRITE_TRIES_MAX = 20

/** Messages being handed over by this process. */
export type InFlight = Set<Promise<void>>

export async function deliveryTick(
  context: EngineContext,
  inFlight: InFlight,
): Promise<TickResult> {
  const room = MESSAGES_IN_FLIGHT_MAX - inFlight.size
  if (room <= 0) {
    await Promise.race(inFlight)
    return { taken: 0, isFull: true }
  }
  const now = context.clock.now()
  const due = await claimDueDeliveries(context, now, room)
  for (const delivery of due) context.metrics?.messageHandedOver(now - delivery.due_at)
  if (due.length > 0) await handOverAll(context, inFlight, due, now + LEASE_MS, false)
  return { taken: due.length, isFull: due.length >= Math.min(room, DELIVERIES_PER_TICK) }
}

/** Deliveries whose process did not come back within the lease. */
export async function doubtTick(context: EngineContext, inFlight: InFlight): Promise<TickResult> {
  const now = context.clock.now()
  const doubtful = await claimDoubtfulDeliveries(context, now)
  if (doubtful.length > 0) await handOverAll(context, inFlight, doubtful, now + LEASE_MS, true)
  return { taken: doubtful.length, isFull: doubtful.length === DELIVERIES_PER_TICK }
}

async function handOverAll(
  context: EngineContext,
  inFlight: InFlight,
  claimed: readonly ClaimedDelivery[],
  leaseUntil: Instant,
  isDoubtful: boolean,
): Promise<void> {
  const revision = claimed[0]?.revision ?? 0
  const current = context.directory.current()
  const directory =
    current.revision >= revision ? current : await context.directory.atLeast(revision)
  const messages = new Map<string, ClaimedDelivery[]>()
  for (const delivery of claimed) {
    messages.set(delivery.message_id, [...(messages.get(delivery.message_id) ?? []), delivery])
  }
  const [next, secrets] = await Promise.all([
    describeNextOrNot(context, claimed),
    loadRecipientSecrets(context, claimed),
  ])
  for (const deliveries of messages.values()) {
    const work = handOver(context, directory, deliveries, next, secrets, leaseUntil, isDoubtful)
      .catch((error: unknown) =>
        context.log.error({ err: error }, 'the answer of a channel was not written'),
      )
      .finally(() => inFlight.delete(work))
    inFlight.add(work)
  }
}

/** What follows is good to know, and no reason to keep a page back. */
async function describeNextOrNot(
  context: EngineContext,
  claimed: readonly ClaimedDelivery[],
): Promise<ReadonlyMap<string, string>> {
  try {
    return await context.describeNext([...new Set(claimed.map((delivery) => delivery.group_id))])
  } catch (error) {
    context.log.warn({ err: error }, 'what follows a page could not be told')
    return new Map()
  }
}

async function handOver(
  context: EngineContext,
  directory: Directory,
  deliveries: readonly ClaimedDelivery[],
  next: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, string>,
  leaseUntil: Instant,
  isDoubtful: boolean,
): Promise<void> {
  const [first] = deliveries
  if (!first) return
  // A process that stood still since its claim leaves the message to whoever takes it over.
  if (context.clock.now() > leaseUntil - CHANNEL_TIMEOUT_MS) return
  const channel = context.channels.get(first.channel)
  const outcome = await outcomeOf(
    context,
    directory,
    deliveries,
    first,
    channel,
    next,
    secrets,
    isDoubtful,
  )
  for (const delivery of deliveries)
    context.metrics?.deliveryFinished(delivery.channel, outcome.kind)
  const now = context.clock.now()
  const answer =
    outcome.kind === 'failed'
      ? ({
          kind: 'failed',
          retryable: outcome.retryable,
          retryAfterMs: outcome.retryAfterMs,
        } as const)
      : ({ kind: outcome.kind } as const)
  await writeWhileClaimed(
    context,
    {
      messageId: first.message_id,
      answer: outcome.kind,
      carrierRef: outcome.kind === 'sent' ? outcome.carrierRef : null,
      detail: outcome.detail,
      deliveries: deliveries.map((delivery) => ({
        delivery,
        consequence: decideAfterSending(
          answer,
          { ...delivery, claimNo: delivery.claim_no },
          channel?.afterDoubt ?? 'blind',
          now,
          context.random.next(),
        ),
        detail: outcome.detail,
        answer: outcome.kind,
      })),
    },
    now,
    leaseUntil,
  )
}

/**
 * What the carrier said is worth asking the database again: an answer that is never written means
 * that the message is sent once more. A write that went through unnoticed is refused the next time.
 */
async function writeWhileClaimed(
  context: EngineContext,
  outcome: MessageOutcome,
  now: Instant,
  leaseUntil: Instant,
): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await writeOutcome(context, outcome, now)
      return
    } catch (error) {
      const isLast = tries === WRITE_TRIES_MAX
      if (isLast || context.clock.now() + ERROR_PAUSE_MS > leaseUntil) throw error
      context.log.warn({ err: error }, 'the answer of a channel is written once more')
      await (context.timers ?? systemTimers).sleep(ERROR_PAUSE_MS, 'answer').done
    }
  }
}

async function outcomeOf(
  context: EngineContext,
  directory: Directory,
  deliveries: readonly ClaimedDelivery[],
  first: ClaimedDelivery,
  channel: Channel | undefined,
  next: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, string>,
  isDoubtful: boolean,
): Promise<ChannelOutcome> {
  if (!channel) return finalFailure(`This installation has no channel “${first.channel}”.`)
  if (channel.missing !== null) return finalFailure(channel.missing)
  if (isDoubtful) {
    const isAnswered = deliveries.every((delivery) => delivery.page_state !== 'open')
    const settled = isAnswered ? ANSWERED_MEANWHILE : await settleDoubt(context, channel, first)
    if (settled !== null) return settled
  }
  const message = compose(context, directory, deliveries, first, next, secrets)
  if (message === null)
    return finalFailure('The contact method no longer exists, or its owner was deactivated.')
  return send(context, channel, message)
}

// Nobody waits for it any more: whether it arrived the first time makes no difference now.
const ANSWERED_MEANWHILE: ChannelOutcome = {
  kind: 'unknown',
  detail: 'The process ended while handing over; answered meanwhile, so not sent again.',
}

function finalFailure(detail: string): ChannelOutcome {
  return { kind: 'failed', detail, retryable: false, retryAfterMs: null }
}

/** Null: send it again. */
async function settleDoubt(
  context: EngineContext,
  channel: Channel,
  first: ClaimedDelivery,
): Promise<ChannelOutcome | null> {
  switch (decideAfterDoubt(channel.afterDoubt, first.urgency, first.claim_no)) {
    case 'send-again':
      return null
    case 'take-as-sent':
      return {
        kind: 'unknown',
        detail: 'The process ended while handing over; not sent again for low urgency.',
      }
    case 'give-up':
      return finalFailure(
        'Handing over never came to an end; given up after several processes tried.',
      )
    case 'ask-carrier': {
      const answer =
        (await channel.lookup?.(first.message_id, timeoutSignal(context))) ?? 'cannot-tell'
      return answer === 'has-it'
        ? { kind: 'sent', carrierRef: null, detail: 'The carrier had it already.' }
        : null
    }
  }
}

function compose(
  context: EngineContext,
  directory: Directory,
  deliveries: readonly ClaimedDelivery[],
  first: ClaimedDelivery,
  next: ReadonlyMap<string, string>,
  secrets: ReadonlyMap<string, string>,
): OutgoingMessage | null {
  const person = directory.people.get(first.user_id)
  const method = person?.contactMethods.find(
    (candidate) => candidate.id === first.contact_method_id,
  )
  if (!person?.isActive || !method) return null
  const content: PageContent = {
    groups: newestOfGroups(deliveries).map((delivery) => pagedGroup(directory, delivery)),
    actUrl: context.makeActUrl(first.message_id),
    replyTo: context.makeReplyTo(first.message_id),
    otherwise: next.get(first.group_id) ?? null,
    timeZone: person.timeZone,
  }
  return {
    id: first.message_id,
    to: {
      userId: person.id,
      displayName: person.displayName,
      contactMethodId: method.id,
      address: method.address,
      secret: secrets.get(method.id) ?? null,
    },
    at: context.clock.now(),
    body: { purpose: 'page', content },
  }
}

/** Several pages about one group that travel together name it once. */
function newestOfGroups(deliveries: readonly ClaimedDelivery[]): readonly ClaimedDelivery[] {
  return [...new Map(deliveries.map((delivery) => [delivery.group_id, delivery])).values()]
}

function pagedGroup(directory: Directory, delivery: ClaimedDelivery): PagedGroup {
  const service = directory.services.get(delivery.service_id)
  return {
    groupId: delivery.group_id,
    number: delivery.number,
    title: delivery.title,
    service: service?.displayName ?? '',
    urgency: delivery.urgency,
    severity: delivery.severity,
    openedAt: delivery.opened_at,
    alertCount: delivery.alert_count,
    source: delivery.source,
    runbookUrl: delivery.runbook_url ?? service?.runbook ?? null,
  }
}

/** A channel that throws or hangs is one that may have sent it. */
async function send(
  context: EngineContext,
  channel: Channel,
  message: OutgoingMessage,
): Promise<ChannelOutcome> {
  const timeout = timeoutSignal(context)
  const hung = new Promise<ChannelOutcome>((resolve) => {
    timeout.addEventListener('abort', () =>
      resolve({ kind: 'unknown', detail: `No answer within ${CHANNEL_TIMEOUT_MS / 1_000} s.` }),
    )
  })
  try {
    return await Promise.race([channel.send(message, timeout), hung])
  } catch (error) {
    return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) }
  }
}

function timeoutSignal(context: EngineContext): AbortSignal {
  return (context.timers ?? systemTimers).timeoutSignal(CHANNEL_TIMEOUT_MS)
}
