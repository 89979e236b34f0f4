// The rule in wall time must say what the library says in the zone itself.

import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../platform/time.ts'
import { compileHours } from './hours-line.ts'
import { onCallAt } from './on-call-at.ts'
import { parseRrule, rruleTurns } from './rrule-turns.ts'
import { hours, planOf, utc, WORKDAYS } from './testing/make-schedule.ts'
import { parseWallTime } from './wall-time.ts'
import { zoneTable } from './zone-table.ts'

const RULES = [
  'FREQ=DAILY',
  'FREQ=DAILY;INTERVAL=3;COUNT=100',
  'FREQ=DAILY;UNTIL=20270329T003000Z',
  'FREQ=DAILY;BYHOUR=2,8,20',
  'FREQ=WEEKLY;BYDAY=MO,WE,SU;WKST=SU',
  'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;COUNT=30',
  'FREQ=MONTHLY;BYDAY=-1SU',
  'FREQ=MONTHLY;BYMONTHDAY=31',
  'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU',
  'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
  'FREQ=HOURLY;INTERVAL=5',
]

describe('turns of a recurrence rule', () => {
  for (const rrule of RULES) {
    it(`begin where RFC 5545 says: ${rrule}`, () => {
      for (const timeZone of ['Europe/Vienna', 'Australia/Lord_Howe', 'America/Sao_Paulo']) {
        const zone = zoneTable(timeZone)
        const anchor = parseWallTime('2015-01-01T02:15') ?? 0
        const firstHandoff = zone.instantOf(anchor, 'first')
        const until = firstHandoff + 1_500 * DAY_MS
        const turn = { kind: 'rrule', rrule, durationMs: HOUR_MS, count: 'elapsed' } as const
        const line = rruleTurns({ ...turn, shiftsPerMember: 1 }, anchor, zone, null)
        const oracle = parseRrule(rrule, firstHandoff, timeZone)
          .between(new Date(firstHandoff), new Date(until - 1), true)
          .map((one) => one.epochMilliseconds)
        const found = line.runsIn(firstHandoff, until).map((one) => one.startsAt)
        expect(found.length).toBeGreaterThan(0)
        expect(found).toEqual(oracle)
      }
    })
  }

  it('are the same in whatever order they are asked for', () => {
    const zone = zoneTable('Europe/Vienna')
    const anchor = parseWallTime('2026-01-05T09:00') ?? 0
    const hours = compileHours([{ days: ['mon'], from: '10:00', until: '12:00' }], zone)
    const turn = {
      kind: 'rrule',
      rrule: 'FREQ=DAILY',
      durationMs: 8 * HOUR_MS,
      count: 'worked',
      shiftsPerMember: 1,
    } as const
    const make = () => rruleTurns(turn, anchor, zone, hours)
    const day = (n: number) => [anchor + n * DAY_MS, anchor + (n + 3) * DAY_MS] as const
    const line = make()
    const late = line.runsIn(...day(400))
    expect(line.runsIn(...day(5))).toEqual(make().runsIn(...day(5)))
    expect(late).toEqual(make().runsIn(...day(400)))
    // Mondays 0, 7, … 399.
    expect(late[0]?.number).toBe(58)
  })
})

it('turns that begin after the hours are worked by one member after the other', () => {
  const plan = planOf({
    firstHandoff: '2026-01-05T09:30',
    turn: {
      kind: 'rrule',
      rrule: 'FREQ=DAILY',
      durationMs: 8 * HOUR_MS,
      count: 'worked',
      shiftsPerMember: 1,
    },
    hours: [hours(WORKDAYS, '09:00', '17:00')],
  })
  const at = (day: string) => onCallAt(plan, utc(`${day}T12:00+01:00`)).userIds
  expect([at('2026-01-05'), at('2026-01-06'), at('2026-01-07'), at('2026-01-08')]).toEqual([
    ['ana'],
    ['ben'],
    ['chen'],
    ['ana'],
  ])
  // The weekend has no hours, so its turns count for nobody.
  expect([at('2026-01-09'), at('2026-01-12')]).toEqual([['ben'], ['chen']])
})
