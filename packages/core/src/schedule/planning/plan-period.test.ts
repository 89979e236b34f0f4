import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, WEEK_MS } from '../../platform/time.ts'
import { makePerson } from '../quality/testing/quality-input.ts'
import { utc } from '../testing/make-schedule.ts'
import type { PeriodPlan, PlannedPerson, PlanPeriodInput } from './period-plan.ts'
import { planPeriod } from './plan-period.ts'
import { PLAN_SLOTS_MAX } from './planning-limits.ts'
import {
  away,
  daily,
  days,
  depths,
  FIRST,
  hourly,
  makeInput,
  NAMES,
  weekly,
} from './testing/plan-cases.ts'

type Complete = Extract<PeriodPlan, { kind: 'complete' }>
type Impossible = Extract<PeriodPlan, { kind: 'impossible' }>

const eight = NAMES.map((id) => makePerson(id))

function complete(input: Partial<PlanPeriodInput>): Complete {
  const plan = planPeriod(makeInput(input))
  expect(plan.kind).toBe('complete')
  return plan as Complete
}

function impossible(input: Partial<PlanPeriodInput>): Impossible {
  const plan = planPeriod(makeInput(input))
  expect(plan.kind).toBe('impossible')
  return plan as Impossible
}

const sentences = ({ conflicts }: Impossible) => conflicts.map(({ sentence }) => sentence)
const turnsOf = ({ people }: Complete) => people.map(({ turns }) => turns)
const of = ({ people }: Complete, userId: string) =>
  people.find((person) => person.userId === userId) as PlannedPerson

