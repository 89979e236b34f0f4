// The ledger must cost the same with millions of rows: each query has an index that serves it alone,
// and the record of one person is never found by reading everybody's.

import { ENGAGEMENT_KINDS, formatInstant, WEEK_MS } from '@evenwatch/core'
import { beforeAll, expect, test } from 'vitest'
import {
  ANSWERS_OF_GROUPS,
  GRAVITY_OF_GROUPS,
  GROUPS_ACKNOWLEDGED,
} from '../../alert/reads/answers-of-groups.ts'
import { START } from '../../alert/testing/make-context.ts'
import { IDS } from '../../alert/testing/make-directory.ts'
import { PAGES_OF_PEOPLE } from '../../paging/reads/pages-of-people.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'

const { pool } = await createTestDatabase()
const PEOPLE = 500
const PAGES_EACH = 40
const from = formatInstant(START)
const until = formatInstant(START + WEEK_MS)

beforeAll(async () => {
  await pool.query(
    `insert into alert_group (id, service_id, title, urgency, status, opened_at, last_event_at,
       resolved_at, alert_count, triggered_count, open_count)
     select gen_random_uuid(), $2, 'group ' || n, 'high', 'resolved',
       $1::timestamptz + n * interval '1 minute', $1, $1::timestamptz + n * interval '1 minute', 1, 0, 0
     from generate_series(1, ${PEOPLE * PAGES_EACH}) n`,
    [from, IDS.service],
  )
  await pool.query(
    `insert into escalation_run (id, group_id, policy_id, policy_version, cause, urgency, state,
       started_at, round_started_at)
     select gen_random_uuid(), id, $2, 1, 'opened', 'high', 'finished', $1, $1 from alert_group`,
    [from, IDS.policy],
  )
  await pool.query(
    `with person as (select gen_random_uuid() as id, n from generate_series(1, ${PEOPLE}) n),
       run as (select id, group_id, row_number() over () as n from escalation_run)
     insert into page (id, run_id, group_id, round, step, user_id, urgency, state, created_at)
     select gen_random_uuid(), run.id, run.group_id, 0, 0, person.id, 'high', 'answered',
       $1::timestamptz + run.n * interval '1 minute'
     from run join person on person.n = run.n % ${PEOPLE} + 1`,
    [from],
  )
  await pool.query(
    `insert into delivery (id, page_id, group_id, user_id, contact_method_id, channel, rule_position,
       attempt, urgency, state, created_at)
     select gen_random_uuid(), id, group_id, user_id, user_id, 'inbox', 0, 1, 'high', 'sent', created_at
     from page`,
  )
  for (const [table, columns] of [
    ['alert_group', 'g.*'],
    ['page', 't.*'],
    ['delivery', 't.*'],
  ] as const) {
    const source =
      table === 'alert_group'
        ? 'alert_group g'
        : `${table} t join alert_group g on g.id = t.group_id`
    await pool.query(`insert into ${table}_history select g.resolved_at, ${columns} from ${source}`)
  }
  await pool.query(
    `insert into timeline (at, subject_kind, subject_id, kind, actor, audience, data)
     select created_at, 'alert-group', group_id, kind, 'user:' || user_id, 'team', '{}'
     from page cross join unnest(array['paged', 'delivery-sent', 'group-acknowledged']) kind`,
  )
  await pool.query('vacuum analyze')
})

async function planOf(text: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${text}`, [...values])
  return rows.map((row) => row['QUERY PLAN']).join('\n')
}

async function someIds(column: 'user_id' | 'group_id'): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct ${column} as id from page limit 3`,
  )
  return rows.map(({ id }) => id)
}

test('pages come by their person and time, old ones as well', async () => {
  const plan = await planOf(PAGES_OF_PEOPLE, [await someIds('user_id'), from, until])
  expect(plan).toContain('page_user')
  expect(plan).toMatch(/page_history_default_user_id_created_at_idx/)
  expect(plan).not.toContain('Seq Scan')
})

test('what a person acknowledged comes by the person and time', async () => {
  const actors = (await someIds('user_id')).map((id) => `user:${id}`)
  const plan = await planOf(GROUPS_ACKNOWLEDGED, [actors, from, until])
  expect(plan).toContain('timeline_acknowledged')
  expect(plan).not.toContain('Seq Scan')
})

test('what was done to groups, and how severe they were, comes by the group', async () => {
  const ids = await someIds('group_id')
  const answers = await planOf(ANSWERS_OF_GROUPS, [ids, ENGAGEMENT_KINDS])
  expect(answers).toContain('timeline_subject')
  const gravity = await planOf(GRAVITY_OF_GROUPS, [ids])
  expect(gravity).toContain('alert_group_pkey')
  expect(`${answers}${gravity}`).not.toContain('Seq Scan')
})
