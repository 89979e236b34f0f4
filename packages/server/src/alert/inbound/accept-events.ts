// From parsed events and a key to a durable answer: the one path that every format takes.

import {
  type EventOutcome,
  type InboundEvent,
  type IntegrationView,
  type RoutedEvent,
  routeEvent,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'
import { type IngestQueue, QueueFull } from '../ingest/ingest-queue.ts'

export type Accepted =
  | { readonly kind: 'accepted'; readonly outcomes: readonly EventOutcome[] }
  | { readonly kind: 'overloaded' }
  | { readonly kind: 'unavailable' }

/** The integration of a key that has not ended, or null. */
export function findIntegration(context: ServerContext, key: string): IntegrationView | null {
  const found = context.directory.current().keys.get(hashToken(key))
  if (!found || (found.endsAt !== null && found.endsAt <= context.clock.now())) return null
  return found.integration
}

export async function acceptEvents(
  context: ServerContext,
  queue: IngestQueue,
  integration: IntegrationView,
  events: readonly InboundEvent[],
  isTest = false,
): Promise<Accepted> {
  if (events.length === 0) return { kind: 'accepted', outcomes: [] }
  const routed = events.map((event) => route(context, integration, event, isTest))
  try {
    return { kind: 'accepted', outcomes: await queue.add(routed) }
  } catch (error) {
    if (error instanceof QueueFull) return { kind: 'overloaded' }
    context.log.error({ err: error, integration: integration.id }, 'events were not written')
    return { kind: 'unavailable' }
  }
}

function route(
  context: ServerContext,
  integration: IntegrationView,
  event: InboundEvent,
  isTest: boolean,
): RoutedEvent {
  const now = context.clock.now()
  const ids = { eventId: context.random.uuid(now), freshKey: context.random.uuid(now) }
  return routeEvent(context.directory.current(), integration, event, ids, isTest)
}
