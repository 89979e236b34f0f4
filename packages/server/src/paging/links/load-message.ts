// What an act link or a mail reply is about: the message, its person, its alert groups and how
// they stand now. One statement, so that all of it is of one moment.

import type { Instant, Severity, Urgency } from '@evenwatch/core'
import type { ClientBase, Pool } from 'pg'

export type MessageGroup = {
  readonly groupId: string
  readonly number: number
  readonly serviceId: string
  readonly title: string
  readonly urgency: Urgency
  readonly severity: Severity | null
  readonly status: 'triggered' | 'acknowledged' | 'resolved'
  readonly openedAt: Instant
  readonly acknowledgedAt: Instant | null
  readonly acknowledgedBy: string | null
  readonly snoozedUntil: Instant | null
  readonly wakeAt: Instant | null
  readonly resolvedAt: Instant | null
  readonly resolvedBy: string | null
  readonly alertCount: number
  /** It lapsed or was opened again after the message was made. */
  readonly superseded: boolean
  readonly runbookUrl: string | null
  readonly links: readonly { readonly href: string; readonly text: string }[]
}

export type LoadedMessage = {
  readonly messageId: string
  readonly userId: string
  readonly contactMethodId: string
  readonly answeredAt: Instant | null
  /** The configuration to read names and rights by is at least this one. */
  readonly revision: number
  /** The most urgent and oldest first; never empty. */
  readonly groups: readonly MessageGroup[]
}

/** Groups of one message that are looked at; bundles are smaller by far. */
export const MESSAGE_GROUPS_MAX = 500

type Row = MessageGroup & Omit<LoadedMessage, 'groups'>

/** Null when there is no such message, or it is about no group any more. */
export async function loadMessage(
  db: ClientBase | Pool,
  messageId: string,
): Promise<LoadedMessage | null> {
  const { rows } = await db.query<Row>({ name: 'load-message', text: LOAD, values: [messageId] })
  const [first] = rows
  if (first === undefined) return null
  const { userId, contactMethodId, answeredAt, revision } = first
  return { messageId, userId, contactMethodId, answeredAt, revision, groups: rows }
}

/**
 * Uses the message up, unless somebody changed that since it was loaded. False: it was changed,
 * and this answer is a repetition.
 */
export async function markAnswered(
  db: ClientBase | Pool,
  messageId: string,
  now: Instant | null,
  onlyIf: 'unanswered' | 'answered',
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: `mark-answered-${onlyIf}`,
    text: `update message set answered_at = $2
           where id = $1 and answered_at is ${onlyIf === 'unanswered' ? '' : 'not'} null`,
    values: [messageId, now === null ? null : new Date(now).toISOString()],
  })
  return rowCount === 1
}

const LOAD = `
select m.id as "messageId", m.user_id as "userId", m.contact_method_id as "contactMethodId",
  m.answered_at as "answeredAt", (select revision from config_revision) as revision,
  g.id as "groupId", g.number, g.service_id as "serviceId", g.title, g.urgency, g.severity,
  g.status, g.opened_at as "openedAt", g.acknowledged_at as "acknowledgedAt",
  g.acknowledged_by as "acknowledgedBy", g.snoozed_until as "snoozedUntil",
  g.wake_at as "wakeAt", g.resolved_at as "resolvedAt", g.resolved_by as "resolvedBy",
  g.alert_count as "alertCount",
  exists (
    select from escalation_run r
    where r.group_id = g.id and r.cause in ('lapsed', 'reopened') and r.started_at > m.created_at
  ) as superseded,
  newest.runbook_url as "runbookUrl", coalesce(newest.links, '[]') as links
from message m
join alert_group g on g.id in (select d.group_id from delivery d where d.message_id = m.id)
left join lateral (
  select a.runbook_url, a.links from alert a
  where a.group_id = g.id order by a.opened_at desc, a.id desc limit 1
) newest on true
where m.id = $1
order by g.urgency = 'high' desc, g.opened_at, g.id
limit ${MESSAGE_GROUPS_MAX}`
