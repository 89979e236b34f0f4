// The whole way, from a strict stand-in of the API into a real server, twice; then a sender that
// changes nothing but the address.

import { join } from 'node:path'
import {
  exportConfiguration,
  getEscalationPolicy,
  listAlertGroups,
  listOverrides,
  listShifts,
} from '@evenwatch/api'
import { DAY_MS, formatInstant, HOUR_MS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { connect } from '../../connection/connect.ts'
import { rememberingTerminal, runCli } from '../../testing/run-cli.ts'
import { makeTestFolder, startTestServer } from '../../testing/start-test-server.ts'
import { expectSameOnCall } from '../testing/expect-same-on-call.ts'
import { CARRIED_KEY, makeAccount, renderedOf } from './testing/make-account.ts'
import { STUB_KEY, startPagerdutyStub } from './testing/pagerduty-stub.ts'

const here = await startTestServer()
const now = Date.now()
const account = makeAccount(5, now)
const stub = await startPagerdutyStub(account)
const env = { ...here.env, PAGERDUTY_KEY: STUB_KEY }
const workDir = join(await makeTestFolder(), 'work')
const { call } = connect(rememberingTerminal({ env }).terminal)
const run = (...args: string[]) =>
  runCli(
    [
      'import',
      'pagerduty',
      '--url',
      stub.url,
      '--key-env',
      'PAGERDUTY_KEY',
      '--work-dir',
      workDir,
    ].concat(args),
    { env },
  )

test('an account comes over once, and says the same about who is on call', async () => {
  const first = await run('--yes')
  expect(first.err).toBe('')
  expect(first.exitCode).toBe(0)
  expect(first.out).toContain('2 of 2 schedules say the same at every boundary.')
  expect(first.out).toContain('object-not-imported')
  expect(stub.offences).toEqual([])

  const policy = await call(getEscalationPolicy, { params: { policy: 'default' } })
  expect(policy.spec.steps.map(({ after }) => after)).toEqual(['0m', '10m'])
  const overrides = await call(listOverrides, { params: { schedule: 'primary' }, query: {} })
  expect(overrides.items).toMatchObject([
    { cause: 'import', sourceRef: 'pagerduty:override:PO1' },
    { cause: 'import', sourceRef: 'pagerduty:override:PO2' },
  ])
  const today = Math.floor(now / DAY_MS) * DAY_MS
  const { shifts } = await call(listShifts, {
    params: { schedule: 'shift-based' },
    query: {
      from: formatInstant(today + 3 * DAY_MS),
      until: formatInstant(today + 3 * DAY_MS + HOUR_MS),
    },
  })
  expect(shifts.map(({ users }) => users.map(({ name }) => name))).toEqual([['person-2']])

  await expectSameOnCall(call, { schedule: 'primary', turns: renderedOf(account, 'PS1'), now })
  await expectSameOnCall(call, { schedule: 'shift-based', turns: renderedOf(account, 'PS3'), now })

  const { documents } = await call(exportConfiguration, { query: {} })
  const again = await run('--yes')
  expect(again.exitCode).toBe(0)
  expect(again.out).toContain('\n0 changes.')
  expect((await call(exportConfiguration, { query: {} })).documents).toEqual(documents)
}, 120_000)

test('a sender keeps its key and changes the address alone', async () => {
  const response = await fetch(`${here.env.EVENWATCH_URL}/v2/enqueue`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      routing_key: CARRIED_KEY,
      event_action: 'trigger',
      dedup_key: 'db-1/disk',
      payload: { summary: 'Disk full', source: 'db-1', severity: 'critical' },
    }),
  })
  expect(response.status).toBe(202)
  const groups = await call(listAlertGroups, { query: {} })
  expect(groups.items).toMatchObject([{ title: 'Disk full' }])
})
