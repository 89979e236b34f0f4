import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import type { Override, Schedule } from '../schedule.ts'
import { caseOfSchedule } from '../testing/arbitrary-schedule.ts'
import { makeLayer, people } from '../testing/make-schedule.ts'
import { checkShiftChange, type ShiftChangeQuestion } from './check-shift-change.ts'
import { lineChanges, personDifferences } from './duty-of.ts'
import {
  dailySchedule,
  makePerson,
  PEOPLE,
  questionOf,
  replacing,
  weeklySchedule,
} from './testing/change-cases.ts'

const said = (question: ShiftChangeQuestion) =>
  checkShiftChange(question).map(({ code, severity, userId }) => `${userId} ${code} ${severity}`)

const withOverrides = (schedule: Schedule, ...overrides: Override[]): Schedule => ({
  ...schedule,
  overrides: overrides.map((one, i) => ({ ...one, id: `override-${i}`, position: i + 1 })),
})

const daily = dailySchedule('payments')
const weekly = weeklySchedule('payments')

describe('rest', () => {
  test('a second day right after one’s own is refused, with the reason', () => {
    // Ana has Monday; Tuesday is Ben's.
    const cover = replacing('ben', 'ana', '2026-01-06T08:00Z', '2026-01-07T08:00Z')
    const checks = checkShiftChange(questionOf([daily], [withOverrides(daily, cover)]))
    expect(checks[0]).toMatchObject({ code: 'short-rest', severity: 'refusal', userId: 'ana' })
    expect(checks[0]?.sentence).toBe(
      'ana would have 0 h of rest after payments, which ends Tue 2026-01-06 09:00 (Europe/Vienna); the limit is 11 h.',
    )
  })

  test('is counted over every schedule the person is on', () => {
    const other = dailySchedule('search', ['ana', 'dia', 'eli'])
    // Ana is on call for search until Tuesday 09:00; nine hours later is too soon.
    const cover = replacing('ben', 'ana', '2026-01-06T17:00Z', '2026-01-06T23:00Z')
    const alone = dailySchedule('payments', ['chen', 'ben', 'dia'])
    const both = questionOf([alone, other], [withOverrides(alone, cover)])
    expect(said(both)).toContain('ana short-rest refusal')
    expect(said(questionOf([alone], [withOverrides(alone, cover)]))).not.toContain(
      'ana short-rest refusal',
    )
  })

  test('exactly the limit is enough', () => {
    const after = (from: string) => replacing('ben', 'ana', from, '2026-01-07T06:00Z')
    const enough = after('2026-01-06T19:00Z')
    expect(said(questionOf([daily], [withOverrides(daily, enough)]))).not.toContain(
      'ana short-rest refusal',
    )
    const short = after('2026-01-06T18:59Z')
    expect(said(questionOf([daily], [withOverrides(daily, short)]))).toContain(
      'ana short-rest refusal',
    )
  })

  test('an evening given away in the middle of one’s week breaks nothing, nor does taking it back', () => {
    const given = replacing('ana', 'ben', '2026-01-07T17:00Z', '2026-01-07T21:00Z')
    const away = withOverrides(weekly, given)
    expect(said(questionOf([weekly], [away])).filter((one) => one.startsWith('ana'))).toEqual([])
    expect(said(questionOf([away], [weekly])).filter((one) => one.includes('rest'))).toEqual([])
  })

  test('two parts of one evening are one day’s work', () => {
    const one = replacing('ana', 'ben', '2026-01-07T16:00Z', '2026-01-07T18:00Z')
    const two = replacing('ana', 'ben', '2026-01-07T20:00Z', '2026-01-07T22:00Z')
    const question = questionOf([withOverrides(weekly, one)], [withOverrides(weekly, one, two)])
    expect(said(question)).not.toContain('ben short-rest refusal')
  })

  test('a team without a limit refuses nothing', () => {
    const cover = replacing('ben', 'ana', '2026-01-06T08:00Z', '2026-01-07T08:00Z')
    const rulesOf = () => ({ limits: { restHours: 0, weeksInARowMax: 2 }, areas: [] })
    const question = questionOf([daily], [withOverrides(daily, cover)], { rulesOf })
    expect(said(question)).not.toContain('ana short-rest refusal')
  })

  test('whoever gains no duty is never refused for rest, whatever the schedule', () => {
    fc.assert(
      fc.property(caseOfSchedule, fc.nat(), fc.integer({ min: 1, max: 60 }), (one, at, hours) => {
        const length = one.span.endsAt - one.span.startsAt
        const startsAt = one.span.startsAt + (at % length)
        const removed: Override = {
          ...replacing('ana', 'ben', '2026-01-01T00:00Z', '2026-01-02T00:00Z'),
          id: 'taken-away',
          position: 1_000,
          kind: 'remove',
          startsAt,
          endsAt: startsAt + hours * HOUR_MS,
        }
        const schedule = { ...one.schedule, id: 'payments' }
        const newer = { ...schedule, overrides: [...schedule.overrides, removed] }
        const question = {
          ...questionOf([], []),
          span: one.span,
          before: new Map([['payments', compileSchedule(schedule, one.teamMembers)]]),
          after: new Map([['payments', compileSchedule(newer, one.teamMembers)]]),
        }
        const gaining = new Set(
          personDifferences(lineChanges(question.before, question.after, one.span))
            .filter(({ gains }) => gains.length > 0)
            .map(({ userId }) => userId),
        )
        const refused = checkShiftChange(question).filter(({ code }) => code === 'short-rest')
        expect(refused.filter(({ userId }) => !gaining.has(userId))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('a person with no other duty anywhere is never refused for rest', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 1, max: 300 }),
        (at, hours) => {
          const startsAt = Date.parse('2026-01-05T08:00Z') + at * HOUR_MS
          const cover = {
            ...replacing('ana', 'fay', '2026-01-05T08:00Z', '2026-01-06T08:00Z'),
            startsAt,
            endsAt: startsAt + hours * HOUR_MS,
            kind: 'set' as const,
            userIds: ['fay'],
          }
          const checks = checkShiftChange(questionOf([daily], [withOverrides(daily, cover)]))
          expect(checks.filter(({ code }) => code === 'short-rest')).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })
})

describe('duty twice', () => {
  const cover = replacing('ana', 'ben', '2026-01-07T17:00Z', '2026-01-07T21:00Z')

  test('on another schedule is a warning', () => {
    const other = weeklySchedule('search', ['ben'])
    const question = questionOf([weekly, other], [withOverrides(weekly, cover)])
    expect(said(question)).toContain('ben double-duty warning')
  })

  test('on both lines of one schedule is refused', () => {
    const backup = makeLayer({ members: people('ben') }, { name: 'backup', role: 'secondary' })
    const both = { ...weekly, layers: [...weekly.layers, backup] }
    expect(said(questionOf([both], [withOverrides(both, cover)]))).toContain(
      'ben double-duty refusal',
    )
  })

  test('a shadow has no duty', () => {
    const shadow = makeLayer({ members: people('ben') }, { name: 'shadow', role: 'shadow' })
    const both = { ...weekly, layers: [...weekly.layers, shadow] }
    const codes = checkShiftChange(questionOf([both], [withOverrides(both, cover)]))
    expect(codes.filter(({ code }) => code === 'double-duty')).toEqual([])
  })
})

describe('the person', () => {
  const cover = replacing('ana', 'ben', '2026-01-07T19:00Z', '2026-01-08T05:00Z')
  const covered = [withOverrides(weekly, cover)]
  const asks = (ben: Parameters<typeof makePerson>[1]) =>
    said(
      questionOf([weekly], covered, {
        people: new Map([...PEOPLE, ['ben', makePerson('ben', ben)]]),
      }),
    )

  test('who cannot be reached is refused', () => {
    expect(asks({ isReachable: false })).toContain('ben unreachable refusal')
  })

  test('who sleeps then is a warning, by their own zone', () => {
    expect(asks({})).toEqual(['ben asleep warning'])
    expect(asks({ timeZone: 'America/Los_Angeles' })).toEqual([])
  })

  test('who is away is a warning', () => {
    const span = {
      startsAt: Date.parse('2026-01-08T00:00Z'),
      endsAt: Date.parse('2026-01-09T00:00Z'),
    }
    expect(asks({ absences: [{ kind: 'vacation', ...span }] })).toContain('ben absent warning')
  })

  test('who was on call for weeks already is a warning', () => {
    const third = replacing('chen', 'ben', '2026-01-19T08:00Z', '2026-01-26T08:00Z')
    const first = replacing('ana', 'ben', '2026-01-05T08:00Z', '2026-01-12T08:00Z')
    const two = withOverrides(weekly, first)
    expect(said(questionOf([weekly], [two]))).not.toContain('ben weeks-in-a-row warning')
    expect(said(questionOf([two], [withOverrides(weekly, first, third)]))).toContain(
      'ben weeks-in-a-row warning',
    )
  })

  test('an override underneath is shown', () => {
    const again = replacing('ben', 'chen', '2026-01-07T20:00Z', '2026-01-07T21:00Z')
    expect(said(questionOf(covered, [withOverrides(weekly, cover, again)]))).toContain(
      'chen conflicts-with-override warning',
    )
  })
})

describe('skills', () => {
  const cover = replacing('ana', 'ben', '2026-01-07T10:00Z', '2026-01-07T12:00Z')
  const rulesOf = () => ({ limits: { restHours: 11, weeksInARowMax: 2 }, areas: ['database'] })
  const asks = (depths: Record<string, 'owner' | 'alone' | 'learning'>) =>
    said(
      questionOf([weekly], [withOverrides(weekly, cover)], {
        rulesOf,
        people: new Map(
          Object.entries(depths).map(([name, depth]) => [
            name,
            makePerson(name, { depths: new Map([['database', depth]]) }),
          ]),
        ),
      }),
    )

  test('an area that loses the only one who can handle it is refused', () => {
    expect(asks({ ana: 'owner', ben: 'learning' })).toEqual(['ben no-skill refusal'])
    expect(asks({ ana: 'owner', ben: 'alone' })).toEqual([])
  })

  test('an area that nobody could handle before is a warning', () => {
    expect(asks({ ana: 'learning', ben: 'learning' })).toEqual(['ben no-skill warning'])
  })
})
