// What paging by hand is given: configuration and ingest, each by the room that owns it.

import type { ConfigurationDocument } from '@evenwatch/api'
import type { Directory, InboundEvent, IntegrationView, RoutedEvent } from '@evenwatch/core'
import type { IngestEvents } from '../../alert/actions/alert-deps.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import type { PinnedPolicy } from '../reads/pinned-policy.ts'

/**
 * Creates a definition unless one of its kind and name is there already, which is then left as it
 * is. Once it has answered, `directory.refresh()` knows the object.
 */
export type EnsureDefinition = (
  document: ConfigurationDocument,
  actor: string,
) => Promise<Refusal | undefined>

/** Core's `routeEvent`. */
export type RouteEvent = (
  directory: Directory,
  integration: IntegrationView,
  event: InboundEvent,
  ids: { readonly eventId: string; readonly freshKey: string },
  isTest?: boolean,
) => RoutedEvent

export type PagingDeps = {
  readonly ingest: IngestEvents
  readonly routeEvent: RouteEvent
  readonly ensureDefinition: EnsureDefinition
  readonly pinnedPolicy: PinnedPolicy
}
