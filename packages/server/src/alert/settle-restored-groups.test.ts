import { join } from 'node:path'
import type { Pool } from 'pg'
import { expect, test } from 'vitest'
import { leaveAsItWas } from '../app/run-restore-command.ts'
import { claimDueDeliveries } from '../paging/engine/claim-deliveries.ts'
import { escalationTick } from '../paging/engine/escalation-tick.ts'
import { restore } from '../platform/backup/restore.ts'
import { backup } from '../platform/backup/write-backup.ts'
import { temporaryFolder } from '../platform/testing/process-tools.ts'
import { createTestDatabase } from '../platform/testing/test-database.ts'
import { buildContext } from '../testing/build-context.ts'
import { buildDirectory, IDS, insertDirectoryRows } from '../testing/build-directory.ts'
import { runEngineOnce, sendEvent } from '../testing/send-event.ts'
import { actOnGroups } from './act-on-groups.ts'
import { settleRestoredGroups } from './settle-restored-groups.ts'

const source = await createTestDatabase()
const moving = await createTestDatabase()
const settled = await createTestDatabase({ empty: true })
const resumed = await createTestDatabase({ empty: true })
const directory = buildDirectory()
const DAY_MS = 86_400_000
const quiet = () => undefined

/** One group each that is paging, snoozed until later, and being handed over right now. */
async function makeBackup(
  pool: Pool,
): Promise<{ file: string; groups: { [name: string]: string } }> {
  await insertDirectoryRows(pool, directory)
  await pool.query(`insert into installation (id, created_at) values (gen_random_uuid(), 'epoch')`)
  const context = buildContext(pool, directory)
  const groups = { paging: '', snoozed: '', long: '', handing: '', done: '' }
  groups.done = (await sendEvent(context, { dedupKey: 'done' })).groupId
  await actOnGroups(context, [groups.done], { kind: 'resolve' }, `user:${IDS.ana}`)
  groups.paging = (await sendEvent(context, { dedupKey: 'paging' })).groupId
  groups.snoozed = (await sendEvent(context, { dedupKey: 'snoozed' })).groupId
  groups.long = (await sendEvent(context, { dedupKey: 'long' })).groupId
  await runEngineOnce(context)
  const now = context.clock.now()
  const snooze = (id: string, until: number) =>
    actOnGroups(context, [id], { kind: 'snooze', until }, `user:${IDS.ana}`)
  await snooze(groups.snoozed, now + 60_000)
  await snooze(groups.long, Date.UTC(2099, 0))
  groups.handing = (await sendEvent(context, { dedupKey: 'handing' })).groupId
  await escalationTick(context)
  await claimDueDeliveries(context, now, 10)
  const file = join(temporaryFolder(), 'backup')
  await backup(pool, file, quiet, { productVersion: '1' })
  return { file, groups }
}

test('after a restore nobody is paged about what was open long ago, and nothing of it is lost', async () => {
  const { file, groups } = await makeBackup(source.pool)
  const report = await restore(settled.pool, file, quiet, {
    replace: false,
    settle: settleRestoredGroups,
  })
  expect(report.settled.notResumed).toHaveLength(3)

  const context = buildContext(settled.pool, directory)
  context.advance(365 * DAY_MS)
  await runEngineOnce(context)
  await runEngineOnce(context)
  expect(context.sent).toEqual([])

  const { rows } = await settled.pool.query<{ id: string; status: string }>(
    'select id, status from alert_group',
  )
  expect(new Map(rows.map(({ id, status }) => [id, status]))).toEqual(
    new Map([
      [groups.paging, 'triggered'],
      [groups.snoozed, 'triggered'],
      [groups.long, 'acknowledged'],
      [groups.handing, 'triggered'],
      [groups.done, 'resolved'],
    ]),
  )
  const told = await settled.pool.query<{ id: string; triggered_again: boolean }>(
    `select subject_id as id, (data->>'triggeredAgain')::boolean as triggered_again from timeline
     where kind = 'paging-not-resumed' order by subject_id`,
  )
  expect(told.rows).toEqual(
    [
      { id: groups.paging, triggered_again: false },
      { id: groups.snoozed, triggered_again: true },
      { id: groups.handing, triggered_again: false },
    ].sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1)),
  )
  const deliveries = await settled.pool.query(
    `select d.state, d.error, m.outcome from delivery d left join message m on m.id = d.message_id where d.group_id = $1`,
    [groups.handing],
  )
  expect(deliveries.rows).toEqual([
    { state: 'failed', error: expect.stringContaining('it may have arrived'), outcome: 'unknown' },
  ])

  // By hand it goes on: the policy begins again.
  await actOnGroups(context, [groups.paging ?? ''], { kind: 'escalate' }, `user:${IDS.ben}`)
  await runEngineOnce(context)
  expect(context.sent.map((message) => message.to.displayName)).toEqual(['Ana'])
})

test('with --resume-paging, escalations go on where they stood', async () => {
  const { file, groups } = await makeBackup(moving.pool)
  await restore(resumed.pool, file, quiet, { replace: false, settle: leaveAsItWas })
  const context = buildContext(resumed.pool, directory)
  context.advance(300_000)
  await runEngineOnce(context)
  expect(context.sent.map((message) => message.to.displayName)).toContain('Ben')
  const { rows } = await resumed.pool.query(
    `select state from escalation_run where group_id = $1`,
    [groups.paging],
  )
  expect(rows).toEqual([{ state: 'active' }])
})
