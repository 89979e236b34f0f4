// What must hold in every walk, whatever happened (the letters are those of the list in
// docs/guides, "what the simulation checks").
//
// Read from the tables and the carriers' ledgers alone: nothing here asks the engine.

import { type Directory, type Instant, onCallAt, SECOND_MS } from '@evenwatch/core'
import type { World } from '../world/world.ts'

export type Violation = { readonly rule: string; readonly detail: string }

/** What the walk noted down beside the world. */
export type Notes = {
  /** Events that a sender was told are accepted. */
  readonly acceptedEventIds: string[]
  /** When a process, a connection or a clock failed. */
  readonly faults: { readonly from: Instant; readonly until: Instant }[]
  readonly directories: { readonly from: Instant; readonly directory: Directory }[]
}

/** Cheap ones, looked at after every move. */
export async function checkAlways(world: World): Promise<Violation[]> {
  const { rows } = await world.pool.query<Violation>({ name: 'sim-always', text: ALWAYS })
  return rows
}

const ALWAYS = `
select 'one open alert per key' as rule, dedup_key as detail from alert
where status <> 'resolved' group by scope_id, dedup_key having count(*) > 1
union all
select 'counts equal members', g.id::text from alert_group g join (
  select group_id, count(*) as all_of_it, count(*) filter (where status = 'triggered') as triggered,
    count(*) filter (where status <> 'resolved') as open
  from alert group by group_id
) m on m.group_id = g.id
where (g.alert_count, g.triggered_count, g.open_count) <> (m.all_of_it, m.triggered, m.open)
union all
select 'state follows members', id::text || ' is ' || status from alert_group
where status <> case when open_count = 0 then 'resolved' when triggered_count = 0 then 'acknowledged' else 'triggered' end
union all
select 'one run at a time', group_id::text from escalation_run
where state = 'active' and parent_run_id is null and not acknowledged group by group_id having count(*) > 1
union all
select 'a quiet group has no loud run', r.id::text from escalation_run r join alert_group g on g.id = r.group_id
where r.state = 'active' and not r.acknowledged and r.parent_run_id is null and g.status <> 'triggered'
union all
select 'a page once a step', user_id::text from page group by run_id, round, step, user_id having count(*) > 1
union all
select 'nothing waits for who answered', d.id::text from delivery d join page p on p.id = d.page_id
where d.state = 'pending' and p.state <> 'open'
union all
select 'a page is planned', p.id::text from page p where not exists (select from delivery d where d.page_id = p.id)`

export async function checkAtTheEnd(world: World, notes: Notes): Promise<Violation[]> {
  return [
    ...(await checkAlways(world)),
    ...(await checkDue(world)),
    ...(await checkAccepted(world, notes)),
    ...(await checkTries(world, notes)),
    ...(await checkPagedUntilAnswered(world)),
    ...(await checkQuietAfterAnswer(world)),
    ...(await checkTargets(world, notes)),
    ...(await checkCopies(world, notes)),
    ...world.statements.deadlocks.map((detail) => ({ rule: 'one order of locks', detail })),
  ]
}

/** Everything due is handled within this, once nothing breaks any more. */
const LATE_MS_MAX = 5 * SECOND_MS

async function checkDue(world: World): Promise<Violation[]> {
  const { rows } = await world.pool.query<Violation>(DUE, [new Date(world.time.now - LATE_MS_MAX)])
  return rows
}

const DUE = `
select 'what is due is done' as rule, 'run ' || id as detail from escalation_run where state = 'active' and due_at < $1
union all select 'what is due is done', 'delivery ' || id from delivery where state = 'pending' and due_at < $1
union all select 'what is due is done', 'handing over ' || id from delivery where state = 'handing-over' and lease_until < $1
union all select 'what is due is done', 'group ' || id from alert_group where status = 'acknowledged' and wake_at < $1`

// Only where all clocks agree can instants that different processes wrote be compared.
async function checkTries(world: World, notes: Notes): Promise<Violation[]> {
  if (notes.faults.length > 0) return []
  const { rows } = await world.pool.query<Violation>(
    `select 'no try begins after the answer' as rule, d.id::text as detail
     from delivery d join page p on p.id = d.page_id where d.created_at > p.finished_at`,
  )
  return rows
}

