import { expect, test } from 'vitest'
import { compileSchedule } from './compile-schedule.ts'
import { shiftsOfPerson } from './shifts-of-person.ts'
import { makeLayer, makeOverride, makeSchedule, utc } from './testing/make-schedule.ts'

const span = { startsAt: utc('2026-01-06T00:00Z'), endsAt: utc('2026-01-20T00:00Z') }

test('a person’s shifts are those that name them, by rotation, team or override', () => {
  const schedule = makeSchedule(
    [makeLayer({ members: [{ userIds: ['ana'] }, { teamId: 'payments' }] })],
    [makeOverride({ addUserId: 'dora' })],
  )
  const plan = compileSchedule(schedule, new Map([['payments', ['ben']]]))
  const starts = (userId: string) =>
    shiftsOfPerson(plan, userId, span).map(({ startsAt }) => new Date(startsAt).toISOString())
  expect(starts('ben')).toEqual(['2026-01-12T08:00:00.000Z'])
  expect(starts('dora')).toEqual(['2026-01-06T00:00:00.000Z'])
  expect(starts('ana')).toHaveLength(3)
  expect(starts('nobody')).toEqual([])
})
