import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { scheduleQualitySchema } from '@evenwatch/api'
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
kind: Schedule
metadata: { name: alone }
spec:
  timeZone: Europe/Vienna
  layers:
    - name: weekly
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [ana]
`

beforeAll(async () => {
  served = await startTestServer()
  const file = join(served.folder, 'world.yaml')
  await writeFile(file, DOCUMENTS)
  expect((await cli(['apply', '-f', file, '--yes'])).exitCode).toBe(0)
})

test('a report shows its score, parts, people and findings', async () => {
  const { exitCode, out } = await cli(['schedule', 'quality', 'alone', '--weeks', '4'])
  expect(exitCode).toBe(0)
  expect(out).toMatch(/^alone: \d+ of 100/)
  expect(out).toContain('40 × (1 − uncovered share ÷ 5 %)')
  expect(out).toMatch(/Ana Soto +672 /)
  expect(out).toMatch(
    /warning +weeks-in-a-row .*Ana Soto carries \d weeks in a row; 2 are agreed\./,
  )
})

test('a report is the API’s answer as JSON', async () => {
  const { out } = await cli(['schedule', 'quality', 'alone', '--json'])
  expect(scheduleQualitySchema.parse(JSON.parse(out)).people).toHaveLength(1)
})

test('a review is recorded', async () => {
  expect((await cli(['schedule', 'review', 'alone'])).out).toBe('alone is reviewed.\n')
  const { out } = await cli(['schedule', 'quality', 'alone', '--json'])
  expect(scheduleQualitySchema.parse(JSON.parse(out)).reviewed).not.toBeNull()
})

test('weeks beyond the limit and unknown schedules are refused', async () => {
  const { exitCode, err } = await cli(['schedule', 'quality', 'alone', '--weeks', '105'])
  expect([exitCode, err]).toEqual([2, expect.stringContaining('from 1 to 104')])
  expect((await cli(['schedule', 'quality', 'nothing'])).exitCode).toBe(5)
})
