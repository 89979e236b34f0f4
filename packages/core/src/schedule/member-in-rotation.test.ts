import { describe, expect, it } from 'vitest'
import { compileSchedule } from './compile-schedule.ts'
import { editRotation } from './edit-rotation.ts'
import { nextMemberInRotation, previousMemberInRotation } from './member-in-rotation.ts'
import { WEEKDAYS } from './schedule.ts'
import {
  hours,
  makeLayer,
  makeSchedule,
  makeVersion,
  people,
  planOf,
  utc,
} from './testing/make-schedule.ts'

const SECOND_WEEK = utc('2026-01-13T00:00Z')

describe('the next and the previous turn of a rotation', () => {
  it('belong to its members in order', () => {
    expect(nextMemberInRotation(planOf({}), SECOND_WEEK)?.userIds).toEqual(['chen'])
    expect(previousMemberInRotation(planOf({}), SECOND_WEEK)?.userIds).toEqual(['ana'])
  })

  it('pass over turns with nobody and turns of the present holder', () => {
    const plan = planOf({ members: people('ana', 'ben', null, 'ben', 'chen') })
    expect(nextMemberInRotation(plan, SECOND_WEEK)?.userIds).toEqual(['chen'])
  })

  it('may be a policy, which is passed over while it holds the present turn', () => {
    const night = { policyId: 'night' }
    const plan = planOf({ members: [...people('ana', 'ben'), night, night, ...people('chen')] })
    const turn = { userIds: [], policyIds: ['night'] }
    expect(nextMemberInRotation(plan, SECOND_WEEK)).toEqual(turn)
    const held = utc('2026-01-20T00:00Z')
    expect(nextMemberInRotation(plan, held)).toEqual({ userIds: ['chen'], policyIds: [] })
    expect(previousMemberInRotation(plan, utc('2026-02-03T00:00Z'))).toEqual(turn)
  })

  it('are found outside the hours, too', () => {
    const plan = planOf({ hours: [hours(WEEKDAYS, '09:00', '17:00')] })
    expect(nextMemberInRotation(plan, SECOND_WEEK)?.userIds).toEqual(['chen'])
  })

  it('are those of the highest layer that names somebody', () => {
    const silent = makeLayer({ members: people(null, 'zoe') }, { name: 'top', priority: 9 })
    const low = makeLayer({ members: people('low', 'lower') }, { name: 'low', priority: 0 })
    const plan = compileSchedule(makeSchedule([low, makeLayer({}), silent]), new Map())
    expect(nextMemberInRotation(plan, utc('2026-01-06T00:00Z'))?.userIds).toEqual(['ben'])
  })

  it('come from the next version while the holder of the old one is being kept', () => {
    const version = makeVersion({ members: people('dia', 'eli') })
    const edited = editRotation(makeLayer({}), version, SECOND_WEEK, {
      timeZone: 'Europe/Vienna',
      keepHolder: true,
    })
    const plan = compileSchedule(makeSchedule([edited]), new Map())
    expect(nextMemberInRotation(plan, SECOND_WEEK)?.userIds).toEqual(['dia'])
  })

  it('do not exist before the first turn, after the last, or beside a single member', () => {
    expect(previousMemberInRotation(planOf({}), utc('2026-01-06T00:00Z'))).toBeNull()
    expect(nextMemberInRotation(planOf({}), utc('2025-01-06T00:00Z'))).toBeNull()
    expect(nextMemberInRotation(planOf({ members: people('ana') }), SECOND_WEEK)).toBeNull()
  })
})
