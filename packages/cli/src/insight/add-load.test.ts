// The ledger on the command line, against the real server with its engine running.

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { runCli } from '../testing/run-cli.ts'
import { startTestServer, type TestServer } from '../testing/start-test-server.ts'

let served: TestServer
const cli = (args: readonly string[]) => runCli(args, { env: served.env, cwd: served.folder })

const DOCUMENTS = `apiVersion: evenwatch/v1
kind: User
metadata: { name: ana, displayName: Ana Soto }
spec: { email: ana@example.org, timeZone: Europe/Vienna }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: ben, displayName: Ben Okafor }
spec: { email: ben@example.org, timeZone: Asia/Tokyo }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: payments }
spec: { leads: [ana], members: [ben] }
---
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: payments-primary }
spec:
  team: payments
  timeZone: Europe/Vienna
  layers:
    - name: weekly
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [ana]
`

beforeAll(async () => {
  served = await startTestServer()
  await writeFile(join(served.folder, 'world.yaml'), DOCUMENTS)
  const applied = await cli(['apply', '-f', join(served.folder, 'world.yaml'), '--yes'])
  expect(applied.err).toBe('')
})

test('pages by hand stand on the ledger: on shift as scheduled, off shift as called in', async () => {
  for (const who of ['ana', 'ben']) expect((await cli(['page', who, 'please look'])).err).toBe('')
  const pagesOf = async (user: string) => {
    const { out } = await cli(['load', '--user', user, '--json'])
    const { scheduled, unscheduled } = JSON.parse(out)
    return [scheduled.pages, unscheduled.pages]
  }
  await expect.poll(() => pagesOf('ana'), { timeout: 10_000 }).toEqual([1, 0])
  await expect.poll(() => pagesOf('ben'), { timeout: 10_000 }).toEqual([0, 1])

  const team = await cli(['load', '--team', 'payments'])
  expect(team.err).toBe('')
  expect(team.out).toMatch(/^PERSON +PAGES +WORKING +EVENING +WEEKEND +HOLIDAY +SLEEP +MINUTES/)
  expect(team.out).toMatch(/^Ana Soto +1 .* 0 \(0 min\)$/m)
  expect(team.out).toMatch(/^Ben Okafor +1 .* 1 \(0 min\)$/m)
  expect(team.out).toContain('in each person’s own zone')
})

test('a schedule’s shifts are told as predicted and as they were', async () => {
  const query = ['--from', '2026-01-05T08:00:00Z', '--until', '2026-01-19T08:00:00Z']
  const told = await cli(['load', '--schedule', 'payments-primary', ...query])
  expect(told.err).toBe('')
  const [heading, ...rows] = told.out.split('\n')
  expect(heading).toMatch(/^SHIFT FROM +PERSON +ROLE +PREDICTED +ACTUAL +PAGES +NIGHT +MINUTES/)
  expect(rows[0]).toMatch(/Ana Soto +primary +(\d+) +\1 +0 +0 +0/)
  expect(told.out).toContain('Predicted: ')
  expect(told.out).toMatch(/From Mon 05 Jan 2026 09:00 until .* 09:00, times in Europe\/Vienna\./)
  const utc = await cli(['load', '--schedule', 'payments-primary', ...query, '--utc'])
  expect(utc.out).toMatch(/From Mon 05 Jan 2026 08:00 until .* 08:00, times in UTC\./)
})

test('one question at a time, and a name that exists', async () => {
  const both = await cli(['load', '--user', 'ana', '--team', 'payments'])
  expect(both.exitCode).not.toBe(0)
  expect(both.err).toContain('cannot be used with')
  const unknown = await cli(['load', '--user', 'nobody'])
  expect(unknown.exitCode).not.toBe(0)
})
