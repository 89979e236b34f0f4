// A small world for the tests of this room: Ana, Ben and Chen, one service, and alert groups with
// pages and messages in any state, on a real database, at an instant that the test moves.

import { createServer } from 'node:net'
import type { Directory, GroupAction, GroupOutcome, Instant, Person } from '@evenwatch/core'
import { HOUR_MS } from '@evenwatch/core'
import { pino } from 'pino'
import { systemRandom } from '../../platform/clock/system-random.ts'
import { readConfig, type ServerConfig } from '../../platform/config.ts'
import type { ServerContext } from '../../platform/context.ts'
import { createSecretBox } from '../../platform/secrets/secret-box.ts'
import type { TestDatabase } from '../../platform/testing/test-database.ts'
import { createWakes } from '../../platform/wake/wakes.ts'
import type { ActOnGroups } from '../links/answer-message.ts'
import type { MessageToken } from '../links/message-token.ts'

/** A Tuesday, 14:00 in Vienna. */
export const DAYTIME: Instant = Date.UTC(2026, 2, 3, 13, 0)
export const SERVICE_ID = '01900000-0000-7000-8000-0000000000aa'

const personId = (digit: number) => `01900000-0000-7000-8000-00000000000${digit}`
export const ANA = personId(1)
export const BEN = personId(2)
export const CHEN = personId(3)

type GroupFixture = {
  readonly title?: string
  readonly urgency?: 'high' | 'low'
  readonly runbookUrl?: string | null
}

export type PagingWorld = {
  readonly context: ServerContext
  readonly database: TestDatabase
  setNow(now: Instant): void
  addGroup(group?: GroupFixture): Promise<string>
  /** A message of a person about these groups, made now. */
  addMessage(userId: string, groupIds: readonly string[]): Promise<MessageToken>
  /** As the engine does when an acknowledgement lapses: triggered again, with a new run. */
  lapse(groupId: string): Promise<void>
  deactivate(userId: string): Promise<void>
  answeredAt(token: MessageToken): Promise<Instant | null>
  group(groupId: string): Promise<{ status: string; acknowledgedBy: string | null }>
  /** Every call of the alert room's operation, in order. */
  readonly acts: { groupIds: string[]; action: GroupAction; actor: string }[]
  readonly actOnGroups: ActOnGroups
}

export async function createPagingWorld(
  database: TestDatabase,
  config: Partial<ServerConfig> = {},
): Promise<PagingWorld> {
  const { pool } = database
  let now = DAYTIME
  const inactive = new Set<string>()
  const id = () => systemRandom.uuid(now)
  const at = () => new Date(now).toISOString()
  const acts: PagingWorld['acts'] = []
  const key = Buffer.alloc(32, 7)
  const context: ServerContext = {
    config: {
      ...readConfig({ EVENWATCH_SECRET_KEY: key.toString('hex'), EVENWATCH_LOG_LEVEL: 'silent' }),
      publicUrl: 'https://watch.example.org',
      mailFrom: 'Evenwatch <pages@watch.example.org>',
      ...config,
    },
    nodeId: id(),
    pool,
    clock: { now: () => now, uncertaintyMs: () => 0, healthy: () => true },
    random: systemRandom,
    directory: {
      current: () => directoryOf(inactive),
      atLeast: async () => directoryOf(inactive),
      refresh: async () => directoryOf(inactive),
    },
    wakes: createWakes(),
    secrets: createSecretBox(key),
    log: pino({ level: 'silent' }),
  }

  async function addRun(groupId: string, cause: string): Promise<string> {
    const runId = id()
    await pool.query(
      `insert into escalation_run (id, group_id, policy_id, policy_version, cause, urgency, state,
         started_at, round_started_at)
       values ($1, $2, $3, 1, $4, 'high', 'active', $5, $5)`,
      [runId, groupId, id(), cause, at()],
    )
    return runId
  }

  return {
    context,
    database,
    acts,
    setNow(instant) {
      now = instant
    },
    async addGroup(group = {}) {
      const groupId = id()
      await pool.query(
        `insert into alert_group (id, service_id, title, urgency, severity, status, opened_at,
           last_event_at, alert_count, triggered_count, open_count)
         values ($1, $2, $3, $4, 'critical', 'triggered', $5, $5, 14, 14, 14)`,
        [groupId, SERVICE_ID, group.title ?? '5xx ratio 7 %', group.urgency ?? 'high', at()],
      )
      await pool.query(
        `insert into alert (id, group_id, service_id, scope_id, dedup_key, status, summary, source,
           severity, urgency, labels, details, links, images, runbook_url, event_count, opened_at,
           last_event_at)
         values ($1, $2, $3, $1, 'key', 'triggered', 'summary', 'web-1', 'critical', 'high', '{}',
           '{}', '[{"href": "https://graphs.example.org/d/1", "text": "Dashboard"}]', '[]', $4, 1,
           $5, $5)`,
        [id(), groupId, SERVICE_ID, group.runbookUrl ?? null, at()],
      )
      await addRun(groupId, 'opened')
      return groupId
    },
    async addMessage(userId, groupIds) {
      const messageId = id()
      await pool.query(
        `insert into message (id, user_id, contact_method_id, channel, created_at, handed_over_at)
         values ($1, $2, $3, 'email', $4, $4)`,
        [messageId, userId, methodId(userId), at()],
      )
      for (const groupId of groupIds) {
        const { rows } = await pool.query<{ id: string }>(
          'select id from escalation_run where group_id = $1 order by started_at desc limit 1',
          [groupId],
        )
        const pageId = id()
        await pool.query(
          `insert into page (id, run_id, group_id, round, step, user_id, urgency, state, created_at)
           values ($1, $2, $3, 0, 0, $4, 'high', 'open', $5)
           on conflict (run_id, round, step, user_id) do update set round = page.round + 1`,
          [pageId, rows[0]?.id, groupId, userId, at()],
        )
        await pool.query(
          `insert into delivery (id, page_id, group_id, user_id, contact_method_id, channel,
             rule_position, attempt, urgency, state, created_at, message_id)
           values ($1, $2, $3, $4, $5, 'email', 0, 1, 'high', 'sent', $6, $7)`,
          [id(), pageId, groupId, userId, methodId(userId), at(), messageId],
        )
      }
      return { messageId, expiresAt: now + 24 * HOUR_MS }
    },
    async lapse(groupId) {
      await pool.query(
        `update alert_group set status = 'triggered', acknowledged_at = null, acknowledged_by = null
         where id = $1`,
        [groupId],
      )
      await addRun(groupId, 'lapsed')
    },
    async deactivate(userId) {
      inactive.add(userId)
    },
    async answeredAt({ messageId }) {
      const { rows } = await pool.query<{ answered_at: Instant | null }>(
        'select answered_at from message where id = $1',
        [messageId],
      )
      return rows[0]?.answered_at ?? null
    },
    async group(groupId) {
      const { rows } = await pool.query<{ status: string; acknowledgedBy: string | null }>(
        `select status, acknowledged_by as "acknowledgedBy" from alert_group where id = $1`,
        [groupId],
      )
      return rows[0] ?? { status: 'none', acknowledgedBy: null }
    },
    async actOnGroups(ctx, groupIds, action, actor) {
      acts.push({ groupIds, action, actor })
      return Promise.all(groupIds.map((groupId) => changeGroup(ctx, groupId, action, actor)))
    },
  }
}

