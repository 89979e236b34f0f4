// The whole way, from exported files into a real server, twice.

import { exportConfiguration, getOnCall, listOverrides } from '@evenwatch/api'
import { DAY_MS, WEEK_MS } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { connect } from '../../connection/connect.ts'
import { rememberingTerminal, runCli } from '../../testing/run-cli.ts'
import { startTestServer } from '../../testing/start-test-server.ts'
import { expectSameOnCall } from '../testing/expect-same-on-call.ts'
import { writeExport } from '../testing/write-export.ts'

const here = await startTestServer()
const { call } = connect(rememberingTerminal({ env: here.env }).terminal)

const DAY_S = DAY_MS / 1_000
const today = Math.floor(Date.now() / DAY_MS)
/** Day 3 of 1970 was a Sunday. */
const sunday = (today - ((today - 3) % 7)) * DAY_S

const person = (name: string) => ({
  id: name.length,
  name,
  full_name: name,
  time_zone: 'UTC',
  active: 1,
  contacts: { email: `${name}@oncall.example.org`, call: '+1 111-111-1111' },
})
const template = (id: number, role: string, data: readonly string[]) => ({
  id,
  role,
  auto_populate_threshold: 21,
  events: [{ start: 0, duration: 7 * DAY_S }],
  scheduler: { name: 'round-robin', data },
})
const event = (id: number, user: string, role: string, schedule: number | null, week: number) => ({
  id,
  start: sunday + week * 7 * DAY_S,
  end: sunday + (week + 1) * 7 * DAY_S,
  team: 'search',
  user,
  role,
  schedule_id: schedule,
  link_id: null,
  note: null,
})

const SOURCE = {
  users: [person('jdoe'), person('rroe'), person('mmoe')],
  teams: [
    {
      id: 1,
      name: 'search',
      scheduling_timezone: 'UTC',
      admins: [{ name: 'jdoe' }],
      services: ['search-api'],
      users: {},
      rosters: {
        search: {
          id: 7,
          users: ['jdoe', 'rroe', 'mmoe'].map((name) => ({ name, in_rotation: true })),
          schedules: [
            template(70, 'primary', ['jdoe', 'rroe', 'mmoe']),
            template(71, 'secondary', ['rroe', 'mmoe', 'jdoe']),
          ],
        },
      },
    },
  ],
  events: [
    event(1, 'jdoe', 'primary', 70, 0),
    event(2, 'rroe', 'primary', 70, 1),
    event(3, 'rroe', 'secondary', 71, 0),
    event(4, 'mmoe', 'secondary', 71, 1),
    event(5, 'mmoe', 'vacation', null, 0),
  ],
}

test('files of LinkedIn Oncall come over, role by role, and only once', async () => {
  const from = await writeExport(SOURCE)
  const first = await runCli(['import', 'linkedin-oncall', '--from', from, '--yes'], here)
  expect(first.err).toBe('')
  expect(first.exitCode).toBe(0)

  const names = async (at: number, role: 'primary' | 'secondary') => {
    const query = { at: new Date(at * 1_000).toISOString(), role }
    const { users } = await call(getOnCall, { params: { schedule: 'search' }, query })
    return users.map(({ name }) => name)
  }
  const noon = sunday + DAY_S / 2
  const week = WEEK_MS / 1_000
  expect(await names(noon + week, 'primary')).toEqual(['rroe'])
  expect(await names(noon + week, 'secondary')).toEqual(['mmoe'])
  // Behind the populated weeks whoever is next in the order.
  expect(await names(noon + 2 * week, 'primary')).toEqual(['mmoe'])
  expect(await names(noon + 2 * week, 'secondary')).toEqual(['jdoe'])
  for (const role of ['primary', 'secondary'] as const) {
    const turns = SOURCE.events
      .filter((one) => one.role === role)
      .map(({ user, start, end }) => ({
        person: user,
        startsAt: start * 1_000,
        endsAt: end * 1_000,
      }))
    await expectSameOnCall(call, { schedule: 'search', role, turns, now: Date.now() })
  }
  const overrides = await call(listOverrides, { params: { schedule: 'search' }, query: {} })
  expect(overrides.items.map(({ sourceRef, cause }) => `${cause} ${sourceRef}`)).toContain(
    'import linkedin-oncall:event:2',
  )

  const before = (await call(exportConfiguration, { query: {} })).documents
  const again = await runCli(['import', 'linkedin-oncall', '--from', from, '--yes'], here)
  expect(again.exitCode).toBe(0)
  expect((await call(exportConfiguration, { query: {} })).documents).toEqual(before)
}, 120_000)
