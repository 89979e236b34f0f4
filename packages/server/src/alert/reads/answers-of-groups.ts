// Who acknowledged which groups, what ended that, and how severe the groups were: what the load
// ledger knows of alerts.

import {
  ENGAGEMENT_BEGINS,
  ENGAGEMENT_KINDS,
  type EngagementKind,
  formatInstant,
  type GroupAnswer,
  type Instant,
  type Severity,
  type Span,
} from '@evenwatch/core'
import type { Database } from '../../platform/definitions/definition.ts'

/** The person behind an actor of the record. */
export type Actors = ReadonlyMap<string, string>

export const GROUPS_ACKNOWLEDGED = `
select distinct subject_id as id from timeline
where actor = any ($1::text[]) and at >= $2 and at < $3 and kind = '${ENGAGEMENT_BEGINS}'
  and subject_kind = 'alert-group'`

/** The groups that some people acknowledged within a span. */
export async function groupsAcknowledgedBy(
  db: Database,
  actors: Actors,
  { startsAt, endsAt }: Span,
): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: 'groups-acknowledged',
    text: GROUPS_ACKNOWLEDGED,
    values: [[...actors.keys()], formatInstant(startsAt), formatInstant(endsAt)],
  })
  return rows.map(({ id }) => id)
}

export const ANSWERS_OF_GROUPS = `
select subject_id as "groupId", at, kind, actor from timeline
where subject_kind = 'alert-group' and subject_id = any ($1::uuid[]) and kind = any ($2::text[])
order by at, id`

/** What begins and ends people's work on groups, in the order of time. */
export async function answersOfGroups(
  db: Database,
  groupIds: readonly string[],
  actors: Actors,
): Promise<readonly GroupAnswer[]> {
  const { rows } = await db.query<{
    groupId: string
    at: Instant
    kind: EngagementKind
    actor: string
  }>({ name: 'answers-of-groups', text: ANSWERS_OF_GROUPS, values: [groupIds, ENGAGEMENT_KINDS] })
  return rows.map(({ actor, ...answer }) => ({ ...answer, userId: actors.get(actor) ?? null }))
}

export const GRAVITY_OF_GROUPS = `
select id, severity, is_test as "isTest" from alert_group where id = any ($1::uuid[])
union all
select id, severity, is_test from alert_group_history where id = any ($1::uuid[])`

export type GroupGravity = {
  readonly id: string
  /** The highest that any of its alerts ever had. */
  readonly severity: Severity | null
  readonly isTest: boolean
}

export async function gravityOfGroups(
  db: Database,
  groupIds: readonly string[],
): Promise<readonly GroupGravity[]> {
  const { rows } = await db.query<GroupGravity>({
    name: 'gravity-of-groups',
    text: GRAVITY_OF_GROUPS,
    values: [groupIds],
  })
  return rows
}