describe('a plan that can be made', () => {
  const absences = [
    away('ana', '2026-02-09', '2026-02-23'),
    away('ben', '2026-03-28', '2026-04-12'),
    away('chen', '2026-05-01', '2026-05-04'),
    away('eli', '2026-01-01', '2026-01-20'),
    away('fay', '2026-06-01', '2026-06-14'),
  ]

  it('eight people, 26 weeks and absences make a complete schedule', () => {
    const plan = complete({ slots: weekly(26), people: eight, absences })
    expect(plan.holders).toHaveLength(26)
    expect(turnsOf(plan).sort()).toEqual([3, 3, 3, 3, 3, 3, 4, 4])
    expect(plan.reasons[0]).toMatch(/^Each of 8 people holds 3 to 4 of the 26 turns;/)
    for (const { userId, startsAt, endsAt } of absences) {
      for (const slot of of(plan, userId).slots) {
        const start = FIRST + slot * WEEK_MS
        expect(start >= endsAt || start + WEEK_MS <= startsAt).toBe(true)
      }
    }
  })

  it('turns are spread evenly in time', () => {
    const plan = complete({ slots: weekly(24), people: eight })
    for (const { slots } of plan.people) {
      expect(slots).toHaveLength(3)
      const distances = slots.slice(1).map((slot, i) => slot - (slots[i] ?? 0))
      expect(Math.min(...distances)).toBeGreaterThanOrEqual(7)
    }
  })

  it('nights, weekends and weighted hours of daily turns come out even', () => {
    const plan = complete({ slots: daily(168), people: eight })
    const spread = (values: number[]) => Math.max(...values) - Math.min(...values)
    expect(spread(plan.people.map(({ nights }) => nights))).toBeLessThanOrEqual(1)
    expect(spread(plan.people.map(({ weekends }) => weekends))).toBeLessThanOrEqual(2)
    expect(spread(plan.people.map(({ weightedHours }) => weightedHours))).toBeLessThan(40)
  })

  it('public holidays are shared out', () => {
    const dates = ['2026-01-06', '2026-01-20', '2026-02-03', '2026-02-17']
    const holidays = ['ana', 'ben', 'chen', 'dia'].flatMap((userId) =>
      dates.map((date) => ({
        userId,
        name: 'Holiday',
        ...days(
          date,
          date.replace(/..$/, (day) => String(Number(day) + 1).padStart(2, '0')),
        ),
      })),
    )
    const plan = complete({ slots: weekly(8), holidays })
    expect(plan.people.map((person) => person.holidays)).toEqual([1, 1, 1, 1])
  })

  it('long leave is not paid for afterwards, ordinary leave costs nothing', () => {
    const plan = complete({
      slots: weekly(24),
      absences: [away('ana', '2026-01-01', '2026-05-11'), away('ben', '2026-02-02', '2026-02-16')],
    })
    expect(of(plan, 'ana').turns).toBeLessThanOrEqual(3)
    expect(of(plan, 'ben').turns).toBe(7)
    expect(plan.reasons).toContain(
      `Ana could hold only 6 of the 24 turns, so less is asked for: ${of(plan, 'ana').turns} turns.`,
    )
  })

  it('whoever could hold few turns, but gets as many as others, is not asked for less', () => {
    const plan = complete({
      slots: weekly(4),
      absences: [away('ana', '2026-01-13', '2026-03-01')],
    })
    expect([of(plan, 'ana').slotsPossible, turnsOf(plan)]).toEqual([1, [1, 1, 1, 1]])
    expect(plan.reasons.join(' ')).not.toContain('could hold only')
  })

  it('one person alone is spoken of by name', () => {
    const limits = { restHours: 11, weeksInARowMax: 60 }
    const plan = complete({ people: [makePerson('ana')], slots: weekly(3), limits })
    expect(plan.reasons[0]).toMatch(
      /^Ana holds 3 turns, as nobody else takes part; that is \d+ weighted hours\.$/,
    )
  })

  it('people in two zones take the hours in which they are awake', () => {
    const people = [
      ...['ana', 'ben', 'chen'].map((id) => makePerson(id)),
      ...['kiri', 'rua', 'tane'].map((id) => makePerson(id, { timeZone: 'Pacific/Auckland' })),
    ]
    const asleepMs = ({ people }: Complete) =>
      people.reduce((sum, { msByHour }) => sum + msByHour.sleep, 0)
    const oneSite = complete({ slots: hourly(56, 12), people: people.slice(0, 3) })
    const twoSites = complete({ slots: hourly(56, 12), people })
    expect(asleepMs(twoSites)).toBeLessThan(asleepMs(oneSite) / 4)
    expect(asleepMs(oneSite)).toBe(28 * 9 * HOUR_MS)
  })

  it('a period without turns is planned, and so is the longest one', () => {
    expect(complete({ slots: [] }).holders).toEqual([])
    const limits = { restHours: 11, weeksInARowMax: 60 }
    const alone = { people: [makePerson('ana')], limits }
    const longest = complete({ ...alone, slots: daily(PLAN_SLOTS_MAX) })
    expect(longest.holders).toHaveLength(PLAN_SLOTS_MAX)
    expect(() => planPeriod(makeInput({ slots: daily(PLAN_SLOTS_MAX + 1) }))).toThrow('limits')
  })
})

