import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../platform/time.ts'
import { compileSchedule } from '../compile-schedule.ts'
import { type Layer, type ShiftRole, WEEKDAYS } from '../schedule.ts'
import {
  every,
  hours,
  makeLayer,
  makeOverride,
  makeSchedule,
  people,
  utc,
  WORKDAYS,
} from '../testing/make-schedule.ts'
import { assessSchedule as assessWhole } from './assess-schedule.ts'
import type { AreaDepth, QualityInput } from './quality-input.ts'
import { FINDINGS_PER_CODE_MAX } from './quality-limits.ts'
import { FROM, makeInput, makePeople, makePerson } from './testing/quality-input.ts'

const midnight = '2026-01-05T00:00'

/** Turns of these tests change at midnight, so that weeks are whole; that is a finding of its own. */
function assessSchedule(input: QualityInput) {
  const quality = assessWhole(input)
  const findings = quality.findings.filter(({ code }) => code !== 'handoff-asleep')
  const leftOut = quality.leftOut.filter(({ code }) => code !== 'handoff-asleep')
  return { ...quality, findings, leftOut }
}

const weekly = (...names: (string | null)[]): Layer =>
  makeLayer({ firstHandoff: midnight, members: people(...names) })
const codes = (input: QualityInput) => assessSchedule(input).findings.map(({ code }) => code)
const find = (input: QualityInput, code: string) =>
  assessSchedule(input).findings.filter((one) => one.code === code)

describe('a schedule in which nothing is wrong', () => {
  it('has a hundred points and nothing to say', () => {
    const { score, findings, parts } = assessSchedule(
      makeInput(makeSchedule([weekly('ana', 'ben', 'chen')])),
    )
    expect(findings).toEqual([])
    expect(score).toBe(100)
    expect(parts.map(({ points }) => points)).toEqual([40, 20, 15, 10, 10, 5])
    expect(parts.every(({ formula, measured }) => formula !== '' && measured !== '')).toBe(true)
  })
})

describe('cover', () => {
  it('names each gap with its exact ends and costs points', () => {
    const gap = { startsAt: FROM + WEEK_MS - 2 * HOUR_MS, endsAt: FROM + WEEK_MS }
    const hole = makeOverride({ kind: 'set', userIds: [], ...gap })
    const quality = assessSchedule(makeInput(makeSchedule([weekly('ana', 'ben')], [hole])))
    expect(quality.uncoveredMinutes).toBe(120)
    expect(quality.findings).toMatchObject([
      { code: 'gap', severity: 'critical', span: gap, sentence: 'Nobody is on call for 2h.' },
    ])
    expect(quality.parts[0]).toMatchObject({ name: 'cover', points: 39.2, pointsMax: 40 })
    expect(quality.score).toBe(99)
  })

  it('has no points left where a twentieth of the time is uncovered', () => {
    const quality = assessSchedule(makeInput(makeSchedule([])))
    expect(quality.parts[0]).toMatchObject({ points: 0 })
    expect(quality.load.people).toEqual([])
  })

  it('lists as many findings of a kind as people read and counts the rest', () => {
    const workdays = makeLayer({
      firstHandoff: midnight,
      members: people('ana', 'ben'),
      hours: [hours(WORKDAYS, '09:00', '17:00')],
    })
    const { findings, leftOut, gaps } = assessSchedule(makeInput(makeSchedule([workdays])))
    expect(findings.filter(({ code }) => code === 'gap')).toHaveLength(FINDINGS_PER_CODE_MAX)
    expect(leftOut).toEqual([{ code: 'gap', count: gaps.length - FINDINGS_PER_CODE_MAX }])
  })
})

