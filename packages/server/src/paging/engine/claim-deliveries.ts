// Takes deliveries that are due and marks them as being handed over, in one statement committed by
// itself: whatever is not so marked when an acknowledgement commits is never sent.
//
// Deliveries to one contact method that may travel together become one message, whose id is the id
// of its first delivery.

import type { ChannelName, Instant, Severity, Urgency } from '@evenwatch/core'
import { DELIVERIES_PER_TICK, type EngineContext, LEASE_MS } from './engine-context.ts'

const RETURNED = `
select d.id, d.page_id, d.group_id, d.user_id, d.contact_method_id, d.channel, d.rule_position, d.attempt, d.urgency,
  d.claim_no, d.message_id, d.created_at, d.due_at, g.number, g.title, g.severity, g.opened_at, g.alert_count, g.service_id,
  newest.source, newest.runbook_url, p.state as page_state, (select revision from config_revision) as revision
from marked d join alert_group g on g.id = d.group_id join page p on p.id = d.page_id
cross join lateral (
  select source, runbook_url from alert where alert.group_id = g.id order by opened_at desc, id desc limit 1
) newest
order by d.message_id, (d.urgency = 'low'), g.opened_at, d.id`

const CLAIM_DUE = `
with due as (
  select id, contact_method_id, may_bundle_at from delivery
  where state = 'pending' and due_at <= $1
  order by due_at, id limit $4 for no key update skip locked
), companion as (
  select d.id, d.contact_method_id, d.may_bundle_at from delivery d
  where d.state = 'pending' and d.may_bundle_at <= $1 and d.due_at > $1
    and d.contact_method_id in (select contact_method_id from due where may_bundle_at is not null)
  order by d.due_at, d.id limit $5 for no key update skip locked
), taken as (
  select * from due union all select * from companion
), keyed as (
  select id, first_value(id) over (
    partition by case when may_bundle_at is null then id else contact_method_id end order by id
  ) as message_id
  from taken
), marked as (
  update delivery d
  set state = 'handing-over', claim_no = d.claim_no + 1, claimed_by = $2, lease_until = $3, message_id = keyed.message_id
  from keyed where d.id = keyed.id
  returning d.*
), new_message as (
  insert into message (id, user_id, contact_method_id, channel, created_at, handed_over_at)
  select distinct on (message_id) message_id, user_id, contact_method_id, channel, $1, $1 from marked
  order by message_id, id
), record as (
  insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
  select $1, 'alert-group', group_id, 'handing-over', 'system', 'team',
    jsonb_build_object('userId', user_id, 'channel', channel, 'attempt', attempt, 'deliveryId', id, 'messageId', message_id)
  from marked
)
${RETURNED}`

// Their process died or froze after marking and before the answer. A message is taken whole, by the
// delivery that gave it its id: sent again in two halves, the second would be dropped as a copy by a
// receiver that had never seen the first message.
const CLAIM_DOUBTFUL = `
with due as (
  select id from delivery where state = 'handing-over' and lease_until <= $1 and id = message_id
  order by lease_until, id limit $4 for no key update skip locked
), marked as (
  update delivery d set claim_no = d.claim_no + 1, claimed_by = $2, lease_until = $3
  from due where d.message_id = due.id and d.state = 'handing-over' and d.lease_until <= $1
  returning d.*
)
${RETURNED}`

/** Deliveries that one message carries at most. */
export const BUNDLE_MAX = 500

export type ClaimedDelivery = {
  id: string
  page_id: string
  group_id: string
  user_id: string
  contact_method_id: string
  channel: ChannelName
  rule_position: number
  attempt: number
  urgency: Urgency
  claim_no: number
  message_id: string
  created_at: Instant
  due_at: Instant
  number: number
  title: string
  severity: Severity | null
  opened_at: Instant
  alert_count: number
  service_id: string
  source: string
  runbook_url: string | null
  page_state: 'open' | 'answered' | 'stopped'
  revision: number
}

export async function claimDueDeliveries(
  context: EngineContext,
  now: Instant,
  limit: number,
): Promise<ClaimedDelivery[]> {
  const values = [
    new Date(now),
    context.nodeId,
    new Date(now + LEASE_MS),
    Math.min(limit, DELIVERIES_PER_TICK),
    BUNDLE_MAX,
  ]
  const { rows } = await context.pool.query<ClaimedDelivery>({
    name: 'claim-due-deliveries',
    text: CLAIM_DUE,
    values,
  })
  return rows
}

export async function claimDoubtfulDeliveries(
  context: EngineContext,
  now: Instant,
): Promise<ClaimedDelivery[]> {
  const values = [new Date(now), context.nodeId, new Date(now + LEASE_MS), DELIVERIES_PER_TICK]
  const { rows } = await context.pool.query<ClaimedDelivery>({
    name: 'claim-doubtful-deliveries',
    text: CLAIM_DOUBTFUL,
    values,
  })
  return rows
}