describe('what the past weighs', () => {
  const heavy = {
    startsAt: utc('2025-05-05T09:00+02:00'),
    endsAt: utc('2025-05-12T09:00+02:00'),
    pages: 9,
    nightPages: 9,
    weightedHours: 61,
    predictedWeightedHours: 40,
  }
  const carriedOf = new Map(
    NAMES.map((id) => [
      id,
      id === 'ben'
        ? { weightedHours: 61, ofPages: 21, heavyShifts: [heavy] }
        : { weightedHours: 40, ofPages: 0, heavyShifts: [] },
    ]),
  )

  it('whoever had a shift with nine pages at night gets less, and reads why', () => {
    const plan = complete({ slots: weekly(23), people: eight, carriedOf })
    expect(of(plan, 'ben').turns).toBe(2)
    expect(plan.reasons).toContain(
      "Ben's turn of 5–12 May 2025 had 9 pages at night: it weighs 61 weighted hours in place of 40, so Ben gets 2 turns where others get 3.",
    )
  })

  it('a heavy shift that changes no count says what it does', () => {
    const plan = complete({ slots: weekly(24), people: eight, carriedOf })
    expect(plan.reasons[1]).toBe(
      "Ben's turn of 5–12 May 2025 had 9 pages at night: it weighs 61 weighted hours in place of 40, which counts towards Ben's share.",
    )
  })

  it('a shift of minutes, or one that was to weigh nothing, is not worth a sentence', () => {
    const { startsAt } = heavy
    const few = [
      { ...heavy, endsAt: startsAt + HOUR_MS - 1 },
      { ...heavy, predictedWeightedHours: 0.4 },
    ]
    const ben = { weightedHours: 61, ofPages: 21, heavyShifts: few }
    const plan = complete({ slots: weekly(24), people: eight, carriedOf: new Map([['ben', ben]]) })
    expect(plan.reasons.join(' ')).not.toContain('it weighs')
    const whole = { ...ben, heavyShifts: [...few, { ...heavy, endsAt: startsAt + HOUR_MS }] }
    const told = complete({
      slots: weekly(24),
      people: eight,
      carriedOf: new Map([['ben', whole]]),
    }).reasons.filter((reason) => reason.includes('it weighs'))
    expect(told).toHaveLength(1)
  })

  it('whoever carried much before gets less now, without one heavy shift to name', () => {
    const plan = complete({
      slots: weekly(24),
      carriedOf: new Map([['dia', { weightedHours: 1_000, ofPages: 0, heavyShifts: [] }]]),
    })
    expect(of(plan, 'dia').turns).toBeLessThan(6)
    expect(plan.reasons.join(' ')).toMatch(/Dia carried 750 weighted hours more than the average/)
  })
})

describe('why this person', () => {
  it('every turn names who else could have held it and why they do not', () => {
    const { holders, reasonsOf } = complete({
      slots: weekly(4),
      absences: [away('ana', '2026-01-05', '2026-02-02')],
      people: ['ana', 'ben'].map((id) => makePerson(id)),
      limits: { restHours: 11, weeksInARowMax: 9 },
    })
    expect(holders).toEqual(['ben', 'ben', 'ben', 'ben'])
    expect(reasonsOf[0]).toBe('Nobody else could hold it: Ana is away.')
  })

  it('is told by what others carry and by how near their turns are', () => {
    const { reasonsOf } = complete({ slots: weekly(8) })
    expect(reasonsOf).toHaveLength(8)
    for (const reason of reasonsOf) {
      expect(reason).toMatch(/^(Ana|Ben|Chen|Dia), because .*(carry more|nearer|less even).*\.$/)
    }
  })
})