describe('load', () => {
  it('weighs every hour by what it is to the person who holds it', () => {
    const span = { startsAt: FROM, endsAt: FROM + WEEK_MS }
    const { load } = assessSchedule(makeInput(makeSchedule([weekly('ana')]), { span }))
    expect(load.people).toMatchObject([
      {
        userId: 'ana',
        totalMs: WEEK_MS,
        msByHour: {
          working: 40 * HOUR_MS,
          evening: 35 * HOUR_MS,
          weekend: 30 * HOUR_MS,
          holiday: 0,
          sleep: 63 * HOUR_MS,
        },
        weightedHours: 40 + 35 * 1.5 + 30 * 2 + 63 * 3,
        nights: 8,
        weekends: 1,
      },
    ])
  })

  it('counts the night pages of each zone as that zone’s sleep', () => {
    const day = makeLayer({
      firstHandoff: midnight,
      members: people('ana'),
      hours: [hours(WORKDAYS, '09:00', '17:00')],
    })
    const hiro = makePerson('ana', { timeZone: 'America/Los_Angeles' })
    const { load } = assessSchedule(makeInput(makeSchedule([day]), { people: makePeople(hiro) }))
    expect(load.people[0]?.nights).toBe(60)
    expect(load.people[0]?.msByHour.working).toBe(0)
  })

  it('counts public holidays and says who is on call on them', () => {
    const holidays = ['2026-01-06', '2026-01-07'].map((date) => ({
      userId: 'ana',
      name: date,
      startsAt: utc(`${date}T00:00+01:00`),
      endsAt: utc(`${date}T00:00+01:00`) + DAY_MS,
    }))
    const quality = assessSchedule(makeInput(makeSchedule([weekly('ana', 'ben')]), { holidays }))
    const ana = quality.load.people.find(({ userId }) => userId === 'ana')
    expect(ana).toMatchObject({ holidays: 2, msByHour: { holiday: 30 * HOUR_MS } })
    expect(quality.findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['holiday-on-call', 'info'],
      ['holiday-on-call', 'info'],
    ])
  })

  it('says by how much somebody is above the average and below', () => {
    const input = makeInput(makeSchedule([weekly('ana', 'ben', 'ana', 'chen')]))
    const { load } = assessSchedule(input)
    expect(load.fairSharePercent).toBeCloseTo(33.3, 1)
    expect(load.people.map(({ userId, differencePercent }) => [userId, differencePercent])).toEqual(
      [
        ['ana', expect.closeTo(50, 0)],
        ['ben', expect.closeTo(-25, 0)],
        ['chen', expect.closeTo(-25, 0)],
      ],
    )
    expect(find(input, 'overloaded')).toMatchObject([
      { userIds: ['ana'], sentence: 'Ana carries 50 % more than the average.' },
    ])
    expect(find(input, 'underloaded')).toHaveLength(2)
  })

  it('does not say what no exchange of whole shifts could even out', () => {
    const span = { startsAt: FROM, endsAt: FROM + 5 * WEEK_MS }
    const input = makeInput(makeSchedule([weekly('ana', 'ben', 'chen')]), { span })
    expect(codes(input)).toEqual([])
  })

  it('keeps those who only stood in out of the average', () => {
    const standIn = makeOverride({ kind: 'set', userIds: ['dia'] })
    const { load } = assessSchedule(makeInput(makeSchedule([weekly('ana', 'ben')], [standIn])))
    expect(load.people.find(({ userId }) => userId === 'dia')).toMatchObject({
      isMember: false,
      totalMs: DAY_MS,
      differencePercent: null,
    })
    expect(load.fairSharePercent).toBe(50)
  })
})

describe('rest', () => {
  it('finds a break under the team’s hours, over all schedules', () => {
    const span = { startsAt: FROM, endsAt: FROM + WEEK_MS }
    const early = makeLayer({
      firstHandoff: midnight,
      turn: every(1, 'week'),
      members: people('ana'),
      hours: [hours(['mon'], '20:00', '23:00')],
    })
    const late = makeLayer({
      firstHandoff: midnight,
      members: people('ana'),
      hours: [hours(['tue'], '06:00', '08:00')],
    })
    const others = [
      { displayName: 'Search', plan: compileSchedule(makeSchedule([late]), new Map()) },
    ]
    const rest = { startsAt: utc('2026-01-05T22:00Z'), endsAt: utc('2026-01-06T05:00Z') }
    expect(find(makeInput(makeSchedule([early]), { span, others }), 'short-rest')).toMatchObject([
      { span: rest, userIds: ['ana'], sentence: expect.stringContaining('7h') },
    ])
    const relaxed = { span, others, limits: { restHours: 7, weeksInARowMax: 2 } }
    expect(find(makeInput(makeSchedule([early]), relaxed), 'short-rest')).toEqual([])
  })

  it('takes the pauses within one turn for what they are', () => {
    const day = makeLayer(
      {
        firstHandoff: midnight,
        turn: every(1, 'day'),
        members: people('dia', 'eli'),
        hours: [hours(WORKDAYS, '09:00', '17:00')],
      },
      { name: 'day', priority: 2 },
    )
    const schedule = makeSchedule([weekly('ana', 'ben', 'chen'), day])
    expect(find(makeInput(schedule), 'short-rest')).toEqual([])
  })

  it('finds somebody who is on call for two schedules at once', () => {
    const others = [
      {
        displayName: 'Search',
        plan: compileSchedule(makeSchedule([weekly('ben', 'ana', 'chen')]), new Map()),
      },
    ]
    const span = { startsAt: FROM, endsAt: FROM + 3 * WEEK_MS }
    expect(
      find(
        makeInput(makeSchedule([weekly('ana', 'ben', 'chen')]), { span, others }),
        'double-duty',
      ),
    ).toMatchObject([
      {
        userIds: ['chen'],
        span: { startsAt: FROM + 2 * WEEK_MS, endsAt: FROM + 3 * WEEK_MS },
        sentence: 'Chen is on call here and for Search at once, for 7d.',
      },
    ])
  })

  it('finds more weeks in a row than agreed, on whichever day they begin', () => {
    for (const day of ['24', '25', '26', '27', '28', '29', '30']) {
      const layer = makeLayer({
        firstHandoff: `2025-11-${day}T09:00`,
        turn: every(3, 'week'),
        members: people('ana', 'ben'),
      })
      const found = find(makeInput(makeSchedule([layer])), 'weeks-in-a-row')
      expect(found.map(({ userIds }) => userIds[0])).toEqual(expect.arrayContaining(['ana', 'ben']))
      expect(found.every(({ sentence }) => sentence.includes('3 weeks in a row'))).toBe(true)
    }
  })

  it('does not take two people in turn for a row of weeks', () => {
    const daily = makeLayer({
      firstHandoff: midnight,
      turn: every(1, 'day'),
      members: people('ana', 'ben'),
    })
    expect(find(makeInput(makeSchedule([daily])), 'weeks-in-a-row')).toEqual([])
  })
})

