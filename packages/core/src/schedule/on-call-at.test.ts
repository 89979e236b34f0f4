// Schedule rules 1 to 6, as sentences.

import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../platform/time.ts'
import { compileSchedule, type SchedulePlan } from './compile-schedule.ts'
import { onCallAt } from './on-call-at.ts'
import { WEEKDAYS } from './schedule.ts'
import { shiftsBetween } from './shifts-between.ts'
import {
  every,
  hours,
  makeLayer,
  makeSchedule,
  people,
  planOf,
  utc,
  WORKDAYS,
} from './testing/make-schedule.ts'

const at = (plan: SchedulePlan, text: string) => onCallAt(plan, utc(text)).userIds.join('+')

/** Starts of shifts in UTC without seconds, and who has them. */
const shiftsOf = (plan: SchedulePlan, from: string, until: string) =>
  shiftsBetween(plan, { startsAt: utc(from), endsAt: utc(until) }).map(
    ({ startsAt, endsAt, userIds }) =>
      `${new Date(startsAt).toISOString().slice(5, 16)} ${userIds.join('+')} ${(endsAt - startsAt) / HOUR_MS}h`,
  )

describe('rule 1: turn boundaries are wall-clock times', () => {
  it('makes the week of a clock change 167 or 169 hours long', () => {
    const plan = planOf({})
    expect(shiftsOf(plan, '2026-03-24T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '03-23T08:00 chen 167h',
      '03-30T07:00 ana 168h',
    ])
    expect(shiftsOf(plan, '2026-10-20T00:00Z', '2026-10-20T01:00Z')).toEqual([
      '10-19T07:00 chen 169h',
    ])
  })

  it('keeps turns of hours on the clock, too', () => {
    const plan = planOf({ firstHandoff: '2026-03-28T00:00', turn: every(12, 'hour') })
    expect(shiftsOf(plan, '2026-03-29T00:00Z', '2026-03-30T00:00Z')).toEqual([
      '03-28T23:00 chen 11h',
      '03-29T10:00 ana 12h',
      '03-29T22:00 ben 12h',
    ])
  })

  it('reads boundaries in the zone of the layer when it has one', () => {
    const layer = makeLayer({}, { timeZone: 'America/New_York' })
    const plan = compileSchedule(makeSchedule([layer]), new Map())
    expect(at(plan, '2026-01-05T13:59Z')).toBe('')
    expect(at(plan, '2026-01-05T14:00Z')).toBe('ana')
  })
})

