import { formatInstant } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { housekeepingTick } from '../platform/housekeeping/housekeeping-tick.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { buildContext } from '../testing/build-context.ts'
import { buildDirectory, IDS, insertDirectoryRows } from '../testing/build-directory.ts'
import { peopleJobs } from './people-jobs.ts'

const { pool } = await createTestDatabase()
const directory = buildDirectory()
await insertDirectoryRows(pool, directory)

test('sessions, links, codes and failures go when their time is over, and not before', async () => {
  const context = buildContext(pool, directory)
  const now = context.clock.now()
  const day = 86_400_000
  for (const [name, endsAt] of [
    ['over', now - 1],
    ['valid', now],
  ] as const) {
    const ends = formatInstant(endsAt)
    await pool.query(
      `insert into session (id, token_hash, user_id, created_at, last_seen_at, expires_at)
       values (gen_random_uuid(), $1, $2, 'epoch', 'epoch', $3)`,
      [name, IDS.ana, ends],
    )
    await pool.query(
      `insert into setup_link (token_hash, created_at, expires_at) values ($1, 'epoch', $2)`,
      [name, ends],
    )
    await pool.query('insert into sign_in_failure (subject, at) values ($1, $2)', [
      name,
      formatInstant(endsAt - day),
    ])
  }
  await pool.query(
    `insert into contact_verification (contact_method_id, code_hash, expires_at)
     select id, case user_id when $1 then 'over' else 'valid' end, case user_id when $1 then $2 else $3::timestamptz end
     from contact_method`,
    [IDS.ana, formatInstant(now - 1), formatInstant(now)],
  )
  const rounds = await housekeepingTick(context, peopleJobs)
  expect(rounds.map(({ rows, failed }) => [rows, failed])).toEqual(peopleJobs.map(() => [1, false]))
  const { rows } = await pool.query(
    `select token_hash as left from session union all select token_hash from setup_link
     union all select subject from sign_in_failure union all select code_hash from contact_verification`,
  )
  expect(rows).toEqual([{ left: 'valid' }, { left: 'valid' }, { left: 'valid' }, { left: 'valid' }])
})
