// What a benchmark may ask of the product's process.

import { randomUUID } from 'node:crypto'
import { parseEvenwatchEvents, routeEvent } from '@evenwatch/core'
import type { RunningServer } from '@evenwatch/server'
import type { Receipt } from './receipt.ts'
import { idOf, type Seed, seed } from './seed.ts'

/** A receipt as it crosses the process: nanoseconds of the machine's steady clock as text. */
export type SentReceipt = {
  readonly groupIds: readonly string[]
  readonly userId: string
  readonly atNs: string
}

type Commands = {
  seed: { input: Seed; output: Awaited<ReturnType<typeof seed>> }
  /** Events a second through the queue, without HTTP, for as long as asked. */
  writeDirectly: { input: { template: string; forMs: number; inFlight: number }; output: number }
  /** Receipts so far, and none of them afterwards. */
  takeReceipts: { input: null; output: SentReceipt[] }
  /** Open escalations whose second step is due between two delays from now. */
  openEscalations: {
    input: { count: number; people: number; fromMs: number; untilMs: number }
    output: null
  }
  /** How late each step was taken, in milliseconds. */
  lateness: { input: null; output: number[] }
  clear: { input: null; output: null }
}
export type CommandName = keyof Commands
export type CommandInput<N extends CommandName> = Commands[N]['input']
export type CommandOutput<N extends CommandName> = Commands[N]['output']

export async function runCommand(
  server: RunningServer,
  receipts: Receipt[],
  command: string,
  input: unknown,
): Promise<unknown> {
  switch (command as CommandName) {
    case 'seed':
      return seed(server, input as Seed)
    case 'writeDirectly':
      return writeDirectly(server, input as CommandInput<'writeDirectly'>)
    case 'takeReceipts':
      return receipts
        .splice(0)
        .map(({ groupIds, userId, atNs }) => ({ groupIds, userId, atNs: String(atNs) }))
    case 'openEscalations':
      return openEscalations(server, input as CommandInput<'openEscalations'>)
    case 'lateness':
      return readLateness(server)
    case 'clear':
      await clear(server)
      receipts.length = 0
      return null
  }
}

async function writeDirectly(
  server: RunningServer,
  { template, forMs, inFlight }: CommandInput<'writeDirectly'>,
): Promise<number> {
  const { context, queue } = server
  const directory = context.directory.current()
  const integration = [...directory.keys.values()][0]?.integration
  const parsed = parseEvenwatchEvents(template)
  if (!integration || parsed.kind !== 'events') throw new RangeError('nothing to write')
  const endsAt = performance.now() + forMs
  const startedAt = performance.now()
  let written = 0
  async function worker() {
    while (performance.now() < endsAt) {
      const routed =
        parsed.kind === 'events'
          ? parsed.events.map((event) => {
              const now = context.clock.now()
              return routeEvent(
                directory,
                integration as NonNullable<typeof integration>,
                { ...event, dedupKey: randomUUID() },
                {
                  eventId: context.random.uuid(now),
                  freshKey: '',
                },
              )
            })
          : []
      await queue.add(routed)
      written += routed.length
    }
  }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return (written / (performance.now() - startedAt)) * 1_000
}

const OPEN = `
with n as (select generate_series(1, $1::int) as n), g as (
  insert into alert_group (id, service_id, title, urgency, severity, status, opened_at, last_event_at, alert_count, triggered_count, open_count)
  select ('00000000-0000-7000-9001-' || lpad(to_hex(n), 12, '0'))::uuid, $2, 'open', 'high', 'critical', 'triggered', $3, $3, 1, 1, 1 from n
  returning id
), a as (
  insert into alert (id, group_id, service_id, scope_id, dedup_key, status, summary, source, severity, urgency, labels, details,
    links, images, event_count, opened_at, last_event_at)
  select id, id, $2, $2, id::text, 'triggered', 'open', '', 'error', 'high', '{}', '{}', '[]', '[]', 1, $3, $3 from g
)
insert into escalation_run (id, group_id, policy_id, policy_version, cause, urgency, state, next_step, started_at, round_started_at,
  last_step_at, paged_in_round, due_at)
select id, id, ('00000000-0000-7000-8003-' || lpad(to_hex(1 + (row_number() over () % $4::int)), 12, '0'))::uuid, 1, 'opened', 'high', 'active', 1, $3, $3,
  $5::timestamptz + random() * ($6::timestamptz - $5::timestamptz) - interval '5 minutes', true,
  $5::timestamptz + random() * ($6::timestamptz - $5::timestamptz) from g`

async function openEscalations(
  server: RunningServer,
  { count, people, fromMs, untilMs }: CommandInput<'openEscalations'>,
): Promise<null> {
  const { pool, clock } = server.context
  const now = clock.now()
  await pool.query(OPEN, [
    count,
    idOf(4, 1),
    new Date(now),
    people,
    new Date(now + fromMs),
    new Date(now + untilMs),
  ])
  // Two random numbers made the two columns; the second step is due five minutes after the first.
  await pool.query(
    `update escalation_run set last_step_at = due_at - interval '5 minutes' where state = 'active' and next_step = 1`,
  )
  await pool.query(
    `update alert_group g set snoozed_until = run.due_at from escalation_run run where run.group_id = g.id and run.next_step = 1`,
  )
  await pool.query('analyze escalation_run, alert_group, alert')
  return null
}

// The group's unused snoozed_until carries when the step was due, because the run forgets it.
const LATENESS = `
select (extract(epoch from m.handed_over_at - g.snoozed_until) * 1000)::float8 as late
from message m join delivery d on d.message_id = m.id join alert_group g on g.id = d.group_id
where g.snoozed_until is not null`

async function readLateness(server: RunningServer): Promise<number[]> {
  const { rows } = await server.context.pool.query<{ late: number }>(LATENESS)
  return rows.map((row) => row.late).sort((a, b) => a - b)
}

const CLEAR =
  'truncate alert_group, alert, escalation_run, page, message, delivery, dead_letter, timeline, event_log, dedup_slot, group_slot cascade'
const CLEAR_TRIES = 20

/** The engine is at work meanwhile and takes the tables in another order: a deadlock is tried again. */
async function clear(server: RunningServer): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await server.context.pool.query(CLEAR)
      return
    } catch (error) {
      if (tries === CLEAR_TRIES) throw error
    }
  }
}
