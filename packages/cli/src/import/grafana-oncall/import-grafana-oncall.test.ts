// The whole way, from exported files into a real server, twice.

import { exportConfiguration, getOnCall, listOverrides, listShifts } from '@evenwatch/api'
import { DAY_MS, formatInstant, WEEK_MS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { connect } from '../../connection/connect.ts'
import { rememberingTerminal, runCli } from '../../testing/run-cli.ts'
import { startTestServer } from '../../testing/start-test-server.ts'
import { expectSameOnCall } from '../testing/expect-same-on-call.ts'
import { writeExport } from '../testing/write-export.ts'

const here = await startTestServer()
const { call } = connect(rememberingTerminal({ env: here.env }).terminal)

const today = Math.floor(Date.now() / DAY_MS) * DAY_MS
const wall = (at: number) => formatInstant(at).slice(0, 19)
const date = (at: number) => wall(at).slice(0, 10)
/** The first turn began a week ago, so that Bea has the present one. */
const start = today - WEEK_MS

const person = (id: string, username: string) => ({
  id,
  username,
  email: `${username}@grafana.example.org`,
  role: 'user',
  timezone: 'Europe/Vienna',
  teams: ['TPAY'],
})
const row = (user: string, from: number, until: number) => ({
  user_pk: user,
  shift_start: formatInstant(from),
  shift_end: formatInstant(until),
})
const override = { from: today + 2 * DAY_MS, until: today + 3 * DAY_MS }

const NAMES: { readonly [id: string]: string } = { UALEX: 'alex', UBEA: 'bea', UCHEN: 'chen' }
/** What Grafana itself says of the two weeks. */
const RENDERED = [
  row('UBEA', today, override.from),
  row('UCHEN', override.from, override.until),
  row('UBEA', override.until, today + WEEK_MS),
  row('UALEX', today + WEEK_MS, today + 2 * WEEK_MS),
]

const SOURCE = {
  users: [person('UALEX', 'alex'), person('UBEA', 'bea'), person('UCHEN', 'chen')],
  teams: [{ id: 'TPAY', name: 'Payments' }],
  schedules: [
    {
      id: 'SWEB',
      team_id: 'TPAY',
      name: 'Web',
      type: 'web',
      time_zone: 'Europe/Vienna',
      shifts: ['OROT', 'OOVR'],
    },
    { id: 'SICAL', name: 'Elsewhere', type: 'ical', ical_url_primary: 'https://example.com/a.ics' },
  ],
  on_call_shifts: [
    {
      id: 'OROT',
      name: 'Weekly',
      type: 'rolling_users',
      level: 1,
      start: wall(start),
      rotation_start: wall(start),
      duration: 604_800,
      frequency: 'weekly',
      interval: 1,
      week_start: 'MO',
      rolling_users: [['UALEX'], ['UBEA']],
      start_rotation_from_user_index: 0,
    },
    {
      id: 'OOVR',
      name: 'Override',
      type: 'override',
      start: wall(override.from),
      duration: 86_400,
      users: ['UCHEN'],
    },
  ],
  final_shifts: [
    {
      schedule_id: 'SWEB',
      start_date: date(today),
      end_date: date(today + 13 * DAY_MS),
      shifts: RENDERED,
    },
  ],
  escalation_chains: [{ id: 'FPAY', name: 'Payments', team_id: 'TPAY' }],
  escalation_policies: [
    {
      id: 'E0',
      escalation_chain_id: 'FPAY',
      position: 0,
      type: 'notify_on_call_from_schedule',
      notify_on_call_from_schedule: 'SWEB',
      important: true,
    },
    { id: 'E1', escalation_chain_id: 'FPAY', position: 1, type: 'wait', duration: 300 },
    {
      id: 'E2',
      escalation_chain_id: 'FPAY',
      position: 2,
      type: 'notify_persons',
      persons_to_notify: ['UCHEN'],
      important: true,
    },
  ],
  integrations: [
    {
      id: 'CPROM',
      name: 'Prometheus',
      team_id: 'TPAY',
      type: 'alertmanager',
      link: 'https://oncall.example.org/integrations/v1/alertmanager/mReAoNwDm0eMwKo1mTeTwYo/',
      default_route: { id: 'R1', escalation_chain_id: 'FPAY' },
    },
    {
      id: 'CHOOK',
      name: 'Hook',
      type: 'webhook',
      link: 'https://oncall.example.org/integrations/v1/webhook/aReAoNwDm0eMwKo1mTeTwYo/',
      default_route: { id: 'R2', escalation_chain_id: null },
    },
  ],
}

test('files of Grafana OnCall come over, page by the same rotation, and only once', async () => {
  const from = await writeExport(SOURCE)
  const first = await runCli(['import', 'grafana-oncall', '--from', from, '--yes'], here)
  expect(first.err).toBe('')
  expect(first.exitCode).toBe(0)
  expect(first.out).toContain('1 of 1 schedules')

  const onCall = await call(getOnCall, { params: { schedule: 'web' }, query: {} })
  expect(onCall.users.map(({ name }) => name)).toEqual(['bea'])
  const { shifts } = await call(listShifts, {
    params: { schedule: 'web' },
    query: { from: formatInstant(today), until: formatInstant(today + 2 * WEEK_MS) },
  })
  expect(shifts.map(({ users }) => users.map(({ name }) => name).join())).toEqual([
    'bea',
    'chen',
    'bea',
    'alex',
  ])
  const turns = RENDERED.map(({ user_pk, shift_start, shift_end }) => ({
    person: NAMES[user_pk] ?? 'nobody of ours',
    startsAt: Date.parse(shift_start),
    endsAt: Date.parse(shift_end),
  }))
  await expectSameOnCall(call, { schedule: 'web', turns, now: Date.now() })
  const overrides = await call(listOverrides, { params: { schedule: 'web' }, query: {} })
  expect(overrides.items).toMatchObject([
    { cause: 'import', sourceRef: 'grafana-oncall:shift:OOVR', kind: 'set' },
  ])
  // The old key opens alerts here.
  const alert = { status: 'firing', labels: { alertname: 'Down' }, startsAt: formatInstant(today) }
  const posted = await fetch(`${here.env.EVENWATCH_URL}/in/alertmanager/mReAoNwDm0eMwKo1mTeTwYo`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', status: 'firing', alerts: [alert] }),
  })
  expect(posted.status).toBeLessThan(300)

  const before = (await call(exportConfiguration, { query: {} })).documents
  const again = await runCli(['import', 'grafana-oncall', '--from', from, '--yes'], here)
  expect(again.out).toContain('\n0 changes.')
  expect((await call(exportConfiguration, { query: {} })).documents).toEqual(before)
}, 120_000)
