// The alerts of a group, newest first: their ids are made in the order of time.

import type { CallOutput, listAlertsOfGroup as contract } from '@evenwatch/api'
import type { z } from 'zod'
import type { ServerContext } from '../../platform/context.ts'
import { decodeCursor, pageOfRows } from '../../platform/http/cursor.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { ALERT_COLUMNS, type AlertRow, describeAlert } from './alert-row.ts'
import { findGroup } from './group-row.ts'

const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

export async function listAlertsOfGroup(
  context: ServerContext,
  ref: string,
  query: z.output<typeof contract.query>,
): Promise<CallOutput<typeof contract> | Refusal> {
  const after = decodeCursor(query.cursor, 1)
  if (isRefusal(after)) return after
  const group = await findGroup(context.pool, ref)
  if (!group) return refuse('not-found')
  const { rows } = await context.pool.query<AlertRow>({
    name: 'list-alerts-of-group',
    text: `
      select ${ALERT_COLUMNS} from alert a
      where a.group_id = $1 and a.id < $2::uuid
      order by a.id desc limit $3`,
    values: [group.id, after?.[0] ?? AFTER_ALL, query.limit + 1],
  })
  const page = pageOfRows(rows, query.limit, (row) => [row.id])
  return { items: page.rows.map(describeAlert), nextCursor: page.nextCursor }
}
