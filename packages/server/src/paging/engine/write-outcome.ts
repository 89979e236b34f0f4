// Writes what a channel answered about one message, and what follows: a retry, the person's next
// contact method, or nothing. Refused for deliveries whose claim is no longer ours; no new attempt
// comes into being for a page that was answered meanwhile.

import {
  fallbackMethod,
  formatInstant,
  type Instant,
  type Person,
  type SendConsequence,
} from '@evenwatch/core'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import type { ClaimedDelivery } from './claim-deliveries.ts'
import type { EngineContext } from './engine-context.ts'

export type DeliveryOutcome = {
  readonly delivery: ClaimedDelivery
  readonly consequence: SendConsequence
  /** What the carrier said, for the record. */
  readonly detail: string
  readonly answer: 'sent' | 'failed' | 'unknown'
}

export type MessageOutcome = {
  readonly messageId: string
  readonly answer: 'sent' | 'failed' | 'unknown'
  readonly carrierRef: string | null
  readonly detail: string
  readonly deliveries: readonly DeliveryOutcome[]
}

const DETAIL_CHARS_MAX = 1_000
/** Stand-in deliveries are numbered after the person's own rules. */
const FALLBACK_POSITION = 1_000

// Pages before deliveries: the lock order, and what makes the answer to "is it still open" current.
const LOCK_PAGES = `select id, state from page where id = any($1::uuid[]) order by id for no key update`

const FINISH = `
with ours as (
  update delivery d
  set state = row.state, error = row.error, claimed_by = null, lease_until = row.lease_until,
    finished_at = case when row.state <> 'handing-over' then $2::timestamptz end,
    due_at = case when row.state = 'handing-over' then d.due_at end
  from jsonb_to_recordset($3::jsonb) as row(id uuid, claim_no bigint, state text, error text, lease_until timestamptz)
  where d.id = row.id and d.claim_no = row.claim_no and d.claimed_by = $1 and d.state = 'handing-over'
  returning d.id, d.message_id, d.page_id
), told as (
  update message m set finished_at = $2, outcome = $5, carrier_ref = $6, error = $7
  from (select distinct message_id from ours) o where m.id = o.message_id
), known as (
  update contact_method c
  set last_success_at = case when $5 = 'sent' then $2 else c.last_success_at end,
    last_failure_at = case when $5 = 'sent' then c.last_failure_at else $2 end,
    last_failure = case when $5 = 'sent' then null else $7 end
  where c.id = $8 and exists (select from ours)
), record as (
  insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
  -- It was on its way when somebody answered: the one case in which a page can come late.
  select $2, 'alert-group', row.group_id, row.kind, 'system', 'team',
    case when page.state = 'open' then row.data else row.data || '{"afterAnswer": true}' end
  from jsonb_to_recordset($4::jsonb) as row(id uuid, group_id uuid, kind text, data jsonb)
  join ours on ours.id = row.id join page on page.id = ours.page_id
)
select id from ours`

const RETRY = `
insert into delivery (id, page_id, group_id, user_id, contact_method_id, channel, rule_position, attempt, urgency,
  state, created_at, due_at, may_bundle_at)
select id, page_id, group_id, user_id, contact_method_id, channel, rule_position, attempt, urgency, 'pending', $1, due_at, due_at
from jsonb_to_recordset($2::jsonb) as row(id uuid, page_id uuid, group_id uuid, user_id uuid, contact_method_id uuid,
  channel text, rule_position int, attempt int, urgency text, due_at timestamptz)
on conflict (page_id, rule_position, attempt) do nothing`

const READ_SIBLINGS = `
select page_id, contact_method_id, state, due_at from delivery where page_id = any($1::uuid[])`

// The page's next planned method, whatever its delay was.
const BRING_FORWARD = `
update delivery set due_at = $1, may_bundle_at = $1 where id in (
  select distinct on (page_id) id from delivery
  where page_id = any($2::uuid[]) and state = 'pending' and contact_method_id <> $3
  order by page_id, due_at, id
) and due_at > $1`

export async function writeOutcome(
  context: EngineContext,
  outcome: MessageOutcome,
  now: Instant,
): Promise<void> {
  const finish = {
    name: 'finish-deliveries',
    text: FINISH,
    values: finishValues(context, outcome, now),
  }
  // Nothing follows from what was sent, so one statement says it all.
  if (outcome.deliveries.every(({ consequence }) => consequence.state === 'sent')) {
    await context.pool.query(finish)
    context.wakes.wake('stream')
    return
  }
  const isDueSoon = await inTransaction(context.pool, async (client) => {
    const pageIds = [...new Set(outcome.deliveries.map(({ delivery }) => delivery.page_id))]
    const pages = await client.query<{ id: string; state: string }>({
      name: 'lock-pages',
      text: LOCK_PAGES,
      values: [pageIds],
    })
    const open = new Set(pages.rows.filter((page) => page.state === 'open').map((page) => page.id))
    const { rows: ours } = await client.query<{ id: string }>(finish)
    const ourIds = new Set(ours.map((row) => row.id))
    const failed = outcome.deliveries.filter(
      ({ delivery, consequence }) =>
        ourIds.has(delivery.id) && consequence.state !== 'sent' && open.has(delivery.page_id),
    )
    if (failed.length === 0) return false
    const retries = failed.flatMap((entry) => retryRow(context, entry, now))
    const fallbacks = await fallbackRows(context, client, failed, now)
    if (retries.length + fallbacks.length > 0) {
      await client.query({
        name: 'retry-deliveries',
        text: RETRY,
        values: [new Date(now), JSON.stringify([...retries, ...fallbacks])],
      })
    }
    return true
  })
  if (isDueSoon) context.wakes.wake('delivery')
  context.wakes.wake('stream')
}