describe('limits of people', () => {
  it('nobody holds more turns than agreed', () => {
    const plan = complete({ slots: weekly(9), shiftsMaxOf: new Map([['ana', 1]]) })
    expect(of(plan, 'ana').turns).toBe(1)
    expect(plan.reasons).toContain('Ana holds 1 turn, as many as agreed.')
  })

  it('whoever is on call elsewhere rests before and after', () => {
    const booked = { startsAt: FIRST + 2 * DAY_MS + HOUR_MS, endsAt: FIRST + 3 * DAY_MS - HOUR_MS }
    const input = {
      slots: daily(5),
      people: ['ana', 'ben'].map((id) => makePerson(id)),
      bookedOf: new Map([['ana', [booked]]]),
    }
    const plan = complete(input)
    expect(plan.holders.slice(1, 4)).toEqual(['ben', 'ben', 'ben'])
    expect(plan.reasonsOf[1]).toBe('Nobody else could hold it: Ana would rest for less than 11h.')
    const relaxed = complete({ ...input, limits: { restHours: 0, weeksInARowMax: 2 } })
    expect(relaxed.holders[2]).toBe('ben')
    expect(of(relaxed, 'ana').turns).toBeGreaterThan(1)
  })

  it('a turn that touches duty elsewhere goes on without a pause, which is no short rest', () => {
    const booked = { startsAt: FIRST + DAY_MS, endsAt: FIRST + 2 * DAY_MS }
    const plan = complete({
      slots: daily(1),
      people: [makePerson('ana')],
      bookedOf: new Map([['ana', [booked]]]),
    })
    expect(plan.holders).toEqual(['ana'])
  })

  it('whoever held the weeks right before may continue, up to the weeks in a row', () => {
    const before = { startsAt: FIRST - WEEK_MS, endsAt: FIRST }
    const input = {
      slots: weekly(2),
      people: [makePerson('ana')],
      heldOf: new Map([['ana', [before]]]),
    }
    expect(complete({ ...input, limits: { restHours: 11, weeksInARowMax: 3 } }).holders).toEqual([
      'ana',
      'ana',
    ])
    expect(sentences(impossible(input))).toEqual([
      'Nobody is to carry more than 2 weeks in a row.',
      'Somebody must be on call for the turn of 5–12 Jan 2026.',
      'Somebody must be on call for the turn of 12–19 Jan 2026.',
      'Ana is on call for this schedule 29 Dec 2025 – 5 Jan 2026 already.',
    ])
  })

  it('every holder knows every area', () => {
    const plan = complete({
      slots: weekly(4),
      areas: ['database'],
      depths: depths({
        ana: { database: 'owner' },
        ben: { database: 'learning' },
        chen: { database: 'alone' },
      }),
    })
    expect(new Set(plan.holders)).toEqual(new Set(['ana', 'chen']))
  })
})

