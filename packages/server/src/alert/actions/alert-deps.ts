// What the routes of this room are given: the operations that the paging engine and ingest supply.

import type { EventOutcome, GroupAction, GroupOutcome, Instant, RoutedEvent } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { PinnedPolicy } from '../../paging/reads/pinned-policy.ts'
import type { ServerContext } from '../../platform/context.ts'

/** One outcome for each group, in order. `actor` as `formatActor` writes it. */
export type ActOnGroups = (
  context: ServerContext,
  groupIds: readonly string[],
  action: GroupAction,
  actor: string,
) => Promise<readonly GroupOutcome[]>

/** Ends runs, pages and waiting deliveries of groups whose rows the caller has locked. */
export type StopPaging = (
  client: PoolClient,
  groupIds: string[],
  reason: 'acknowledged' | 'resolved' | 'superseded',
  now: Instant,
) => Promise<void>

/** Takes events in as a sender's would be; answered after commit, one outcome for each. */
export type IngestEvents = (events: readonly RoutedEvent[]) => Promise<readonly EventOutcome[]>

export type AlertDeps = {
  readonly actOnGroups: ActOnGroups
  readonly stopPaging: StopPaging
  readonly ingest: IngestEvents
  readonly pinnedPolicy: PinnedPolicy
}