function finishValues(context: EngineContext, outcome: MessageOutcome, now: Instant) {
  const rows = outcome.deliveries.map(({ delivery, consequence, detail }) => ({
    id: delivery.id,
    claim_no: delivery.claim_no,
    // What is in doubt stays on its way, and whoever looks after doubtful ones asks again in time.
    state: consequence.state === 'doubtful' ? 'handing-over' : consequence.state,
    lease_until:
      consequence.state === 'doubtful' && consequence.retryAt !== null
        ? formatInstant(consequence.retryAt)
        : null,
    error: consequence.state === 'sent' ? null : detail.slice(0, DETAIL_CHARS_MAX),
  }))
  const records = outcome.deliveries.map(({ delivery, consequence, detail, answer }) => ({
    id: delivery.id,
    group_id: delivery.group_id,
    kind: `delivery-${answer}`,
    data: {
      userId: delivery.user_id,
      channel: delivery.channel,
      attempt: delivery.attempt,
      deliveryId: delivery.id,
      detail: detail.slice(0, DETAIL_CHARS_MAX),
      retryAt: consequence.retryAt === null ? null : formatInstant(consequence.retryAt),
    },
  }))
  return [
    context.nodeId,
    new Date(now),
    JSON.stringify(rows),
    JSON.stringify(records),
    outcome.answer,
    outcome.carrierRef,
    outcome.answer === 'sent' ? null : outcome.detail.slice(0, DETAIL_CHARS_MAX),
    outcome.deliveries[0]?.delivery.contact_method_id ?? null,
  ]
}

function retryRow(
  context: EngineContext,
  { delivery, consequence }: DeliveryOutcome,
  now: Instant,
) {
  if (consequence.state !== 'failed' || consequence.retryAt === null) return []
  return [
    attemptRow(delivery, context.random.uuid(now), consequence.retryAt, {
      contactMethodId: delivery.contact_method_id,
      channel: delivery.channel,
      rulePosition: delivery.rule_position,
      attempt: delivery.attempt + 1,
    }),
  ]
}

type Siblings = Map<string, { contact_method_id: string; state: string; due_at: Instant | null }[]>
type Client = Parameters<Parameters<typeof inTransaction>[1]>[0]

/** Brings each page's next planned method forward, or adds one that the rules do not name. */
async function fallbackRows(
  context: EngineContext,
  client: Client,
  failed: readonly DeliveryOutcome[],
  now: Instant,
) {
  const wanting = failed.filter(({ consequence }) => consequence.tryNextMethod)
  const [first] = wanting
  if (!first) return []
  const pageIds = wanting.map(({ delivery }) => delivery.page_id)
  const failedMethod = first.delivery.contact_method_id
  const siblings = await readSiblings(client, pageIds)
  const planned = pageIds.filter((pageId) =>
    siblings
      .get(pageId)
      ?.some((other) => other.state === 'pending' && other.contact_method_id !== failedMethod),
  )
  if (planned.length > 0) {
    await client.query({
      name: 'bring-forward',
      text: BRING_FORWARD,
      values: [new Date(now), planned, failedMethod],
    })
  }
  const people = context.directory.current().people
  return wanting.flatMap(({ delivery }) => {
    if (planned.includes(delivery.page_id)) return []
    const person = people.get(delivery.user_id)
    return person
      ? standInRow(context, delivery, person, siblings.get(delivery.page_id) ?? [], now)
      : []
  })
}

function standInRow(
  context: EngineContext,
  delivery: ClaimedDelivery,
  person: Person,
  siblings: readonly { contact_method_id: string }[],
  now: Instant,
) {
  const tried = new Set(siblings.map((sibling) => sibling.contact_method_id))
  const method = fallbackMethod(person, tried)
  if (!method) return []
  return [
    attemptRow(delivery, context.random.uuid(now), now, {
      contactMethodId: method.id,
      channel: method.channel,
      rulePosition: FALLBACK_POSITION + tried.size,
      attempt: 1,
    }),
  ]
}

async function readSiblings(client: Client, pageIds: readonly string[]): Promise<Siblings> {
  const { rows } = await client.query<{
    page_id: string
    contact_method_id: string
    state: string
    due_at: Instant | null
  }>({
    name: 'read-siblings',
    text: READ_SIBLINGS,
    values: [pageIds],
  })
  const siblings: Siblings = new Map()
  for (const row of rows) siblings.set(row.page_id, [...(siblings.get(row.page_id) ?? []), row])
  return siblings
}

function attemptRow(
  delivery: ClaimedDelivery,
  id: string,
  dueAt: Instant,
  how: { contactMethodId: string; channel: string; rulePosition: number; attempt: number },
) {
  return {
    id,
    page_id: delivery.page_id,
    group_id: delivery.group_id,
    user_id: delivery.user_id,
    contact_method_id: how.contactMethodId,
    channel: how.channel,
    rule_position: how.rulePosition,
    attempt: how.attempt,
    urgency: delivery.urgency,
    due_at: formatInstant(dueAt),
  }
}
