// One rotation of ours against one rule for each group, which is how Grafana lays a rotation out:
// wherever the short form is given, both put the same people on call at the same times.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ImportResult } from '../import-result.ts'
import { makeDocument } from '../make-document.ts'
import { timelineOf } from '../testing/timeline-of.ts'
import { groupBodies } from './group-bodies.ts'
import { type Body, boundsOf, layerOf } from './layer-forms.ts'
import { ICAL_DAYS, readShift, type Shift } from './read-shift.ts'
import { rotationBody } from './rotation-body.ts'

const HOUR_S = 3_600
const SPAN = { from: '2026-01-01T00:00:00Z', until: '2026-05-01T00:00:00Z' }
const MEMBERS = ['ana', 'ben', null, 'chen', 'dora']

const anyShift = fc
  .record({
    frequency: fc.constantFrom('hourly', 'daily', 'weekly', 'monthly'),
    interval: fc.integer({ min: 1, max: 3 }),
    hours: fc.constantFrom(1, 4, 8, 12, 13, 24, 36, 48, 96, 168),
    start: fc.integer({ min: 0, max: 24 * 40 }),
    days: fc.subarray([...ICAL_DAYS]),
    monthdays: fc.subarray([1, 7, 15, 28]),
    weekStart: fc.constantFrom('MO', 'SU'),
    groups: fc.integer({ min: 1, max: MEMBERS.length }),
  })
  .map(({ frequency, interval, hours, start, days, monthdays, weekStart, groups }) => {
    const begins = new Date(Date.UTC(2026, 0, 1, start)).toISOString().slice(0, 19)
    const usesDays = frequency === 'daily' || frequency === 'weekly'
    const read = readShift(
      {
        type: 'rolling_users',
        start: begins,
        rotation_start: begins,
        frequency,
        // Grafana refuses more; the days would not come round.
        interval: usesDays && days.length > 0 ? Math.min(interval, days.length) : interval,
        duration: hours * HOUR_S,
        by_day: usesDays ? days : null,
        by_monthday: frequency === 'monthly' ? monthdays : null,
        week_start: weekStart,
        rolling_users: [['x']],
      },
      { type: 'web', timeZone: 'UTC' },
    )
    return { read, members: MEMBERS.slice(0, groups) }
  })

test('one rotation says the same as a rule for each group', () => {
  let compared = 0
  fc.assert(
    fc.property(anyShift, ({ read, members }) => {
      expect(read.ok).toBe(true)
      if (!read.ok) return
      const one = rotationBody(read.shift, members)
      const each = groupBodies(read.shift, members)
      if (!one || !each || each.length === 0) return
      compared += 1
      expect(shiftsOf(read.shift, [one])).toEqual(shiftsOf(read.shift, each))
    }),
    { numRuns: 150 },
  )
  // Most shifts have both forms; else this would prove little.
  expect(compared).toBeGreaterThan(50)
})

function shiftsOf(shift: Shift, bodies: readonly Body[]): string[] {
  const layers = bodies.map((body, i) => layerOf(shift, `l${i}`, 'UTC', body, boundsOf(shift)))
  const result: ImportResult = {
    documents: [
      makeDocument({
        apiVersion: 'evenwatch/v1',
        kind: 'Schedule',
        metadata: { name: 'one' },
        spec: { timeZone: 'UTC', layers },
      }),
    ],
    overrides: [],
    absences: [],
    findings: [],
    rendered: [],
  }
  return timelineOf(result, 'one', SPAN)
}