describe('a plan that cannot be made', () => {
  it('a turn during which everybody is away is told with each absence', () => {
    const plan = impossible({
      slots: weekly(26),
      absences: ['ana', 'ben', 'chen', 'dia'].map((id) => away(id, '2026-03-03', '2026-03-05')),
    })
    expect(sentences(plan)).toEqual([
      'Somebody must be on call for the turn of 2–9 Mar 2026.',
      'Ana is away 3–4 Mar 2026.',
      'Ben is away 3–4 Mar 2026.',
      'Chen is away 3–4 Mar 2026.',
      'Dia is away 3–4 Mar 2026.',
    ])
    expect(plan.explanation).toEqual([
      'Nobody can hold the turn of 2–9 Mar 2026: Ana is away, Ben is away, Chen is away and Dia is away.',
    ])
    expect(plan.bestHolders.filter((holder) => holder === null)).toHaveLength(1)
    expect(plan.bestHolders[8]).toBeNull()
  })

  it('what else stands in the way is told, too', () => {
    const gone = (from: string, until: string) =>
      ['ana', 'ben', 'chen', 'dia'].map((id) => away(id, from, until))
    const plan = impossible({
      slots: weekly(26),
      absences: [...gone('2026-03-03', '2026-03-05'), ...gone('2026-05-05', '2026-05-06')],
    })
    const turns = [plan, ...plan.further].map(({ conflicts: [first] }) => first?.sentence)
    expect(turns).toEqual([
      'Somebody must be on call for the turn of 2–9 Mar 2026.',
      'Somebody must be on call for the turn of 4–11 May 2026.',
    ])
    expect(plan.bestHolders.filter((holder) => holder === null)).toHaveLength(2)
  })

  it('people who may hold too few turns between them are counted', () => {
    const plan = impossible({
      slots: weekly(5),
      people: ['ana', 'ben', 'chen'].map((id) => makePerson(id)),
      absences: [away('chen', '2026-01-01', '2026-03-01')],
      shiftsMaxOf: new Map([
        ['ana', 2],
        ['ben', 1],
      ]),
    })
    expect(sentences(plan).filter((one) => one.startsWith('Somebody'))).toHaveLength(4)
    expect(sentences(plan)).toContain('Ana is to hold at most 2 turns.')
    expect(plan.explanation).toEqual([
      'Only Ana and Ben can hold any of the 4 turns of 5–12 Jan 2026, 12–19 Jan 2026, 19–26 Jan 2026 and 26 Jan – 2 Feb 2026.',
      'Together they are to hold at most 3 turns.',
      'Chen is away.',
    ])
  })

  it('rest between turns that nobody else can take is named as a rule', () => {
    const slots = hourly(4, 12).map(({ index, spans: [span] }) => {
      const startsAt = span?.startsAt ?? 0
      return { index, spans: [{ startsAt, endsAt: startsAt + 8 * HOUR_MS }] }
    })
    const plan = impossible({ slots, people: [makePerson('ana')] })
    expect(sentences(plan)).toEqual([
      'Between two turns there must be 11h of rest.',
      'Somebody must be on call for the turn of 5 Jan 2026 09:00–17:00.',
      'Somebody must be on call for the turn of 5–6 Jan 2026.',
    ])
  })

  it('a turn that is longer than the weeks in a row can be held by nobody', () => {
    const month = { index: 0, spans: [{ startsAt: FIRST, endsAt: FIRST + 4 * WEEK_MS }] }
    const plan = impossible({ slots: [month], people: [makePerson('ana')] })
    expect(sentences(plan)).toEqual([
      'Nobody is to carry more than 2 weeks in a row.',
      'Somebody must be on call for the turn of 5 Jan – 2 Feb 2026.',
    ])
    expect(plan.explanation).toEqual([
      'Nobody can hold the turn of 5 Jan – 2 Feb 2026: Ana would carry more than 2 weeks in a row.',
    ])
  })

  it('an area that nobody free knows is named', () => {
    const plan = impossible({
      slots: weekly(2),
      people: ['ana', 'ben'].map((id) => makePerson(id)),
      areas: ['database'],
      depths: depths({ ana: { database: 'owner' } }),
      absences: [away('ana', '2026-01-13', '2026-01-14')],
    })
    expect(sentences(plan)).toEqual([
      'Whoever is on call must know database well enough to be alone.',
      'Somebody must be on call for the turn of 12–19 Jan 2026.',
      'Ana is away 13 Jan 2026.',
    ])
    expect(plan.explanation).toEqual([
      'Nobody can hold the turn of 12–19 Jan 2026: Ana is away and Ben does not know database well enough to be alone.',
    ])
  })

  it('without people there is nobody to give a turn to', () => {
    const plan = impossible({ people: [] })
    expect(plan.explanation).toEqual(['There is nobody who could be given a turn.'])
    expect(plan.conflicts).toHaveLength(1)
    expect(plan.further).toEqual([])
  })
})

describe('when the effort runs out', () => {
  const input = makeInput({
    slots: weekly(12),
    people: ['ana', 'ben'].map((id) => makePerson(id)),
    absences: [away('ana', '2026-02-09', '2026-03-02')],
  })
  const none = { searchSteps: 5, windowSteps: 1, reduceSteps: 1 }

  it('it is said that nothing was decided, with the turns that are open', () => {
    const plan = planPeriod(input, none)
    expect(plan).toMatchObject({ kind: 'undecided' })
    const open = plan.kind === 'undecided' ? plan.openSlots : []
    expect(open.length).toBeGreaterThan(0)
    expect(open.length).toBeLessThan(6)
  })

  it('a window of a few turns proves what the whole period did not', () => {
    const plan = planPeriod(input, { ...none, windowSteps: 10_000, reduceSteps: 10_000 })
    expect(plan).toMatchObject({ kind: 'impossible', isMinimal: true })
  })

  it('a conflict that was not shortened to the end says so', () => {
    const plan = planPeriod(input, { ...none, searchSteps: 10_000 })
    expect(plan).toMatchObject({ kind: 'impossible', isMinimal: false })
  })
})
