import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTestFolder } from '../../testing/start-test-server.ts'
import { readerOf } from '../testing/strict-stub.ts'
import { grafanaOncall } from './grafana-oncall-system.ts'
import { type GrafanaLists, STUB_KEY, startGrafanaStub } from './testing/grafana-stub.ts'

const NOW = Date.parse('2026-01-06T15:00:00Z')

const USERS = Array.from({ length: 120 }, (_, n) => ({
  id: `U${n}`,
  email: `person.${n}@example.org`,
  username: `person.${n}`,
}))
const SCHEDULES = [{ id: 'SWEB', name: 'Web', type: 'web', time_zone: 'UTC', shifts: ['OROT'] }]
const SHIFTS = [
  {
    id: 'OROT',
    name: 'Weekly',
    type: 'rolling_users',
    start: '2026-01-05T09:00:00',
    duration: 604_800,
    frequency: 'weekly',
    week_start: 'MO',
    rolling_users: [['U7'], ['U119']],
  },
]
const FINAL_SHIFTS = Array.from({ length: 14 }, (_, week) => ({
  user_pk: week % 2 ? 'U119' : 'U7',
  shift_start: new Date(Date.UTC(2026, 0, 5 + 7 * week, 9)).toISOString(),
  shift_end: new Date(Date.UTC(2026, 0, 12 + 7 * week, 9)).toISOString(),
}))
const LISTS: GrafanaLists = {
  'users/': USERS,
  'schedules/': SCHEDULES,
  'on_call_shifts/': SHIFTS,
  // Older than swaps.
  'shift_swaps/': null,
  'schedules/SWEB/final_shifts': FINAL_SHIFTS,
}

test('the API gives what files give, page by page, through pauses', async () => {
  const { live } = grafanaOncall
  const stub = await startGrafanaStub(LISTS, 4)
  const http = await readerOf(stub, live?.headers(STUB_KEY) ?? {}, NOW)
  const source = await live?.read(http)
  expect(stub.offences).toEqual([])
  expect(new Set(stub.answered).size).toBe(stub.answered.length)
  expect(source?.users).toEqual(USERS)
  const dates = 'start_date=2026-01-06&end_date=2026-04-06'
  expect(stub.answered).toContain(`/api/v1/schedules/SWEB/final_shifts?${dates}`)

  const folder = join(await makeTestFolder(), 'export')
  await mkdir(join(folder, 'final_shifts'), { recursive: true })
  const files: { readonly [file: string]: unknown } = {
    users: { count: 120, results: USERS },
    schedules: SCHEDULES,
    on_call_shifts: SHIFTS,
    'final_shifts/SWEB': {
      schedule_id: 'SWEB',
      start_date: '2026-01-06',
      end_date: '2026-04-06',
      shifts: FINAL_SHIFTS,
    },
  }
  for (const [file, content] of Object.entries(files)) {
    await writeFile(join(folder, `${file}.json`), JSON.stringify(content))
  }
  expect(source).toEqual(await grafanaOncall.readFiles(folder))
  const result = grafanaOncall.convert(source ?? {}, { now: NOW })
  expect(result.rendered[0]?.shifts[0]?.users).toEqual(['person.7'])
})

test('a service account’s token goes with the address of its Grafana', () => {
  expect(grafanaOncall.live?.headers('https://stack.grafana.net glsa_token')).toEqual({
    authorization: 'glsa_token',
    'x-grafana-url': 'https://stack.grafana.net',
  })
})
