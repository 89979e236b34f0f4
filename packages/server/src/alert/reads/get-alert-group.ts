// One group with what its alerts share, what they differ in, and how similar groups ended.

import type { CallOutput, getAlertGroup as contract } from '@evenwatch/api'
import { formatInstant, type Instant } from '@evenwatch/core'
import type { Pool } from 'pg'
import type { PinnedPolicy } from '../../paging/reads/pinned-policy.ts'
import type { ServerContext } from '../../platform/context.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { describeActor } from '../../platform/timeline/describe-actor.ts'
import { describeGroups, formatNullable } from './describe-groups.ts'
import { findGroup, type GroupRow } from './group-row.ts'

/** Labels are compared over this many of the newest alerts. */
export const LABELS_ALERTS_MAX = 1_000
export const SIMILAR_SHOWN_MAX = 5
/** Similar groups are looked for among this many of the service's newest ones. */
export const SIMILAR_LOOKED_AT_MAX = 2_000

export async function getAlertGroup(
  context: ServerContext,
  pinnedPolicy: PinnedPolicy,
  ref: string,
): Promise<CallOutput<typeof contract> | Refusal> {
  const row = await findGroup(context.pool, ref)
  if (!row) return refuse('not-found')
  const [described, labels, similar] = await Promise.all([
    describeGroups(context, pinnedPolicy, [row]),
    compareLabels(context.pool, row.id),
    similarGroups(context, row),
  ])
  const [group] = described
  if (!group) return refuse('not-found')
  return { ...group, ...labels, similar }
}

async function compareLabels(pool: Pool, groupId: string) {
  const { rows } = await pool.query<{ name: string; value: string; is_shared: boolean }>({
    name: 'compare-labels',
    text: `
      with newest as (
        select a.id, a.labels from alert a where a.group_id = $1 order by a.id desc limit $2
      )
      select label.key as name, min(label.value) as value,
        count(*) = (select count(*) from newest) and min(label.value) = max(label.value)
          as is_shared
      from newest, jsonb_each_text(newest.labels) as label
      group by label.key
      order by label.key`,
    values: [groupId, LABELS_ALERTS_MAX],
  })
  const shared = rows.filter((row) => row.is_shared)
  return {
    sharedLabels: Object.fromEntries(shared.map((row) => [row.name, row.value])),
    differingLabels: rows.filter((row) => !row.is_shared).map((row) => row.name),
  }
}

type SimilarRow = {
  readonly id: string
  readonly number: number
  readonly title: string
  readonly opened_at: Instant
  readonly resolved_at: Instant | null
  readonly resolved_by: string | null
}

/** Of the same service, with the same shared labels or the same title. */
async function similarGroups(context: ServerContext, row: GroupRow) {
  const { rows } = await context.pool.query<SimilarRow>({
    name: 'similar-groups',
    text: `
      select id, number, title, opened_at, resolved_at, resolved_by
      from (
        select g.* from alert_group g where g.service_id = $1
        order by g.opened_at desc limit $5
      ) as recent
      where id <> $2 and (title = $3 or group_key = $4)
      order by opened_at desc, id desc
      limit $6`,
    values: [
      row.service_id,
      row.id,
      row.title,
      row.group_key,
      SIMILAR_LOOKED_AT_MAX,
      SIMILAR_SHOWN_MAX,
    ],
  })
  const directory = context.directory.current()
  return rows.map((one) => ({
    id: one.id,
    number: one.number,
    title: one.title,
    openedAt: formatInstant(one.opened_at),
    resolvedAt: formatNullable(one.resolved_at),
    resolvedBy: one.resolved_by === null ? null : describeActor(one.resolved_by, directory),
  }))
}
