// Everything that happened to a group, oldest first, each entry in words.
//
// Writers of one group's timeline hold its row or its run's row, so within one group the order of
// ids is the order of commits, and a cursor by id skips nothing.

import type { Actor, CallOutput, getGroupTimeline as contract } from '@evenwatch/api'
import { describeGroupEvent, formatInstant, type Instant, type JsonObject } from '@evenwatch/core'
import type { z } from 'zod'
import type { ServerContext } from '../../platform/context.ts'
import { decodeCursor, pageOfRows } from '../../platform/http/cursor.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { describeActor, personName } from '../../platform/timeline/describe-actor.ts'
import { findGroup } from './group-row.ts'

type EntryRow = {
  readonly id: number
  readonly at: Instant
  readonly kind: string
  readonly version: number
  readonly actor: string
  readonly reason: string | null
  readonly data: JsonObject
}

export async function getGroupTimeline(
  context: ServerContext,
  ref: string,
  query: z.output<typeof contract.query>,
): Promise<CallOutput<typeof contract> | Refusal> {
  const after = decodeCursor(query.cursor, 1)
  if (isRefusal(after)) return after
  const group = await findGroup(context.pool, ref)
  if (!group) return refuse('not-found')
  const { rows } = await context.pool.query<EntryRow>({
    name: 'group-timeline',
    text: `
      select t.id, t.at, t.kind, t.version, t.actor, t.reason, t.data from timeline t
      where t.subject_kind = 'alert-group' and t.subject_id = $1 and t.id > $2::bigint
        and t.audience in ('everyone', 'team')
      order by t.id limit $3`,
    values: [group.id, Number(after?.[0] ?? 0), query.limit + 1],
  })
  const directory = context.directory.current()
  const page = pageOfRows(rows, query.limit, (row) => [row.id])
  return {
    items: page.rows.map((row) => {
      const actor: Actor = describeActor(row.actor, directory)
      const names = { actor: actor.name, person: (id: string) => personName(directory, id) }
      const { kind, version, reason, data } = row
      const text = describeGroupEvent(kind, data, names)
      const at = formatInstant(row.at)
      return { id: String(row.id), at, kind, version, actor, reason, text, data: { ...data } }
    }),
    nextCursor: page.nextCursor,
  }
}
