// The calendar over sixty teams asks the database as often as the calendar over one.

import { applyConfiguration, getScheduleCalendar } from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { createInstallation } from '../../configuration/testing/installation.ts'
import type { ServerContext } from '../../platform/context.ts'
import { getScheduleCalendar as answerCalendar } from './get-schedule-calendar.ts'

const NOW: Instant = Date.parse('2026-01-05T08:00:00Z')
const TEAMS = 60
const here = await createInstallation(NOW)
const query = {
  from: new Date(NOW).toISOString(),
  until: new Date(NOW + 31 * DAY_MS).toISOString(),
}

const teamOf = (n: number) => `
apiVersion: evenwatch/v1
kind: User
metadata: { name: user-${n}a }
spec: { email: user-${n}a@example.org }
---
apiVersion: evenwatch/v1
kind: User
metadata: { name: user-${n}b }
spec: { email: user-${n}b@example.org }
---
apiVersion: evenwatch/v1
kind: Team
metadata: { name: team-${n} }
spec: { leads: [user-${n}a], members: [user-${n}b] }
---
apiVersion: evenwatch/v1
kind: Schedule
metadata: { name: schedule-${n} }
spec:
  team: team-${n}
  timeZone: Europe/Vienna
  layers:
    - name: weekly
      firstHandoff: "2026-01-05T09:00"
      turn: { length: 1, unit: week }
      members: [user-${n}a, user-${n}b]
---
apiVersion: evenwatch/v1
kind: EscalationPolicy
metadata: { name: policy-${n} }
spec: { team: team-${n}, steps: [{ after: 0m, notify: [{ schedule: schedule-${n} }] }] }
---
apiVersion: evenwatch/v1
kind: Service
metadata: { name: service-${n} }
spec: { team: team-${n}, escalationPolicy: policy-${n} }
`

/** The context with a pool that counts. */
function counting(context: ServerContext) {
  let count = 0
  const pool = new Proxy(context.pool, {
    get(target, property) {
      if (property === 'query' || property === 'connect') count += 1
      const value: unknown = Reflect.get(target, property, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { context: { ...context, pool }, queries: () => count }
}

test('sixty teams cost as many queries as one', { timeout: 60_000 }, async () => {
  const documents = Array.from({ length: TEAMS }, (_, n) => teamOf(n)).join('---')
  await here.call(applyConfiguration, { body: { documents: documentsOf(documents) } })
  const all = counting(here.context)
  const answer = await answerCalendar(all.context, query)
  expect(answer).toMatchObject({ schedules: { length: TEAMS } })
  const one = counting(here.context)
  expect(await answerCalendar(one.context, { ...query, team: 'team-7' })).toMatchObject({
    schedules: [{ schedule: 'schedule-7', days: { length: 32 } }],
  })
  expect(all.queries()).toBe(one.queries())
  expect(all.queries()).toBe(3)
  // Over HTTP the answer passes its own schema.
  expect((await here.call(getScheduleCalendar, { query })).schedules).toHaveLength(TEAMS)
})
