import { expect, test } from 'vitest'
import { compileSchedule } from '../compile-schedule.ts'
import { utc } from '../testing/make-schedule.ts'
import { rankCandidates } from './rank-candidates.ts'
import { makePerson, PEOPLE, plansOf, replacing, weeklySchedule } from './testing/change-cases.ts'

const schedule = weeklySchedule('payments', ['ana', 'ben', 'ana', 'chen'])
const span = { startsAt: utc('2026-02-24T10:00Z'), endsAt: utc('2026-02-24T14:00Z') }

const rank = (people = PEOPLE, userIds = ['ana', 'ben', 'dia']) =>
  rankCandidates({
    before: plansOf(schedule),
    span,
    now: utc('2026-02-23T12:00Z'),
    nightsWithin: { startsAt: utc('2026-01-01T00:00Z'), endsAt: utc('2026-04-01T00:00Z') },
    userIds,
    people,
    rulesOf: () => ({ limits: { restHours: 11, weeksInARowMax: 2 }, areas: [] }),
    lastCoverGivenAt: new Map([['ben', 7]]),
    afterWith: (userId) => {
      const override = replacing('chen', userId, '2026-02-24T10:00Z', '2026-02-24T14:00Z')
      return new Map([
        ['payments', compileSchedule({ ...schedule, overrides: [override] }, new Map())],
      ])
    },
  })

test('the least load comes first, and balances add up to nothing', () => {
  const ranked = rank()
  expect(ranked.map(({ userId }) => userId)).toEqual(['dia', 'ben', 'ana'])
  const sum = ranked.reduce((all, { balanceHours }) => all + balanceHours, 0)
  expect(Math.abs(sum)).toBeLessThan(0.5)
  expect(ranked[1]).toMatchObject({ lastCoverGivenAt: 7, isAsleep: false, isOnCallAlready: false })
})

test('whoever a refusal stops is last, with the reason', () => {
  const ranked = rank(new Map([...PEOPLE, ['dia', makePerson('dia', { isReachable: false })]]))
  expect(ranked.map(({ userId }) => userId)).toEqual(['ben', 'ana', 'dia'])
  expect(ranked[2]?.checks.map(({ code }) => code)).toEqual(['unreachable'])
})

test('the span is told in each person’s own time', () => {
  const ranked = rank(new Map([['dia', makePerson('dia', { timeZone: 'America/Los_Angeles' })]]), [
    'dia',
  ])
  expect(ranked).toMatchObject([
    {
      localFrom: '2026-02-24T02:00:00',
      localUntil: '2026-02-24T06:00:00',
      isAsleep: true,
      restMs: null,
    },
  ])
})
