import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../../platform/time.ts'
import { utc } from '../../schedule/testing/make-schedule.ts'
import { ENGAGED_MS_MAX, INTERRUPTION_WEIGHTS, LOAD_FORMULA } from './load-limits.ts'
import { personLoad } from './person-load.ts'
import { engagedFrom, makeFacts, pageAt, span, VIENNA } from './testing/make-facts.ts'

/** From a Monday on. */
const WEEK = span('2026-03-02T00:00Z', '2026-03-09T00:00Z')

describe('the hour of a page', () => {
  test('is the person’s own: 03:00 is sleep in each zone', () => {
    const tokyo = { ...VIENNA, timeZone: 'Asia/Tokyo' }
    const inVienna = personLoad(makeFacts({ pages: [pageAt(utc('2026-03-03T03:00+01:00'))] }), WEEK)
    const inTokyo = personLoad(
      makeFacts({ rhythm: tokyo, pages: [pageAt(utc('2026-03-03T03:00+09:00'))] }),
      WEEK,
    )
    for (const { work, nightsInterrupted, pagesByHourOfWeek } of [inVienna, inTokyo]) {
      expect(work.byHour.sleep).toMatchObject({ pages: 1, interruptions: 1 })
      expect(nightsInterrupted).toBe(1)
      // Tuesday, 03:00.
      expect(pagesByHourOfWeek.indexOf(1)).toBe(24 + 3)
    }
  })

  test.each([
    ['2026-03-03T10:00+01:00', 'working'],
    ['2026-03-03T19:00+01:00', 'evening'],
    ['2026-03-07T11:00+01:00', 'weekend'],
    ['2026-03-07T23:00+01:00', 'sleep'],
    ['2026-03-05T11:00+01:00', 'holiday'],
  ] as const)('%s is %s', (at, hour) => {
    const holidays = [span('2026-03-05T00:00+01:00', '2026-03-06T00:00+01:00')]
    const facts = makeFacts({ rhythm: { ...VIENNA, holidays }, pages: [pageAt(utc(at))] })
    expect(personLoad(facts, WEEK).work.byHour[hour].pages).toBe(1)
  })
})

describe('interruptions', () => {
  const night = utc('2026-03-03T02:00Z')

  test('pages within a minute wake once, and one night counts once', () => {
    const pages = [0, 20, 59, 61, 3600].map((s) => pageAt(night + s * SECOND_MS))
    const { work, nightsInterrupted } = personLoad(makeFacts({ pages }), WEEK)
    expect(work).toMatchObject({ pages: 5, interruptions: 3 })
    expect(nightsInterrupted).toBe(1)
    expect(work.weightedHours).toBe(3 * INTERRUPTION_WEIGHTS.sleep)
  })

  test('a page of low urgency is counted and interrupts nobody', () => {
    const pages = [pageAt(night, { urgency: 'low' })]
    const { work } = personLoad(makeFacts({ pages }), WEEK)
    expect(work).toMatchObject({ pages: 1, interruptions: 0, weightedHours: 0 })
  })
})

describe('scheduled and unscheduled', () => {
  const duty = [span('2026-03-03T08:00Z', '2026-03-03T10:00Z')]

  test('a page while on call in no schedule is unscheduled', () => {
    const pages = ['07:59', '08:00', '10:00'].map((time) => pageAt(utc(`2026-03-03T${time}Z`)))
    const load = personLoad(makeFacts({ duty, pages }), WEEK)
    expect(load.scheduled.pages).toBe(1)
    expect(load.unscheduled.pages).toBe(2)
  })

  test('work that outlasts the shift is scheduled until its end and unscheduled after it', () => {
    const engaged = [engagedFrom(utc('2026-03-03T09:30Z'), 90)]
    const load = personLoad(makeFacts({ duty, engaged }), WEEK)
    expect(load.scheduled.engagedMs).toBe(30 * MINUTE_MS)
    expect(load.unscheduled.engagedMs).toBe(60 * MINUTE_MS)
  })

  test('critical groups and hours are told apart, also while off shift', () => {
    const off = utc('2026-03-04T12:00Z')
    const on = utc('2026-03-03T08:30Z')
    const load = personLoad(
      makeFacts({
        duty,
        pages: [pageAt(on, { groupId: 'plain' }), pageAt(off, { groupId: 'bad' })],
        engaged: [engagedFrom(on, 20, 'plain'), engagedFrom(off + MINUTE_MS, 120, 'bad')],
        criticalGroupIds: new Set(['bad']),
      }),
      WEEK,
    )
    expect(load.critical).toEqual({
      groups: 1,
      pages: 1,
      engagedMs: 2 * HOUR_MS,
      unscheduledGroups: 1,
      unscheduledEngagedMs: 2 * HOUR_MS,
    })
    expect(load.work.engagedMs).toBe(2 * HOUR_MS + 20 * MINUTE_MS)
  })
})

test('the formula names its limits as they are', () => {
  expect(LOAD_FORMULA.engaged).toContain(`${ENGAGED_MS_MAX / HOUR_MS} hours`)
})
