// Planning a period from the command line, against the real server.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, detachObject, periodPlanSchema } from '@evenwatch/api'
import { beforeAll, expect, test } from 'vitest'
import { runCli } from '../testing/run-cli.ts'
import { startTestServer, type TestServer } from '../testing/start-test-server.ts'

let served: TestServer
const cli = (args: readonly string[]) => runCli(args, { env: served.env, cwd: served.folder })
const plan = (...args: string[]) => cli(['schedule', 'plan', 'payments-primary', ...args])

const user = (name: string, displayName: string) => `apiVersion: evenwatch/v1
kind: User
metadata: { name: ${name}, displayName: ${displayName} }
spec: { email: ${name}@example.org, timeZone: Europe/Vienna }
---
`
const schedule = (name: string, members: string, more = '') => `apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: ${name} }
spec:
  timeZone: Europe/Vienna${more}
  layers:
    - name: weekly
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: ${members}
`
const DOCUMENTS = [
  user('ana', 'Ana Soto'),
  user('ben', 'Ben Okafor'),
  user('chen', 'Chen Wei'),
  schedule('payments-primary', '[ana, ben, chen]'),
].join('')

beforeAll(async () => {
  served = await startTestServer()
  const file = join(served.folder, 'world.yaml')
  await writeFile(file, DOCUMENTS)
  expect((await cli(['apply', '-f', file, '--yes'])).exitCode).toBe(0)
  // What files manage is changed there.
  const call = createClient({
    baseUrl: served.env.EVENWATCH_URL,
    headers: () => ({ authorization: `Bearer ${served.env.EVENWATCH_TOKEN}` }),
    fetch,
  })
  await call(detachObject, { body: { kind: 'Schedule', name: 'payments-primary' } })
})

test('a plan shows its turns, what each person carries, and why; nothing changes', async () => {
  const { exitCode, out, err } = await plan('--turns', '6')
  expect([exitCode, err]).toEqual([0, ''])
  expect(out).toMatch(/^payments-primary, layer weekly: 6 turns planned, /)
  expect(out).toMatch(/TURN +FROM +UNTIL +PERSON +BECAUSE/)
  expect(out).toMatch(/\n6 +Mon /)
  expect(out).toMatch(/PERSON +TURNS +NIGHTS +WEEKENDS +WEIGHTED +CARRIED +AVERAGE +NOW/)
  expect(out).toMatch(/\nAna Soto +2 +14 +2 /)
  expect(out).toContain('the same order begins again')
  const { out: before } = await cli(['on-call', 'payments-primary', '--json'])
  expect(JSON.parse(before)).toMatchObject({ users: [{}] })
})

test('times are in the schedule’s zone, as in the reasons; in UTC when asked for', async () => {
  const local = await plan('--turns', '1')
  expect(local.out).toMatch(/^payments-primary, layer weekly: 1 turn planned, /)
  expect(local.out).toMatch(/\n1 +Mon [^ ]+ [^ ]+ 09:00 [\s\S]*Times in Europe\/Vienna\.\n$/)
  const utc = await plan('--turns', '1', '--utc')
  expect(utc.out).toMatch(/\n1 +Mon [^ ]+ [^ ]+ 0[78]:00 [\s\S]*Times in UTC\.\n$/)
})

test('as JSON it is the API’s answer; people and maxima are kept', async () => {
  const { out } = await plan('--turns', '6', '--people', 'ana, ben', '--max', 'ana=2', '--json')
  const answer = periodPlanSchema.parse(JSON.parse(out))
  const names = answer.turns.map((turn) => turn.user?.name)
  expect(names.filter((name) => name === 'ana')).toHaveLength(2)
  expect(names.filter((name) => name === 'ben')).toHaveLength(4)
})

test('a published plan is what the schedule does', async () => {
  const { exitCode, out, err } = await plan(
    '--turns',
    '4',
    '--max',
    'chen=0',
    '--publish',
    '--json',
  )
  expect([exitCode, err]).toEqual([0, expect.stringMatching(/^Published: it takes effect on /)])
  const answer = periodPlanSchema.parse(JSON.parse(out))
  for (const { startsAt, user: holder } of answer.turns) {
    const args = ['on-call', 'payments-primary', '--at', startsAt, '--json']
    const onCall = JSON.parse((await cli(args)).out)
    expect(onCall.users.map((one: { name: string }) => one.name)).toEqual([holder?.name])
  }
})

test('what cannot be planned says why, and the exit code says so', async () => {
  const { exitCode, out, err } = await plan('--turns', '6', '--people', 'ana')
  expect(exitCode).toBe(6)
  expect(out).toContain('no plan is possible')
  expect(out).toMatch(/DEMAND +WHAT WOULD HELP/)
  expect(err).toContain('No plan meets all of these demands.')
})

test('what does not fit together is refused before anything is asked', async () => {
  const refused = async (...args: string[]) => {
    const { exitCode, err } = await plan(...args)
    return [exitCode, err]
  }
  expect(await refused('--turns', '401')).toEqual([2, expect.stringContaining('from 1 to 400')])
  expect(await refused('--max', 'ana')).toEqual([2, expect.stringContaining('ana=3')])
  expect(await refused('--at', '2026-03-16T09:00:00+01:00')).toEqual([
    2,
    expect.stringContaining('--at belongs to --publish'),
  ])
  const early = ['--publish', '--at', '2026-01-06T09:00:00+01:00']
  expect(await refused('--turns', '2', ...early)).toEqual([
    2,
    expect.stringContaining('--at is that instant or a later one'),
  ])
  expect((await cli(['schedule', 'plan', 'nothing'])).exitCode).toBe(5)
})