describe('availability', () => {
  it('finds the part of a shift during which its holder is away', () => {
    const away = { userId: 'ana', startsAt: FROM + 6 * DAY_MS, endsAt: FROM + 9 * DAY_MS }
    const input = makeInput(makeSchedule([weekly('ana', 'ben')]), { absences: [away] })
    expect(find(input, 'absent-on-call')).toMatchObject([
      {
        severity: 'critical',
        userIds: ['ana'],
        span: { startsAt: FROM + 6 * DAY_MS, endsAt: FROM + 7 * DAY_MS },
      },
    ])
    expect(assessSchedule(input).parts[3]).toMatchObject({ name: 'availability', points: 7.6 })
  })
})

describe('upkeep', () => {
  it('finds a leaver and the gaps they leave', () => {
    const schedule = makeSchedule([weekly('ana', 'ben')])
    const people = makePeople('ana', makePerson('ben', { isActive: false }))
    const now = makeSchedule([weekly('ana', null)])
    const plan = compileSchedule(now, new Map())
    const quality = assessSchedule(makeInput(schedule, { people, plan }))
    expect(quality.findings[0]).toMatchObject({ code: 'gap', severity: 'critical' })
    expect(quality.findings).toContainEqual(
      expect.objectContaining({
        code: 'leaver-in-rotation',
        userIds: ['ben'],
        layerName: 'weekly',
      }),
    )
    expect(quality.load.people.filter(({ isMember }) => isMember)).toHaveLength(1)
  })

  it('finds people whom nothing reaches', () => {
    const people = makePeople(
      makePerson('ana', { reach: 'none' }),
      makePerson('ben', { reach: 'unverified' }),
    )
    expect(codes(makeInput(makeSchedule([weekly('ana', 'ben')]), { people }))).toEqual([
      'no-contact-method',
      'unverified-contact-method',
    ])
  })

  it('costs the share of the people whom nothing reaches, and half of the unverified ones', () => {
    const forty = Array.from({ length: 40 }, (_, index) => `p${index}`)
    const upkeep = (none: number, unverified: number) => {
      const people = makePeople(
        ...forty.map((id, index) => {
          const rest = index < none + unverified ? 'unverified' : 'verified'
          return makePerson(id, { reach: index < none ? 'none' : rest })
        }),
      )
      const quality = assessSchedule(makeInput(makeSchedule([weekly(...forty)]), { people }))
      return quality.parts[4]
    }
    expect(upkeep(0, 0)).toMatchObject({ points: 10, measured: 'nothing is neglected' })
    expect(upkeep(10, 0)).toMatchObject({
      points: 7.5,
      measured: '10 of 40 people cannot be reached',
    })
    expect(upkeep(0, 40)?.points).toBe(5)
    expect(upkeep(10, 10)?.points).toBe(6.2)
    expect(upkeep(40, 0)?.points).toBe(0)
  })

  it('finds an empty team, an ended layer and a plan nobody looked at', () => {
    const team = makeLayer(
      { firstHandoff: midnight, members: [{ teamId: 'web' }] },
      { name: 'team', priority: 0 },
    )
    const ended = makeLayer({ until: '2026-01-01T00:00' }, { name: 'ended' })
    const schedule = makeSchedule([weekly('ana', 'ben'), team, ended])
    const input = makeInput(
      schedule,
      { lookedAfterAt: FROM - 181 * DAY_MS },
      new Map([['web', []]]),
    )
    expect(codes(input)).toEqual(['empty-team', 'layer-ended', 'unreviewed'])
    expect(assessSchedule(input).parts[4]).toMatchObject({ name: 'upkeep', points: 2.5 })
    expect(codes({ ...input, lookedAfterAt: FROM - 180 * DAY_MS })).not.toContain('unreviewed')
  })
})

