// Lists must cost the same with millions of rows: each has an index that serves it alone. The tables
// are filled enough that the planner would choose a sequential scan if it had to.

import { formatInstant, HOUR_MS } from '@evenwatch/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { INBOX } from '../../paging/inbox/list-inbox.ts'
import { ACTIVE_RUNS } from '../../paging/reads/load-forecast.ts'
import { PAGED_PEOPLE } from '../../paging/reads/paged-people.ts'
import { RECORD_AFTER } from '../../platform/stream/read-record.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { START } from '../testing/make-context.ts'
import { IDS } from '../testing/make-directory.ts'
import type { GroupFilter, ListStatus } from './group-filter.ts'
import { HOURLY_COUNTS } from './hourly-counts.ts'
import { sectionQuery } from './list-alert-groups.ts'

const { pool } = await createTestDatabase()
const everything: GroupFilter = {
  statuses: ['triggered'],
  serviceIds: null,
  urgency: null,
  words: [],
  mineOf: null,
}
const GROUPS = 20_000

beforeAll(async () => {
  const at = formatInstant(START)
  await pool.query(
    `insert into alert_group (id, service_id, title, urgency, status, opened_at, last_event_at,
       resolved_at, alert_count, triggered_count, open_count)
     select gen_random_uuid(), $2, 'group ' || n, 'high',
       case when n % 100 = 0 then 'triggered' when n % 100 = 1 then 'acknowledged' else 'resolved' end,
       $1::timestamptz + n * interval '1 second', $1,
       case when n % 100 > 1 then $1::timestamptz + n * interval '1 second' end, 1, 1, 1
     from generate_series(1, ${GROUPS}) as n`,
    [at, IDS.service],
  )
  await pool.query(
    `insert into alert (id, group_id, service_id, scope_id, dedup_key, status, summary, source,
       urgency, labels, details, links, images, event_count, opened_at, last_event_at)
     select gen_random_uuid(), id, service_id, service_id, id::text, 'triggered', title, '', 'high',
       '{}', '{}', '[]', '[]', 1, $1, $1 from alert_group`,
    [at],
  )
  await pool.query(
    `insert into event_log (id, at, kind, alert_id, data)
     select gen_random_uuid(), $1, 'trigger', id, '{}' from alert`,
    [at],
  )
  await pool.query(
    `insert into escalation_run (id, group_id, policy_id, policy_version, cause, urgency, state,
       started_at, round_started_at)
     select gen_random_uuid(), id, $2, 1, 'opened', 'high', 'active', $1, $1 from alert_group`,
    [at, IDS.policy],
  )
  await pool.query(
    `insert into page (id, run_id, group_id, round, step, user_id, urgency, state, created_at)
     select gen_random_uuid(), id, group_id, 0, 0, gen_random_uuid(), 'high', 'open', $1
     from escalation_run`,
    [at],
  )
  await pool.query(
    `insert into message (id, user_id, contact_method_id, channel, created_at, handed_over_at)
     select gen_random_uuid(), user_id, user_id, 'inbox', $1, $1 from page`,
    [at],
  )
  await pool.query(
    `insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
     select $1, 'alert-group', id, 'paged', 'system', 'team', '{}' from alert_group`,
    [at],
  )
  await pool.query('vacuum analyze')
})

async function planOf(text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

const section = (status: ListStatus, filter: Partial<GroupFilter> = {}) => {
  const after = { at: START + HOUR_MS, id: IDS.ana }
  return sectionQuery({ ...everything, ...filter }, status, after, 51)
}
const someGroups = async () => {
  const { rows } = await pool.query<{ id: string }>('select id from alert_group limit 50')
  return rows.map((row) => row.id)
}

describe('the plan of', () => {
  test.each([
    ['triggered', 'alert_group_open'],
    ['acknowledged', 'alert_group_open'],
    ['resolved', 'alert_group_resolved'],
  ] as const)('a page of %s groups walks %s and sorts nothing', async (status, index) => {
    const { text, values } = section(status)
    const plan = await planOf(text, values)
    expect(plan).toContain(index)
    expect(plan).not.toMatch(/Seq Scan|Sort/)
  })

  test('a page of what is mine asks for pages by their group', async () => {
    const { text, values } = section('triggered', { mineOf: IDS.ben })
    const plan = await planOf(text, values)
    expect(plan).toMatch(/alert_group_open/)
    expect(plan).not.toContain('Seq Scan on alert_group')
  })

  test('the details of a page: people, runs and hourly counts come by their group', async () => {
    const ids = await someGroups()
    expect(await planOf(PAGED_PEOPLE, [ids])).toContain('page_group')
    expect(await planOf(ACTIVE_RUNS, [ids])).toContain('escalation_run_group')
    const hourly = await planOf(HOURLY_COUNTS, [ids, formatInstant(START + HOUR_MS)])
    expect(hourly).toContain('alert_group_id')
    expect(hourly).toMatch(/event_log_default_alert_id_at_idx/)
    expect(hourly).not.toContain('Seq Scan')
  })

  test('the inbox walks its own index', async () => {
    const { rows } = await pool.query<{ user_id: string }>('select user_id from message limit 1')
    const values = [rows[0]?.user_id, formatInstant(START + HOUR_MS), IDS.ana, 51]
    expect(await planOf(INBOX, values)).toContain('message_inbox')
  })

  test('the stream walks the record’s cursor', async () => {
    const plan = await planOf(RECORD_AFTER, ['1', 1, 500])
    expect(plan).toContain('timeline_cursor')
    expect(plan).not.toMatch(/Seq Scan|Sort/)
  })
})
