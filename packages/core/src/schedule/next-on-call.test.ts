// Schedule rule 9, as sentences.

import { describe, expect, it } from 'vitest'
import { compileSchedule } from './compile-schedule.ts'
import { nextOnCall } from './next-on-call.ts'
import {
  hours,
  makeLayer,
  makeOverride,
  makeSchedule,
  people,
  planOf,
  utc,
  WORKDAYS,
} from './testing/make-schedule.ts'

describe('rule 9: who is next', () => {
  it('is the next person, past a gap and past the present holder', () => {
    const plan = planOf({ hours: [hours(WORKDAYS, '09:00', '17:00')] })
    expect(nextOnCall(plan, utc('2026-01-07T10:00Z'))).toMatchObject({
      userIds: ['ben'],
      startsAt: utc('2026-01-12T08:00Z'),
    })
  })

  it('is anybody who comes, when nobody is on call now', () => {
    const plan = planOf({ hours: [hours(WORKDAYS, '09:00', '17:00')] })
    expect(nextOnCall(plan, utc('2026-01-07T20:00Z'))).toMatchObject({
      userIds: ['ana'],
      startsAt: utc('2026-01-08T08:00Z'),
    })
  })

  it('is the person an override puts there, not the one it replaces', () => {
    const override = makeOverride({
      kind: 'replace',
      removeUserId: 'ben',
      addUserId: 'zoe',
      startsAt: utc('2026-01-12T08:00Z'),
      endsAt: utc('2026-01-19T08:00Z'),
    })
    const plan = compileSchedule(makeSchedule([makeLayer({})], [override]), new Map())
    expect(nextOnCall(plan, utc('2026-01-07T00:00Z'))?.userIds).toEqual(['zoe'])
  })

  it('names only those who come, not those who stay', () => {
    const plan = planOf({ members: people(['ana', 'ben'], ['ben', 'chen']) })
    expect(nextOnCall(plan, utc('2026-01-07T00:00Z'))?.userIds).toEqual(['chen'])
  })

  it('is nobody when one person is on call for ever, or the rotation has ended', () => {
    expect(nextOnCall(planOf({ members: people('ana') }), utc('2026-01-07T00:00Z'))).toBeNull()
    const ended = planOf({ until: '2026-02-01T00:00' })
    expect(nextOnCall(ended, utc('2026-03-01T00:00Z'))).toBeNull()
  })

  it('looks no further than 400 days', () => {
    const far = planOf({ firstHandoff: '2028-01-01T00:00' })
    expect(nextOnCall(far, utc('2026-01-01T00:00Z'))).toBeNull()
    expect(nextOnCall(far, utc('2026-12-01T00:00Z'))?.userIds).toEqual(['ana'])
  })
})
