// Rotations as people know them from other products and from handbooks, with the shifts they must
// give. Written by hand, as text, so that a reader can check them with a calendar.

import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { compileSchedule } from './compile-schedule.ts'
import type { Layer } from './schedule.ts'
import { shiftsBetween } from './shifts-between.ts'
import {
  every,
  hours,
  makeLayer,
  makeSchedule,
  people,
  utc,
  WORKDAYS,
} from './testing/make-schedule.ts'

type Behaviour = {
  readonly name: string
  readonly layers: readonly Layer[]
  /** The zone of the schedule, in which the shifts are told. */
  readonly zone: string
  readonly from: string
  readonly until: string
  readonly shifts: readonly string[]
}

const EVERY_DAY = [...WORKDAYS, 'sat', 'sun'] as const

function layer(name: string, more: Parameters<typeof makeLayer>[0], zone?: string): Layer {
  return makeLayer(more, { name, timeZone: zone ?? null })
}

const BEHAVIOURS: readonly Behaviour[] = [
  {
    name: 'follow the sun: three sites of eight hours, an hour without anybody where one changes its clock',
    zone: 'UTC',
    layers: [
      layer(
        'brisbane',
        { members: people('sol'), hours: [hours(EVERY_DAY, '08:00', '16:00')] },
        'Australia/Brisbane',
      ),
      layer(
        'vienna',
        { members: people('val'), hours: [hours(EVERY_DAY, '07:00', '15:00')] },
        'Europe/Vienna',
      ),
      layer(
        'new york',
        { members: people('nia'), hours: [hours(EVERY_DAY, '09:00', '17:00')] },
        'America/New_York',
      ),
    ],
    from: '2026-03-07T22:00Z',
    until: '2026-03-09T06:00Z',
    shifts: [
      'sol: Sat 03-07 22:00 - Sun 03-08 06:00',
      'val: Sun 03-08 06:00 - Sun 03-08 13:00',
      'val nia: Sun 03-08 13:00 - Sun 03-08 14:00',
      'nia: Sun 03-08 14:00 - Sun 03-08 21:00',
      // In Brisbane it is nine on Monday, where the week is handed over, if only to oneself.
      'sol: Sun 03-08 22:00 - Sun 03-08 23:00',
      'sol: Sun 03-08 23:00 - Mon 03-09 06:00',
    ],
  },
  {
    name: 'weekday-only days: the weekend uses up nobody’s turn',
    zone: 'Europe/Vienna',
    layers: [
      layer('daily', {
        turn: every(1, 'day'),
        hours: [hours(WORKDAYS, '09:00', '17:00')],
      }),
    ],
    from: '2026-01-08T00:00Z',
    until: '2026-01-14T00:00Z',
    shifts: [
      'ana: Thu 01-08 09:00 - Thu 01-08 17:00',
      'ben: Fri 01-09 09:00 - Fri 01-09 17:00',
      'chen: Mon 01-12 09:00 - Mon 01-12 17:00',
      'ana: Tue 01-13 09:00 - Tue 01-13 17:00',
    ],
  },
  {
    name: 'weekday-only days, every turn counted: the weekend uses up two',
    zone: 'Europe/Vienna',
    layers: [
      layer('daily', {
        turn: every(1, 'day', { count: 'elapsed' }),
        hours: [hours(WORKDAYS, '09:00', '17:00')],
      }),
    ],
    from: '2026-01-08T00:00Z',
    until: '2026-01-14T00:00Z',
    shifts: [
      'ana: Thu 01-08 09:00 - Thu 01-08 17:00',
      'ben: Fri 01-09 09:00 - Fri 01-09 17:00',
      'ben: Mon 01-12 09:00 - Mon 01-12 17:00',
      'chen: Tue 01-13 09:00 - Tue 01-13 17:00',
    ],
  },
  {
    name: 'day and night pairs: two layers of twelve hours, each with its own people by the week',
    zone: 'Europe/Vienna',
    layers: [
      layer('days', {
        members: people(['ana', 'ben'], ['chen', 'dia']),
        firstHandoff: '2026-01-05T08:00',
        hours: [hours(EVERY_DAY, '08:00', '20:00')],
      }),
      layer('nights', {
        members: people(['eli', 'fay'], ['gus', 'hal']),
        firstHandoff: '2026-01-05T08:00',
        hours: [hours(EVERY_DAY, '20:00', '08:00')],
      }),
    ],
    from: '2026-01-11T12:00Z',
    until: '2026-01-13T00:00Z',
    shifts: [
      'ana ben: Sun 01-11 08:00 - Sun 01-11 20:00',
      'eli fay: Sun 01-11 20:00 - Mon 01-12 08:00',
      'chen dia: Mon 01-12 08:00 - Mon 01-12 20:00',
      'gus hal: Mon 01-12 20:00 - Tue 01-13 08:00',
    ],
  },
  {
    name: 'turns of twelve hours: an odd number of people takes days and nights in turn',
    zone: 'America/New_York',
    layers: [layer('half days', { turn: every(12, 'hour'), firstHandoff: '2026-01-05T07:00' })],
    from: '2026-01-05T12:00Z',
    until: '2026-01-07T12:00Z',
    shifts: [
      'ana: Mon 01-05 07:00 - Mon 01-05 19:00',
      'ben: Mon 01-05 19:00 - Tue 01-06 07:00',
      'chen: Tue 01-06 07:00 - Tue 01-06 19:00',
      'ana: Tue 01-06 19:00 - Wed 01-07 07:00',
    ],
  },
  {
    name: 'nights when clocks go forward: eleven hours, handed over at the same wall time',
    zone: 'Europe/Vienna',
    layers: [layer('half days', { turn: every(12, 'hour'), firstHandoff: '2026-03-27T20:00' })],
    from: '2026-03-28T10:00Z',
    until: '2026-03-29T18:00Z',
    shifts: [
      'ben: Sat 03-28 08:00 - Sat 03-28 20:00',
      'chen: Sat 03-28 20:00 - Sun 03-29 08:00 (11 h)',
      'ana: Sun 03-29 08:00 - Sun 03-29 20:00',
    ],
  },
  {
    name: 'nights when clocks go back: thirteen hours, handed over at the same wall time',
    zone: 'Europe/Vienna',
    layers: [layer('half days', { turn: every(12, 'hour'), firstHandoff: '2026-10-23T20:00' })],
    from: '2026-10-24T10:00Z',
    until: '2026-10-25T19:00Z',
    shifts: [
      'ben: Sat 10-24 08:00 - Sat 10-24 20:00',
      'chen: Sat 10-24 20:00 - Sun 10-25 08:00 (13 h)',
      'ana: Sun 10-25 08:00 - Sun 10-25 20:00',
    ],
  },
  {
    name: 'weeks over both changes: 167 and 169 hours, always from Monday at nine',
    zone: 'America/New_York',
    layers: [layer('weekly', {})],
    from: '2026-10-26T13:00Z',
    until: '2026-11-09T14:00Z',
    shifts: [
      'ana: Mon 10-26 09:00 - Mon 11-02 09:00 (169 h)',
      'ben: Mon 11-02 09:00 - Mon 11-09 09:00 (168 h)',
    ],
  },
  {
    name: 'weeks over the change in March: 167 hours',
    zone: 'America/New_York',
    layers: [layer('weekly', {})],
    from: '2026-03-02T14:00Z',
    until: '2026-03-09T13:00Z',
    shifts: ['chen: Mon 03-02 09:00 - Mon 03-09 09:00 (167 h)'],
  },
  {
    name: 'a handoff at a time that clocks skip comes when they have gone forward',
    zone: 'Europe/Vienna',
    layers: [layer('daily', { turn: every(1, 'day'), firstHandoff: '2026-03-28T02:30' })],
    from: '2026-03-28T01:30Z',
    until: '2026-03-30T00:30Z',
    shifts: [
      'ana: Sat 03-28 02:30 - Sun 03-29 03:30',
      'ben: Sun 03-29 03:30 - Mon 03-30 02:30 (23 h)',
    ],
  },
  {
    name: 'months from the 31st: each month’s own end, without drifting',
    zone: 'UTC',
    layers: [layer('monthly', { turn: every(1, 'month'), firstHandoff: '2026-01-31T09:00' })],
    from: '2026-01-31T09:00Z',
    until: '2026-05-31T09:00Z',
    shifts: [
      'ana: Sat 01-31 09:00 - Sat 02-28 09:00 (672 h)',
      'ben: Sat 02-28 09:00 - Tue 03-31 09:00 (744 h)',
      'chen: Tue 03-31 09:00 - Thu 04-30 09:00 (720 h)',
      'ana: Thu 04-30 09:00 - Sun 05-31 09:00 (744 h)',
    ],
  },
  {
    name: 'two shifts a member: everybody has two days in a row, told as one',
    zone: 'UTC',
    layers: [
      layer('daily', {
        turn: every(1, 'day', { shiftsPerMember: 2 }),
        firstHandoff: '2026-01-05T00:00',
      }),
    ],
    from: '2026-01-05T00:00Z',
    until: '2026-01-09T00:00Z',
    shifts: [
      'ana: Mon 01-05 00:00 - Wed 01-07 00:00 (48 h)',
      'ben: Wed 01-07 00:00 - Fri 01-09 00:00 (48 h)',
    ],
  },
  {
    name: 'weekends apart: a higher layer takes Friday evening to Monday morning',
    zone: 'Europe/Vienna',
    layers: [
      layer('weekly', {}),
      makeLayer(
        {
          members: people('dia', 'eli'),
          hours: [
            hours(['fri'], '18:00', '00:00'),
            hours(['sat', 'sun'], '00:00', '00:00'),
            hours(['mon'], '00:00', '09:00'),
          ],
        },
        { name: 'weekend', priority: 2 },
      ),
    ],
    from: '2026-01-09T12:00Z',
    until: '2026-01-12T12:00Z',
    shifts: [
      'ana: Mon 01-05 09:00 - Fri 01-09 18:00 (105 h)',
      'dia: Fri 01-09 18:00 - Mon 01-12 09:00 (63 h)',
      'ben: Mon 01-12 09:00 - Fri 01-16 18:00 (105 h)',
    ],
  },
]

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

describe('published behaviours', () => {
  for (const { name, layers, zone, from, until, shifts } of BEHAVIOURS) {
    test(name, () => {
      const plan = compileSchedule(makeSchedule(layers, [], zone), new Map())
      const span = { startsAt: utc(from), endsAt: utc(until) }
      const local = (at: number) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        const text = wall.toPlainDateTime().toString({ smallestUnit: 'minute' })
        return `${DAYS[wall.dayOfWeek - 1]} ${text.slice(5).replace('T', ' ')}`
      }
      const told = shiftsBetween(plan, span).map(({ startsAt, endsAt, userIds }, i) => {
        const length = shifts[i]?.includes(' h)') ? ` (${(endsAt - startsAt) / 3_600_000} h)` : ''
        return `${userIds.join(' ')}: ${local(startsAt)} - ${local(endsAt)}${length}`
      })
      expect(told).toEqual(shifts)
    })
  }
})