async function checkAccepted(world: World, notes: Notes): Promise<Violation[]> {
  const { rows } = await world.pool.query<{ id: string }>(
    'select wanted.id from unnest($1::uuid[]) as wanted(id) where wanted.id not in (select id from event_log)',
    [notes.acceptedEventIds],
  )
  return rows.map(({ id }) => ({ rule: 'accepted is kept', detail: id }))
}

// A triggered group has a run that goes on, or one that came to its end and said so; and each page
// of it was handed over, or every way to the person failed for good.
async function checkPagedUntilAnswered(world: World): Promise<Violation[]> {
  const { rows } = await world.pool.query<Violation>(PAGED)
  return rows
}

const PAGED = `
select 'paged until answered' as rule, 'group ' || g.id || ' has no run' as detail from alert_group g
where g.status = 'triggered' and not exists (
  select from escalation_run r where r.group_id = g.id and r.parent_run_id is null and not r.acknowledged
    and (r.state = 'active' or (r.finish_reason = 'exhausted' and exists (
      select from timeline t where t.subject_id = g.id and t.kind = 'exhausted' and t.data ->> 'runId' = r.id::text))))
union all
select 'paged until answered', 'page ' || p.id || ' was never tried' from page p
where p.state = 'open' and not exists (
  select from delivery d where d.page_id = p.id and (d.state in ('sent', 'failed', 'handing-over') or d.due_at is not null))
union all
select 'paged until answered', 'run ' || r.id || ' ended without a page' from escalation_run r
where r.finish_reason = 'exhausted' and r.parent_run_id is null and not exists (select from page where page.run_id = r.id)
  and not exists (select from escalation_run child where child.parent_run_id = r.id)
  and not exists (select from dead_letter l where l.group_id = r.group_id)
  and (select document ->> 'whenNobody' from definition_version v
       where v.definition_id = r.policy_id and v.version = r.policy_version) <> 'none'`

// By the order in which the record was written: answered, then paged without a new start, is wrong
// unless the step is for what is unresolved, or belongs to a policy that such a step called.
async function checkQuietAfterAnswer(world: World): Promise<Violation[]> {
  const { rows } = await world.pool.query<Row>(RECORD)
  const violations: Violation[] = []
  let group = ''
  let state: 'loud' | 'acknowledged' | 'resolved' = 'loud'
  const called = new Set<string>()
  for (const row of rows) {
    if (row.group !== group) {
      state = 'loud'
      called.clear()
    }
    group = row.group
    if (row.kind === 'group-resolved') state = 'resolved'
    else if (ANSWERS.has(row.kind)) state = 'acknowledged'
    else if (row.kind !== 'paged' && row.kind !== 'policy-called') state = 'loud'
    else if (state === 'loud') continue
    else if (state === 'acknowledged' && (row.when === 'unresolved' || called.has(row.policy))) {
      if (row.kind === 'policy-called') called.add(row.names ?? '')
    } else {
      violations.push({
        rule: 'quiet after the answer',
        detail: `${row.kind} about ${group}, which is ${state}`,
      })
    }
  }
  return violations
}

const ANSWERS = new Set(['group-acknowledged', 'group-snoozed'])

type Row = {
  readonly group: string
  readonly kind: string
  /** Of the run. */
  readonly policy: string
  /** The policy that is called. */
  readonly names: string | null
  readonly when: string | null
}

const RECORD = `
select t.subject_id as "group", t.kind, r.policy_id as policy, t.data ->> 'calledPolicyId' as names,
  v.document -> 'steps' -> (t.data ->> 'step')::int ->> 'when' as "when"
from timeline t left join escalation_run r on r.id = (t.data ->> 'runId')::uuid
left join definition_version v on v.definition_id = r.policy_id and v.version = r.policy_version
where t.kind in ('group-resolved', 'group-acknowledged', 'group-snoozed', 'paged', 'policy-called',
    'group-reopened', 'group-unacknowledged', 'acknowledgement-lapsed', 'snooze-ended', 'escalated')
  or (t.kind = 'run-started' and t.data ->> 'cause' <> 'nested')
order by t.subject_id, t.id`