/** The least of the alert room's operation that this room relies on: the first one wins. */
async function changeGroup(
  { pool, clock }: ServerContext,
  groupId: string,
  action: GroupAction,
  actor: string,
): Promise<GroupOutcome> {
  const now = new Date(clock.now()).toISOString()
  if (action.kind === 'acknowledge' || action.kind === 'snooze') {
    const { rowCount } = await pool.query(
      `update alert_group set status = 'acknowledged', acknowledged_at = $2, acknowledged_by = $3,
         snoozed_until = $4, wake_at = $4
       where id = $1 and (status = 'triggered' or (status = 'acknowledged' and $4::timestamptz is not null))`,
      [groupId, now, actor, action.kind === 'snooze' ? new Date(action.until).toISOString() : null],
    )
    if (rowCount === 0) return { groupId, outcome: 'already-done', by: actor, at: clock.now() }
  }
  if (action.kind === 'resolve') {
    await pool.query(
      `update alert_group set status = 'resolved', resolved_at = $2, resolved_by = $3 where id = $1`,
      [groupId, now, actor],
    )
  }
  return { groupId, outcome: 'done' }
}

function methodId(userId: string): string {
  return userId.replace(/0$|.$/, (digit) => `${Number(digit) + 3}`)
}

function directoryOf(inactive: ReadonlySet<string>): Directory {
  const person = (id: string, name: string): Person => ({
    id,
    name: name.toLowerCase(),
    displayName: name,
    timeZone: 'Europe/Vienna',
    role: 'responder',
    isActive: !inactive.has(id),
    contactMethods: [
      {
        id: methodId(id),
        userId: id,
        name: 'mail',
        channel: 'email',
        address: `${name.toLowerCase()}@example.org`,
        position: 0,
        verifiedAt: DAYTIME,
      },
    ],
    notificationRules: [],
  })
  return {
    revision: 1,
    people: new Map([
      [ANA, person(ANA, 'Ana')],
      [BEN, person(BEN, 'Ben')],
      [CHEN, person(CHEN, 'Chen')],
    ]),
    teams: new Map(),
    schedules: new Map(),
    policies: new Map(),
    keys: new Map(),
    administratorIds: [],
    services: new Map([
      [
        SERVICE_ID,
        {
          id: SERVICE_ID,
          name: 'checkout-api',
          displayName: 'checkout-api',
          teamId: CHEN,
          labels: {},
          policyRoutes: [],
          dependsOn: [],
          runbook: 'https://example.org/runbooks/checkout',
          grouping: null,
          urgency: {},
          acknowledgementLapsesMs: null,
          repage: 'whenMoreUrgent',
          autoResolveMs: null,
        },
      ],
    ]),
  }
}

/** A port on which nobody listens at this moment. */
export async function unusedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}
