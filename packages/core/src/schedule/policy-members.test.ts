import { describe, expect, it } from 'vitest'
import { calendarEntries } from './calendar/calendar-entries.ts'
import { compileSchedule } from './compile-schedule.ts'
import { coverageDiff } from './coverage-diff.ts'
import { finalTimeline } from './final-timeline.ts'
import { gapsBetween } from './gaps-between.ts'
import { newsOfGaps } from './news-of-gaps.ts'
import { nextOnCall } from './next-on-call.ts'
import { onCallAt } from './on-call-at.ts'
import { overrideEffects } from './override-effects.ts'
import type { Member, Override } from './schedule.ts'
import { shiftsBetween } from './shifts-between.ts'
import { makeLayer, makeOverride, makeSchedule, people, utc } from './testing/make-schedule.ts'
import { validateSchedule } from './validate-schedule.ts'
import { whatChanged } from './what-changed.ts'

const NIGHT: Member = { policyId: 'night' }
const [ANA, BEN] = people('ana', 'ben')
/** The first week is Ana's, the second the policy's, the third nobody's. */
const WEEKLY = makeLayer({ members: [ANA ?? null, NIGHT, null] })
const SECOND_WEEK = { startsAt: utc('2026-01-12T08:00Z'), endsAt: utc('2026-01-19T08:00Z') }
const IN_SECOND_WEEK = utc('2026-01-14T12:00Z')
const THREE_WEEKS = { startsAt: utc('2026-01-05T08:00Z'), endsAt: utc('2026-01-26T08:00Z') }

function planWith(overrides: readonly Override[] = [], layers = [WEEKLY]) {
  const schedule = makeSchedule(layers, overrides)
  expect(validateSchedule(schedule)).toEqual([])
  return compileSchedule(schedule, new Map())
}

const override = (more: Partial<Override>) => makeOverride({ ...SECOND_WEEK, ...more })

describe('a slot that is a policy', () => {
  it('is on call in its turn, names no person, and is no gap', () => {
    expect(onCallAt(planWith(), IN_SECOND_WEEK)).toEqual({
      userIds: [],
      because: [],
      policyIds: ['night'],
      policyLayers: ['weekly'],
    })
    const thirdWeek = { startsAt: SECOND_WEEK.endsAt, endsAt: THREE_WEEKS.endsAt }
    expect(gapsBetween(planWith(), THREE_WEEKS)).toEqual([thirdWeek])
  })

  it('is a shift of its layer, and two of its turns are two shifts', () => {
    const twice = makeLayer({ members: [NIGHT, NIGHT] })
    const shifts = shiftsBetween(planWith([], [twice]), THREE_WEEKS)
    expect(shifts.map(({ startsAt, policyIds }) => [startsAt, policyIds])).toEqual([
      [utc('2026-01-05T08:00Z'), ['night']],
      [SECOND_WEEK.startsAt, ['night']],
      [SECOND_WEEK.endsAt, ['night']],
    ])
    expect(shifts[0]).toMatchObject({ source: 'weekly', layerName: 'weekly', overrideId: null })
  })

  it('is who comes next', () => {
    expect(nextOnCall(planWith(), utc('2026-01-07T00:00Z'))).toEqual({
      startsAt: SECOND_WEEK.startsAt,
      userIds: [],
      policyIds: ['night'],
      because: [],
    })
  })

  it('hides the layers below it as a person does, where nobody hides nothing', () => {
    const below = makeLayer({ members: [BEN ?? null] }, { name: 'below', priority: 0 })
    const plan = planWith([], [WEEKLY, below])
    expect(onCallAt(plan, IN_SECOND_WEEK)).toMatchObject({ userIds: [], policyIds: ['night'] })
    expect(onCallAt(plan, SECOND_WEEK.endsAt)).toMatchObject({ userIds: ['ben'], policyIds: [] })
  })

  it('stands beside the people of a layer of its own priority, once however often it is named', () => {
    const beside = makeLayer({ members: [BEN ?? null] }, { name: 'beside' })
    const again = makeLayer({ members: [NIGHT] }, { name: 'again' })
    expect(onCallAt(planWith([], [WEEKLY, beside, again]), IN_SECOND_WEEK)).toEqual({
      userIds: ['ben'],
      because: [{ userId: 'ben', layerName: 'beside', overrideId: null }],
      policyIds: ['night'],
      policyLayers: ['weekly'],
    })
  })
})