type PageRow = {
  readonly id: string
  readonly userId: string
  readonly step: number
  readonly at: Instant
  readonly policyId: string
  readonly targets: readonly { readonly kind: string; readonly id: string }[] | null
  readonly mode: string | null
  readonly teamId: string | null
}

const PAGES = `
select p.id, p.user_id as "userId", p.step, p.created_at as at, r.policy_id as "policyId",
  v.document -> 'steps' -> p.step -> 'notify' as targets, v.document -> 'steps' -> p.step ->> 'mode' as mode,
  v.document ->> 'teamId' as "teamId"
from page p join escalation_run r on r.id = p.run_id
join definition_version v on v.definition_id = r.policy_id and v.version = r.policy_version`

/** A snapshot that was replaced so long ago can still have been used. */
const SNAPSHOT_AGE_MS_MAX = 40 * SECOND_MS

async function checkTargets(world: World, notes: Notes): Promise<Violation[]> {
  const { rows } = await world.pool.query<PageRow>(PAGES)
  return rows.flatMap((page) => {
    const snapshots = notes.directories.filter(({ from }, index) => {
      const until = notes.directories[index + 1]?.from ?? Number.POSITIVE_INFINITY
      return from <= page.at + SNAPSHOT_AGE_MS_MAX && until >= page.at - SNAPSHOT_AGE_MS_MAX
    })
    const isMeant = snapshots.some(({ directory }) => peopleMeant(directory, page).has(page.userId))
    const name = world.configuration.nameOf(page.userId)
    return isMeant ? [] : [{ rule: 'only who is meant', detail: `${name} at step ${page.step}` }]
  })
}

function peopleMeant(directory: Directory, page: PageRow): ReadonlySet<string> {
  if (page.step === -1) {
    const leads = directory.teams.get(page.teamId ?? '')?.leadIds ?? []
    return new Set([...leads, ...directory.administratorIds])
  }
  const people = (page.targets ?? []).flatMap(({ kind, id }): readonly string[] => {
    if (kind === 'user') return [id]
    const team = directory.teams.get(id)
    if (kind === 'team') return team ? [...team.leadIds, ...team.memberIds] : []
    const plan = kind === 'schedule' ? directory.schedules.get(id)?.plan : undefined
    if (!plan) return []
    if (page.mode === 'everyone' || page.mode === 'random') return onCallAt(plan, page.at).userIds
    const { layers } = plan.schedule
    const members = layers.flatMap((layer) => layer.versions.flatMap((version) => version.members))
    return [
      ...onCallAt(plan, page.at).userIds,
      ...members.flatMap((member) => (member && 'userIds' in member ? member.userIds : [])),
    ]
  })
  return new Set(people)
}

// A person gets one message for one rule of one page, and one more at most for each time that the
// carrier answered ambiguously, or that something broke while the message was being handed over.
async function checkCopies(world: World, notes: Notes): Promise<Violation[]> {
  const { rows } = await world.pool.query<{ chain: string; message: string }>(
    `select page_id || '/' || rule_position as chain, message_id as message from delivery where message_id is not null`,
  )
  const messagesOfChain = new Map<string, Set<string>>()
  for (const { chain, message } of rows) {
    messagesOfChain.set(chain, (messagesOfChain.get(chain) ?? new Set()).add(message))
  }
  return [...messagesOfChain].flatMap(([chain, messages]) => {
    const handings = world.carriers.handings.filter(({ message }) => messages.has(message.id))
    const receipts = world.carriers.receipts.filter(
      ({ messageId, isRead, isCarriersCopy }) =>
        messages.has(messageId) && isRead && !isCarriersCopy,
    )
    const doubtful = handings.filter(
      ({ behaviour, at }) =>
        behaviour === 'hangs' || behaviour === 'breaks' || isAtFault(notes, at),
    )
    if (receipts.length <= 1 + doubtful.length) return []
    return [{ rule: 'no copies without a reason', detail: `${chain}: ${receipts.length} copies` }]
  })
}

/** A lease is thirty seconds; a fault within it can have kept the answer from being written. */
const LEASE_MS = 35 * SECOND_MS

function isAtFault(notes: Notes, at: Instant): boolean {
  return notes.faults.some(({ from, until }) => from <= at + LEASE_MS && until >= at - LEASE_MS)
}
