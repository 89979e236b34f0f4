import { formatInstant, HOUR_MS, MINUTE_MS } from '@evenwatch/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { insertAlert, insertGroup, insertRow, insertRun } from '../../alert/testing/insert-rows.ts'
import { makeWorld, START } from '../../alert/testing/make-context.ts'
import { IDS, makeDirectory, makePolicy, makeStep } from '../../alert/testing/make-directory.ts'
import { createTestDatabase } from '../../platform/testing/test-database.ts'
import { describeNext } from './describe-next.ts'
import { describeNextInWords } from './describe-next-in-words.ts'
import type { PinnedPolicy } from './pinned-policy.ts'

const { pool } = await createTestDatabase()
const world = makeWorld(pool)
let pinned: PinnedPolicy

beforeEach(async () => {
  world.now = START + MINUTE_MS
  world.directory = makeDirectory()
  pinned = async () => null
  await pool.query('truncate alert_group, round_robin cascade')
})

const usePolicy = (changes: Parameters<typeof makePolicy>[0]) => {
  world.directory = makeDirectory({ policies: new Map([[IDS.policy, makePolicy(changes)]]) })
}
const began = {
  next_step: 1,
  last_step_at: formatInstant(START),
  paged_in_round: true,
  due_at: formatInstant(START + 5 * MINUTE_MS),
}
const say = async (...groups: string[]) => [
  ...(await describeNextInWords(world.context, pinned, groups)).values(),
]

describe('what happens next, in words', () => {
  test('names who is paged and counts down to it', async () => {
    const group = await insertGroup(pool, START)
    await insertRun(pool, group, START, began)
    expect(await say(group)).toEqual(['Ben is paged in 4:00'])
  })

  test('is told of many groups at once, and not of those that nothing follows for', async () => {
    const running = await insertGroup(pool, START)
    await insertRun(pool, running, START, began)
    const over = await insertGroup(pool, START, { status: 'resolved' })
    const words = await describeNextInWords(world.context, pinned, [over, running])
    expect([...words.keys()]).toEqual([running])
  })

  test('a run goes on with the version of the policy that it pinned', async () => {
    usePolicy({ version: 2, steps: [makeStep(0, IDS.ana), makeStep(300_000, IDS.chen)] })
    pinned = async () => makePolicy()
    const group = await insertGroup(pool, START)
    await insertRun(pool, group, START, began)
    expect(await say(group)).toEqual(['Ben is paged in 4:00'])
  })

  test('a round-robin step announces whose turn it is', async () => {
    const notify = [IDS.ana, IDS.ben, IDS.chen].map((id) => ({ kind: 'user', id }) as const)
    const turning = { ...makeStep(300_000, IDS.ana), notify, mode: 'roundRobin' as const }
    usePolicy({ steps: [makeStep(0, IDS.ana), turning] })
    await insertRow(pool, 'round_robin', { policy_id: IDS.policy, step: 1, taken: 5 })
    const group = await insertGroup(pool, START)
    await insertRun(pool, group, START, began)
    expect(await say(group)).toEqual(['Chen is paged in 4:00'])
  })

  test('a step whose condition does not hold for the newest open alert is passed over', async () => {
    const critical = { ...makeStep(300_000, IDS.ben), condition: 'labels.env == "prod"' }
    usePolicy({ steps: [makeStep(0, IDS.ana), critical, makeStep(0, IDS.chen)] })
    const group = await insertGroup(pool, START)
    await insertRun(pool, group, START, began)
    await insertAlert(pool, group, START, { labels: '{"env":"prod"}' })
    expect(await say(group)).toEqual(['Ben and Chen are paged in 4:00'])
    await insertAlert(pool, group, START + 1, {
      labels: '{"env":"test"}',
      opened_at: formatInstant(START + 1),
    })
    expect(await say(group)).toEqual(['Chen is paged in 4:00'])
  })
})

test('an acknowledgement that ends says when, and who is paged then', async () => {
  const wakeAt = START + HOUR_MS
  const id = await insertGroup(pool, START, {
    status: 'acknowledged',
    wake_at: formatInstant(wakeAt),
  })
  await insertRun(pool, id, START, { ...began, state: 'finished', due_at: null })
  const group = { id, status: 'acknowledged', urgency: 'high', wakeAt } as const
  const moves = await describeNext(world.context, pinned, [group])
  expect(moves.get(id)).toMatchObject({ at: wakeAt, what: 'lapse', userIds: [IDS.ana] })
})
