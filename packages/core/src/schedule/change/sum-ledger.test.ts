import { expect, test } from 'vitest'
import { compileSchedule } from '../compile-schedule.ts'
import { utc } from '../testing/make-schedule.ts'
import { measureSpans, replacedSpans, sumLedger } from './sum-ledger.ts'
import { makePerson, replacing, weeklySchedule } from './testing/change-cases.ts'
import { whoIsTold } from './who-is-told.ts'

const within = { startsAt: utc('2026-01-01T00:00Z'), endsAt: utc('2026-02-01T00:00Z') }

test('each link of a chain counts where it acted, so that hours given equal hours taken', () => {
  const first = replacing('ana', 'ben', '2026-01-07T10:00Z', '2026-01-07T18:00Z', {
    id: 'a',
    position: 1,
  })
  const second = replacing('ben', 'chen', '2026-01-07T10:00Z', '2026-01-07T14:00Z', {
    id: 'b',
    position: 2,
  })
  const schedule = { ...weeklySchedule('payments'), overrides: [first, second] }
  const plan = compileSchedule(schedule, new Map())
  const hours = (one: typeof first) =>
    measureSpans(makePerson('x'), replacedSpans(plan, one, within)).hours
  expect([hours(first), hours(second)]).toEqual([8, 4])
  const bens = sumLedger([
    { cause: 'cover', direction: 'given', hours: hours(first), nights: 0 },
    { cause: 'swap', direction: 'taken', hours: hours(second), nights: 0 },
  ])
  expect(bens).toMatchObject({ given: { hours: 8 }, taken: { hours: 4 }, balanceHours: 4 })
  expect(bens.byCause.swap.taken).toEqual({ count: 1, hours: 4, nights: 0 })
})

test('an override outside the owner’s own shift counts for nothing', () => {
  const beside = replacing('ben', 'chen', '2026-01-07T10:00Z', '2026-01-07T18:00Z')
  const plan = compileSchedule({ ...weeklySchedule('payments'), overrides: [beside] }, new Map())
  expect(replacedSpans(plan, beside, within)).toEqual([])
})

test('nights are counted by the zone of the one who is on call', () => {
  const night = [{ startsAt: utc('2026-01-07T20:00Z'), endsAt: utc('2026-01-08T06:00Z') }]
  expect(measureSpans(makePerson('ben'), night)).toEqual({ hours: 10, nights: 1 })
  const far = makePerson('ben', { timeZone: 'America/Los_Angeles' })
  expect(measureSpans(far, night).nights).toBe(0)
})

test('everybody concerned is told once, but for whoever makes the change', () => {
  const told = whoIsTold({
    kind: 'cover',
    actorUserId: 'ben',
    gains: ['ben'],
    loses: ['ana'],
    owner: 'ana',
    leads: ['lea'],
    isOverruled: true,
  })
  expect(told).toEqual([
    { userId: 'ana', why: 'loses' },
    { userId: 'lea', why: 'lead' },
  ])
})