describe('an override over a slot that is a policy', () => {
  it('adds a person beside it', () => {
    const plan = planWith([override({ kind: 'add', addUserId: 'ben' })])
    expect(onCallAt(plan, IN_SECOND_WEEK)).toMatchObject({ userIds: ['ben'], policyIds: ['night'] })
  })

  it('neither removes nor replaces it, whatever person it names', () => {
    for (const kind of ['remove', 'replace'] as const) {
      const one = override({ kind, removeUserId: 'night', addUserId: 'ben' })
      const plan = planWith([one])
      expect(onCallAt(plan, IN_SECOND_WEEK)).toMatchObject({ userIds: [], policyIds: ['night'] })
      expect(overrideEffects(plan, one)).toEqual([])
    }
  })

  it('that sets who is on call takes it away, and nobody then is a gap on purpose', () => {
    const instead = planWith([override({ kind: 'set', userIds: ['ben'] })])
    expect(onCallAt(instead, IN_SECOND_WEEK)).toMatchObject({ userIds: ['ben'], policyIds: [] })

    const nobody = override({ kind: 'set', userIds: [] })
    const plan = planWith([nobody])
    expect(gapsBetween(plan, SECOND_WEEK)).toEqual([SECOND_WEEK])
    expect(overrideEffects(plan, nobody)).toEqual([{ ...SECOND_WEEK, before: [], after: [] }])
  })

  it('of a higher layer that named nobody hides it', () => {
    const above = makeLayer({ members: [null] }, { name: 'above', priority: 9 })
    const raised = override({ kind: 'add', addUserId: 'ben', layerName: 'above' })
    const plan = planWith([raised], [WEEKLY, above])
    expect(onCallAt(plan, IN_SECOND_WEEK)).toMatchObject({ userIds: ['ben'], policyIds: [] })
  })
})

describe('a change between a person and a policy', () => {
  const before = finalTimeline(planWith([], [makeLayer({ members: [ANA ?? null] })]), SECOND_WEEK)
  const after = finalTimeline(planWith(), SECOND_WEEK)

  it('is a difference in cover that names both', () => {
    expect(coverageDiff(before, after, SECOND_WEEK)).toEqual([
      { ...SECOND_WEEK, before: ['ana'], after: [], policies: { before: [], after: ['night'] } },
    ])
    expect(coverageDiff(after, after, SECOND_WEEK)).toEqual([])
  })

  it('is told to the person and is no new gap', () => {
    expect(whatChanged(before, after, SECOND_WEEK)).toEqual({
      people: [{ userId: 'ana', gained: [], lost: [SECOND_WEEK] }],
      gaps: [],
    })
    expect(whatChanged(after, [], SECOND_WEEK)).toEqual({ people: [], gaps: [SECOND_WEEK] })
  })

  it('makes a gap news when the policy was on call the week before', () => {
    const thirdWeek = { startsAt: SECOND_WEEK.endsAt, endsAt: THREE_WEEKS.endsAt }
    expect(newsOfGaps(planWith(), thirdWeek)).toEqual([thirdWeek])
  })
})

it('a calendar shows the shift of a policy, but not among those of a person', () => {
  const question = { span: SECOND_WEEK, withGaps: true }
  expect(calendarEntries(planWith(), question)).toMatchObject([
    { kind: 'shift', userIds: [], policyIds: ['night'], ...SECOND_WEEK },
  ])
  expect(calendarEntries(planWith(), { ...question, withGaps: false, userId: 'ana' })).toEqual([])
})

it('a policy as a member is given by its id', () => {
  const schedule = makeSchedule([makeLayer({ members: [{ policyId: '' }] })])
  expect(validateSchedule(schedule)).toMatchObject([
    { path: ['layers', 0, 'versions', 0, 'members', 0] },
  ])
})