describe('a handoff', () => {
  /** Ana in Vienna, and from the evening on Hiro in Tokyo, eight hours ahead. */
  const followTheSun = (evening: string) => {
    const base = makeLayer({ firstHandoff: midnight, members: people('ana') })
    const night = makeLayer(
      {
        firstHandoff: midnight,
        members: people('hiro'),
        hours: [hours(WEEKDAYS, evening, '09:00')],
      },
      { name: 'night', priority: 2 },
    )
    const schedule = makeSchedule([base, night])
    const sleepHours = { from: '22:00', until: '06:00' }
    const hiro = makePerson('hiro', { timeZone: 'Asia/Tokyo', sleepHours })
    const span = { startsAt: FROM + 10 * HOUR_MS, endsAt: FROM + DAY_MS + 10 * HOUR_MS }
    const input = makeInput(schedule, { span, people: makePeople('ana', hiro) })
    return assessWhole(input).findings.filter(({ code }) => code === 'handoff-asleep')
  }

  it('in the midst of somebody’s sleep is said, at its instant', () => {
    const at = utc('2026-01-05T18:00+01:00')
    expect(followTheSun('18:00')).toMatchObject([
      {
        severity: 'info',
        userIds: ['hiro'],
        span: { startsAt: at, endsAt: at },
        sentence: 'Hiro takes over in the midst of their sleep hours.',
      },
    ])
  })

  it('inside both people’s days is not', () => {
    expect(followTheSun('23:00').map(({ userIds }) => userIds)).toEqual([['ana']])
    expect(followTheSun('22:00')).toEqual([])
  })
})

describe('a concern', () => {
  it('is said when its answer is overdue, not before', () => {
    const schedule = makeSchedule([weekly('ana', 'ben')])
    const answersDue = [FROM - DAY_MS, FROM + DAY_MS]
    expect(assessSchedule(makeInput(schedule, { answersDue })).findings).toMatchObject([
      { code: 'concern-unanswered', sentence: expect.stringContaining('1d ago') },
    ])
  })
})

describe('knowledge', () => {
  const depths = new Map<string, ReadonlyMap<string, AreaDepth>>([
    ['ana', new Map([['database', 'owner']])],
    ['ben', new Map([['database', 'learning']])],
  ])

  it('marks a shift whose people cannot handle an area between them', () => {
    const span = { startsAt: FROM, endsAt: FROM + 2 * WEEK_MS }
    const schedule = makeSchedule([weekly('ana', 'ben')])
    const input = makeInput(schedule, { span, areas: ['database'], depths })
    expect(find(input, 'area-not-covered')).toMatchObject([
      {
        area: 'database',
        userIds: ['ben'],
        span: { startsAt: FROM + WEEK_MS, endsAt: FROM + 2 * WEEK_MS },
        sentence: 'Ben cannot handle database without help.',
      },
    ])
  })

  it('is what the people of all paged roles know together; a shadow does not count', () => {
    const found = (role: ShiftRole) => {
      const beside = { ...weekly('ana'), name: 'beside', role }
      const schedule = makeSchedule([weekly('ben'), beside])
      return find(makeInput(schedule, { areas: ['database'], depths }), 'area-not-covered')
    }
    expect(found('secondary')).toEqual([])
    expect(found('shadow')).toHaveLength(1)
  })
})

describe('a business event', () => {
  it('is said to be thin for as long as fewer than two people are on call', () => {
    const sale = { name: 'Sale', startsAt: FROM, endsAt: FROM + 2 * DAY_MS }
    const second = makeOverride({
      kind: 'add',
      addUserId: 'dia',
      startsAt: FROM,
      endsAt: FROM + DAY_MS,
    })
    const input = makeInput(makeSchedule([weekly('ana', 'ben')], [second]), { doubled: [sale] })
    expect(find(input, 'event-not-doubled')).toMatchObject([
      { sentence: 'Sale wants two people on call; for 1d there are fewer.' },
    ])
  })
})