describe('rule 2: times that do not exist, or exist twice', () => {
  it('hands over at 03:30 when 02:30 does not exist', () => {
    const plan = planOf({ firstHandoff: '2026-03-28T02:30', turn: every(1, 'day') })
    expect(at(plan, '2026-03-29T01:29Z')).toBe('ana')
    expect(at(plan, '2026-03-29T01:30Z')).toBe('ben')
    expect(at(plan, '2026-03-30T00:30Z')).toBe('chen')
  })

  it('hands over at the first of two passes of 02:30', () => {
    const plan = planOf({ firstHandoff: '2026-10-24T02:30', turn: every(1, 'day') })
    expect(at(plan, '2026-10-25T00:29Z')).toBe('ana')
    expect(at(plan, '2026-10-25T00:30Z')).toBe('ben')
  })

  it('ends a window in a repeated hour at its second pass', () => {
    const plan = planOf({
      firstHandoff: '2026-10-19T00:00',
      members: people('ana'),
      hours: [hours(['sun'], '01:00', '02:30')],
    })
    expect(shiftsOf(plan, '2026-10-25T00:00Z', '2026-10-26T00:00Z')).toEqual([
      '10-24T23:00 ana 2.5h',
    ])
  })

  it('gives no turn to an hour that does not exist, and takes none from anybody', () => {
    const plan = planOf({ firstHandoff: '2026-03-29T00:00', turn: every(1, 'hour') })
    expect(shiftsOf(plan, '2026-03-28T23:00Z', '2026-03-29T03:00Z')).toEqual([
      '03-28T23:00 ana 1h',
      '03-29T00:00 ben 1h',
      '03-29T01:00 chen 1h',
      '03-29T02:00 ana 1h',
    ])
  })

  it('gives no turn to a day that was skipped, and takes none from anybody', () => {
    const version = { firstHandoff: '2011-12-29T00:00', turn: every(1, 'day') }
    const plan = planOf(version, 'Pacific/Apia')
    expect(shiftsOf(plan, '2011-12-29T12:00Z', '2012-01-01T09:00Z')).toEqual([
      '12-29T10:00 ana 24h',
      '12-30T10:00 ben 24h',
      '12-31T10:00 chen 24h',
    ])
  })

  it('counts no turn of a skipped day in which the rotation begins', () => {
    const version = { firstHandoff: '2011-12-30T00:00', turn: every(3, 'hour') }
    const plan = planOf(version, 'Pacific/Apia')
    expect(at(plan, '2011-12-30T10:00Z')).toBe('ana')
    expect(at(plan, '2011-12-30T13:00Z')).toBe('ben')
  })

  it('has no window on a day, or in an hour, that was skipped', () => {
    const members = people('ana')
    const friday = {
      members,
      firstHandoff: '2011-12-26T00:00',
      hours: [hours(['fri'], '09:00', '17:00')],
    }
    const skipped = planOf(friday, 'Pacific/Apia')
    expect(shiftsOf(skipped, '2011-12-29T00:00Z', '2012-01-02T00:00Z')).toEqual([])
    const early = {
      members,
      firstHandoff: '2026-03-23T00:00',
      hours: [hours(['sun'], '02:15', '02:45')],
    }
    expect(shiftsOf(planOf(early), '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([])
  })

  it('lets an RRULE skip occurrences that do not exist and go on at the written time', () => {
    const turn = {
      kind: 'rrule',
      rrule: 'FREQ=DAILY',
      durationMs: HOUR_MS,
      count: 'elapsed',
      shiftsPerMember: 1,
    } as const
    const plan = planOf({ firstHandoff: '2026-03-28T02:30', turn })
    const expected = ['03-28T01:30 ana 1h', '03-30T00:30 ben 1h', '03-31T00:30 chen 1h']
    expect(shiftsOf(plan, '2026-03-28T00:00Z', '2026-04-01T00:00Z')).toEqual(expected)
  })

  it('lets an RRULE that begins in a gap go by the time that was written', () => {
    const turn = {
      kind: 'rrule',
      rrule: 'FREQ=DAILY;COUNT=2',
      durationMs: HOUR_MS,
      count: 'elapsed',
      shiftsPerMember: 1,
    } as const
    const plan = planOf({ firstHandoff: '2026-03-29T02:30', turn })
    const expected = ['03-30T00:30 ana 1h', '03-31T00:30 ben 1h']
    expect(shiftsOf(plan, '2026-03-28T00:00Z', '2026-04-05T00:00Z')).toEqual(expected)
  })

  it('ends an RRULE turn where the next one begins', () => {
    const turn = {
      kind: 'rrule',
      rrule: 'FREQ=DAILY',
      durationMs: 30 * HOUR_MS,
      count: 'worked',
      shiftsPerMember: 1,
    } as const
    const plan = planOf({ firstHandoff: '2026-01-05T09:00', turn })
    expect(at(plan, '2026-01-06T07:59Z')).toBe('ana')
    expect(at(plan, '2026-01-06T08:00Z')).toBe('ben')
  })
})

describe('rule 3: months clamp without drifting', () => {
  it('hands over on 31 January, 28 February and 31 March', () => {
    const plan = planOf({ firstHandoff: '2026-01-31T09:00', turn: every(1, 'month') })
    expect(
      shiftsOf(plan, '2026-01-31T12:00Z', '2026-04-30T12:00Z').map((one) => one.slice(0, 15)),
    ).toEqual(['01-31T08:00 ana', '02-28T08:00 ben', '03-31T07:00 che', '04-30T07:00 ana'])
  })

  it('knows leap years', () => {
    const plan = planOf({ firstHandoff: '2027-12-31T00:00', turn: every(2, 'month') })
    expect(at(plan, '2028-02-28T22:59Z')).toBe('ana')
    expect(at(plan, '2028-02-28T23:00Z')).toBe('ben')
  })
})

describe('rule 4: worked turns and elapsed turns', () => {
  const daily = { firstHandoff: '2026-01-05T00:00', hours: [hours(WORKDAYS, '09:00', '17:00')] }

  it('worked: a weekend uses up nobody’s turn', () => {
    const plan = planOf({ ...daily, turn: every(1, 'day', { count: 'worked' }) })
    const fridayAndMonday = ['2026-01-09T12:00Z', '2026-01-12T12:00Z'].map((day) => at(plan, day))
    expect(fridayAndMonday).toEqual(['ben', 'chen'])
  })

  it('elapsed: every turn counts, worked or not', () => {
    const plan = planOf({ ...daily, turn: every(1, 'day', { count: 'elapsed' }) })
    const fridayAndMonday = ['2026-01-09T12:00Z', '2026-01-12T12:00Z'].map((day) => at(plan, day))
    expect(fridayAndMonday).toEqual(['ben', 'ben'])
  })

  it('counts a turn only if a window begins in it, so the end of an overnight one is no turn', () => {
    const plan = planOf({
      firstHandoff: '2026-01-05T00:00',
      turn: every(1, 'day'),
      hours: [hours(['mon', 'wed'], '22:00', '06:00')],
    })
    // Tuesday morning already belongs to the member who has Wednesday, the next turn that counts.
    expect(shiftsOf(plan, '2026-01-05T00:00Z', '2026-01-08T12:00Z')).toEqual([
      '01-05T21:00 ana 2h',
      '01-05T23:00 ben 6h',
      '01-07T21:00 ben 2h',
      '01-07T23:00 chen 6h',
    ])
  })

  it('gives each member as many turns in a row as the rotation says', () => {
    const turn = every(1, 'day', { shiftsPerMember: 2 })
    const plan = planOf({ firstHandoff: '2026-01-05T09:00', turn })
    expect(shiftsOf(plan, '2026-01-05T08:00Z', '2026-01-09T08:00Z')).toEqual([
      '01-05T08:00 ana 48h',
      '01-07T08:00 ben 48h',
    ])
  })

  it('begins with the member that the version names', () => {
    expect(at(planOf({ startsWith: 2 }), '2026-01-05T08:00Z')).toBe('chen')
  })

  it('ends when no window ever begins in a turn, and always names the first member', () => {
    const turn = {
      kind: 'rrule',
      rrule: 'FREQ=DAILY',
      durationMs: 2 * HOUR_MS,
      count: 'worked',
      shiftsPerMember: 1,
    } as const
    const plan = planOf({
      firstHandoff: '2016-01-05T10:00',
      turn,
      hours: [hours(WEEKDAYS, '09:00', '17:00')],
    })
    expect(at(plan, '2026-01-06T09:30Z')).toBe('ana')
  })
})

describe('rule 5: hours', () => {
  it('run overnight and belong to the day they start', () => {
    const plan = planOf({
      firstHandoff: '2026-01-05T00:00',
      members: people('ana'),
      hours: [hours(['fri'], '22:00', '06:00')],
    })
    expect(shiftsOf(plan, '2026-01-05T00:00Z', '2026-01-12T00:00Z')).toEqual(['01-09T21:00 ana 8h'])
  })

  it('last until the same wall time on the next day when both times are equal', () => {
    const plan = planOf({
      firstHandoff: '2026-03-23T00:00',
      members: people('ana'),
      hours: [hours(['sat'], '09:00', '09:00')],
    })
    // The night of the clock change: 24 hours on the clock, 23 in truth.
    expect(shiftsOf(plan, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual([
      '03-28T08:00 ana 23h',
    ])
  })

  it('change the holder at a handoff inside them', () => {
    const plan = planOf({
      firstHandoff: '2026-01-05T12:00',
      turn: every(1, 'day'),
      hours: [hours(WEEKDAYS, '09:00', '17:00')],
    })
    expect(at(plan, '2026-01-06T10:59Z')).toBe('ana')
    expect(at(plan, '2026-01-06T11:00Z')).toBe('ben')
  })

  it('join where windows overlap', () => {
    const plan = planOf({
      firstHandoff: '2026-01-05T00:00',
      members: people('ana'),
      hours: [hours(['tue'], '09:00', '13:00'), hours(['tue'], '12:00', '17:00')],
    })
    expect(shiftsOf(plan, '2026-01-06T00:00Z', '2026-01-07T00:00Z')).toEqual(['01-06T08:00 ana 8h'])
  })
})

describe('rule 6: layers', () => {
  const base = makeLayer({ members: people('ana') }, { name: 'base', priority: 1 })
  const planWith = (...layers: ReturnType<typeof makeLayer>[]) =>
    compileSchedule(
      makeSchedule([base, ...layers]),
      new Map([
        ['payments', ['dia', 'eli', 'dia']],
        ['empty', []],
      ]),
    )

  it('of equal priority are on call together, each person once', () => {
    const same = makeLayer({ members: people(['ben', 'ana']) }, { name: 'same', priority: 1 })
    expect(at(planWith(same), '2026-01-06T00:00Z')).toBe('ana+ben')
  })

  it('of a higher priority hide a lower one only where they name somebody', () => {
    const top = makeLayer(
      { members: people('ben'), hours: [hours(WEEKDAYS, '09:00', '17:00')] },
      { name: 'top', priority: 2 },
    )
    const plan = planWith(top)
    expect(at(plan, '2026-01-06T07:59Z')).toBe('ana')
    expect(at(plan, '2026-01-06T08:00Z')).toBe('ben')
    expect(at(plan, '2026-01-06T16:00Z')).toBe('ana')
  })

  it('hide nothing where the member is null, or a team without people', () => {
    const nobody = makeLayer(
      { members: [...people('ben', null), { teamId: 'empty' }, { teamId: 'unknown' }] },
      { name: 'top', priority: 2 },
    )
    const plan = planWith(nobody)
    const weeks = ['06', '13', '20', '27'].map((day) => at(plan, `2026-01-${day}T00:00Z`))
    expect(weeks).toEqual(['ben', 'ana', 'ana', 'ana'])
  })

  it('name every person of a team, once', () => {
    const team = makeLayer({ members: [{ teamId: 'payments' }] }, { name: 'team', priority: 2 })
    expect(at(planWith(team), '2026-01-06T00:00Z')).toBe('dia+eli')
  })

  it('end at their until, and begin at their first handoff', () => {
    const plan = planOf({ until: '2026-01-06T12:00' })
    expect(at(plan, '2026-01-05T07:59Z')).toBe('')
    expect(at(plan, '2026-01-06T10:59Z')).toBe('ana')
    expect(at(plan, '2026-01-06T11:00Z')).toBe('')
  })

  it('say why each person is on call', () => {
    expect(onCallAt(planOf({}), utc('2026-01-06T00:00Z')).because).toEqual([
      { userId: 'ana', layerName: 'weekly', overrideId: null },
    ])
  })
})

it('nobody is on call beyond the years in which zone rules are read', () => {
  const plan = planOf({})
  expect(onCallAt(plan, Date.UTC(2199, 6, 1)).userIds).toHaveLength(1)
  expect(onCallAt(plan, 8.64e15).userIds).toEqual([])
  expect(onCallAt(plan, -8.64e15).userIds).toEqual([])
})
