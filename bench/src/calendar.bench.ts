// The calendar over all teams, as its screen asks for it: over HTTP, two weeks of sixty teams, each
// with a schedule, an override, an absence and a business event of its own.
//
// In the benchmark's own process: one question at a time, and nothing else is done meanwhile.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  applyConfiguration,
  createAbsence,
  createBusinessEvent,
  createClient,
  createOverride,
  getScheduleCalendar,
} from '@evenwatch/api'
import { assert, DAY_MS, HOUR_MS } from '@evenwatch/core'
import { readConfig, startServer } from '@evenwatch/server'
import type { BenchRow } from './bench-row.ts'
import { median, percentile } from './statistics.ts'

const TEAMS = 60
const PEOPLE_PER_TEAM = 5
const WARM_UP_QUESTIONS = 5
const QUESTIONS = 40
const TOKEN = 'bench-administrator-token-0123456789'

export async function benchCalendar(): Promise<BenchRow[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'evenwatch-bench-'))
  const config = readConfig({
    EVENWATCH_DATA_DIR: dataDir,
    EVENWATCH_ADMIN_TOKEN: TOKEN,
    EVENWATCH_LOG_LEVEL: 'error',
    PORT: '0',
  })
  const server = await startServer(config)
  try {
    const call = createClient({
      baseUrl: server.url ?? '',
      headers: () => ({ authorization: `Bearer ${TOKEN}` }),
      fetch,
    })
    const now = Date.now()
    await fill(call, now)
    const at = (days: number) => new Date(now + days * DAY_MS).toISOString()
    const query = { from: at(-1), until: at(15) }
    const took: number[] = []
    for (let i = 0; i < WARM_UP_QUESTIONS + QUESTIONS; i++) {
      const startedAt = performance.now()
      const { schedules } = await call(getScheduleCalendar, { query })
      if (i >= WARM_UP_QUESTIONS) took.push(performance.now() - startedAt)
      assert(schedules.length === TEAMS, 'every team is on the calendar')
    }
    return [
      {
        name: 'the calendar over 60 teams, two weeks, p95',
        value: percentile(took, 0.95),
        unit: 'ms',
        budget: 1_000,
        aim: 250,
        lowerIsBetter: true,
        note: `${PEOPLE_PER_TEAM} people a team, over HTTP, median ${median(took).toFixed(0)} ms`,
      },
    ]
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

type Call = ReturnType<typeof createClient>

async function fill(call: Call, now: number): Promise<void> {
  const documents = Array.from({ length: TEAMS }, (_, team) => documentsOf(team))
    .flat()
    .map((document, i) => ({ file: 'bench', line: i + 1, document }))
  await call(applyConfiguration, { body: { documents } })
  const at = (hours: number) => new Date(now + hours * HOUR_MS).toISOString()
  for (let team = 0; team < TEAMS; team++) {
    const params = { schedule: `schedule-${team}` }
    const span = { startsAt: at(24 + team), endsAt: at(32 + team) }
    const body = { kind: 'add' as const, add: nameOf(team, 1), ...span }
    await call(createOverride, { params, query: { confirm: 'true' }, body })
    const user = { user: nameOf(team, 0) }
    await call(createAbsence, { params: user, body: { startsAt: at(48), endsAt: at(120) } })
    const event = { name: 'Sale', team: `team-${team}`, wantsDouble: true, ...span }
    await call(createBusinessEvent, { body: event })
  }
}

const nameOf = (team: number, person: number) => `user-${team}-${person}`

function documentsOf(team: number): object[] {
  const people = Array.from({ length: PEOPLE_PER_TEAM }, (_, person) => nameOf(team, person))
  const document = (kind: string, name: string, spec: object) => {
    return { apiVersion: 'evenwatch/v1', kind, metadata: { name }, spec }
  }
  const layer = (name: string, priority: number, unit: 'week' | 'day', more: object) => ({
    name,
    priority,
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit },
    members: people,
    ...more,
  })
  const nights = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '20:00', until: '08:00' }
  return [
    ...people.map((name) => document('User', name, { email: `${name}@example.org` })),
    document('Team', `team-${team}`, { leads: people.slice(0, 1), members: people.slice(1) }),
    document('Schedule', `schedule-${team}`, {
      team: `team-${team}`,
      timeZone: 'Europe/Vienna',
      layers: [
        layer('weekly', 1, 'week', {}),
        layer('nights', 2, 'day', { hours: [nights] }),
        layer('backup', 1, 'week', { role: 'secondary' }),
      ],
    }),
  ]
}
