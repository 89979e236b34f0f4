// What an action on groups is carried out with, and its line in the record.

import type { Instant, JsonObject } from '@evenwatch/core'
import type { PoolClient } from 'pg'
import type { ServerContext } from '../platform/context.ts'
import { appendTimeline, type TimelineRow } from '../platform/timeline/append-timeline.ts'

export type Acting = {
  readonly context: ServerContext
  readonly client: PoolClient
  /** As `formatActor` writes it. */
  readonly actor: string
  readonly now: Instant
}

/** One line of the record for each group. */
export async function record(
  { client, actor, now }: Acting,
  groupIds: readonly string[],
  kind: string,
  data: JsonObject,
  reason?: string,
): Promise<void> {
  const rows = groupIds.map((subjectId): TimelineRow => {
    return {
      at: now,
      subjectKind: 'alert-group',
      subjectId,
      kind,
      actor,
      data,
      reason: reason ?? null,
    }
  })
  await appendTimeline(client, rows)
}
