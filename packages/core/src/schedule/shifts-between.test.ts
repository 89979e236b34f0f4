import { describe, expect, it } from 'vitest'
import { DAY_MS } from '../platform/time.ts'
import { compileSchedule } from './compile-schedule.ts'
import { finalTimeline } from './final-timeline.ts'
import { gapsBetween } from './gaps-between.ts'
import { layerTimeline } from './layer-timeline.ts'
import { onCallAt } from './on-call-at.ts'
import { SCHEDULE_SPAN_DAYS_MAX } from './schedule-limits.ts'
import { shiftsBetween } from './shifts-between.ts'
import {
  every,
  hours,
  makeLayer,
  makeOverride,
  makeSchedule,
  people,
  planOf,
  utc,
  WORKDAYS,
} from './testing/make-schedule.ts'

const NOON = utc('2026-01-14T12:00Z')
const INSTANT = { startsAt: NOON, endsAt: NOON + 1 }

describe('shifts', () => {
  it('are not cut at the span that is asked about', () => {
    expect(shiftsBetween(planOf({}), INSTANT)).toEqual([
      {
        startsAt: utc('2026-01-12T08:00Z'),
        endsAt: utc('2026-01-19T08:00Z'),
        userIds: ['ben'],
        because: [{ userId: 'ben', layerName: 'weekly', overrideId: null }],
        policyIds: [],
        policyLayers: [],
        source: 'weekly',
        layerName: 'weekly',
        overrideId: null,
      },
    ])
  })

  it('have their true ends however long they are', () => {
    const plan = planOf({ firstHandoff: '2020-03-01T00:00', turn: every(12, 'month') })
    expect(shiftsBetween(plan, INSTANT)).toMatchObject([
      { startsAt: utc('2025-02-28T23:00Z'), endsAt: utc('2026-02-28T23:00Z') },
    ])
    const override = makeOverride({
      kind: 'set',
      userIds: ['zoe'],
      startsAt: utc('2021-01-01T00:00Z'),
      endsAt: utc('2030-01-01T00:00Z'),
    })
    const covered = compileSchedule(makeSchedule([makeLayer({})], [override]), new Map())
    expect(shiftsBetween(covered, INSTANT)).toMatchObject([
      { startsAt: override.startsAt, endsAt: override.endsAt, userIds: ['zoe'] },
    ])
  })

  it('of one person in a rotation alone still end at each handoff', () => {
    const plan = planOf({ members: people('ana') })
    const span = { startsAt: NOON, endsAt: NOON + 7 * DAY_MS }
    expect(shiftsBetween(plan, span).map((shift) => shift.startsAt)).toEqual([
      utc('2026-01-12T08:00Z'),
      utc('2026-01-19T08:00Z'),
    ])
  })

  it('of an empty span are none', () => {
    expect(shiftsBetween(planOf({}), { startsAt: NOON, endsAt: NOON })).toEqual([])
  })

  it('are refused for a span beyond the limit', () => {
    const span = { startsAt: NOON, endsAt: NOON + SCHEDULE_SPAN_DAYS_MAX * DAY_MS + 1 }
    expect(() => shiftsBetween(planOf({}), span)).toThrow('SCHEDULE_SPAN_DAYS_MAX')
  })

  it('are the same after a rotation of ten years, hour by hour', () => {
    const plan = planOf({
      firstHandoff: '2016-01-04T00:00',
      turn: every(1, 'hour'),
      hours: [hours(WORKDAYS, '09:00', '12:00')],
    })
    // A window begins in one turn a day, so that the turn of the day after is the next member's;
    // the hours after it already belong to that member.
    const days = (utc('2026-01-14T00:00Z') - utc('2016-01-04T00:00Z')) / DAY_MS
    const workdays = Math.floor(days / 7) * 5 + (days % 7)
    const expected = ['ana', 'ben', 'chen'][workdays % 3]
    expect(onCallAt(plan, utc('2026-01-14T08:30Z')).userIds).toEqual([expected])
  })
})

describe('gaps', () => {
  const plan = planOf({ hours: [hours(WORKDAYS, '09:00', '17:00')] })

  it('are cut at the span that is asked about', () => {
    const span = { startsAt: utc('2026-01-14T04:00Z'), endsAt: utc('2026-01-14T20:00Z') }
    expect(gapsBetween(plan, span)).toEqual([
      { startsAt: span.startsAt, endsAt: utc('2026-01-14T08:00Z') },
      { startsAt: utc('2026-01-14T16:00Z'), endsAt: span.endsAt },
    ])
  })

  it('stand in the final timeline as stretches with nobody', () => {
    const span = { startsAt: utc('2026-01-14T04:00Z'), endsAt: utc('2026-01-14T12:00Z') }
    expect(finalTimeline(plan, span).map((segment) => segment.userIds)).toEqual([[], ['ben']])
  })

  it('cover all of a schedule without layers', () => {
    const empty = compileSchedule(makeSchedule([]), new Map())
    expect(gapsBetween(empty, INSTANT)).toEqual([INSTANT])
  })
})

describe('the timeline of one layer', () => {
  it('shows what the layer says by itself, cut at the span', () => {
    const hidden = makeLayer({ members: people('low') }, { name: 'low', priority: 0 })
    const plan = compileSchedule(makeSchedule([hidden, makeLayer({})]), new Map())
    expect(layerTimeline(plan, 'low', INSTANT)).toEqual([
      { ...INSTANT, userIds: ['low'], policyIds: [] },
    ])
  })

  it('is empty for a layer that does not exist', () => {
    expect(layerTimeline(planOf({}), 'other', INSTANT)).toEqual([])
  })
})
