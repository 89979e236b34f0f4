// Whatever happened: classes add up to totals, parts to the whole, and nobody is engaged for longer
// than there was time.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { joinSpans } from '../../schedule/quality/join-spans.ts'
import { HOUR_CLASSES } from '../../schedule/quality/quality-limits.ts'
import { utc } from '../../schedule/testing/make-schedule.ts'
import { personLoad } from './person-load.ts'
import { makeFacts, VIENNA } from './testing/make-facts.ts'

/** Both clock changes of the year lie in these days. */
const START = utc('2026-03-20T00:00Z')
const minute = fc.integer({ min: -3 * 1440, max: 240 * 1440 })
const anySpan = fc.tuple(minute, fc.integer({ min: 1, max: 3 * 1440 })).map(([from, length]) => ({
  startsAt: START + from * MINUTE_MS,
  endsAt: START + (from + length) * MINUTE_MS,
}))
const group = fc.constantFrom('a', 'b', 'c', 'd')
const facts = fc.record({
  zone: fc.constantFrom('Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'),
  duty: fc.array(anySpan, { maxLength: 8 }),
  holidays: fc.array(anySpan, { maxLength: 4 }),
  pages: fc.array(fc.record({ minute, group, urgency: fc.constantFrom('high', 'low') }), {
    maxLength: 40,
  }),
  engaged: fc.array(fc.record({ span: anySpan, group }), { maxLength: 20 }),
  span: anySpan.map((one) => ({ ...one, endsAt: one.endsAt + 20 * DAY_MS })),
})

test('sums by class equal totals, parts equal the whole, minutes fit the span', () => {
  fc.assert(
    fc.property(facts, ({ zone, duty, holidays, pages, engaged, span }) => {
      const load = personLoad(
        makeFacts({
          rhythm: { ...VIENNA, timeZone: zone, holidays: joinSpans(holidays) },
          duty: joinSpans(duty),
          pages: pages
            .map((one) => ({
              userId: 'ana',
              groupId: one.group,
              at: START + one.minute * MINUTE_MS,
              urgency: one.urgency,
            }))
            .sort((a, b) => a.at - b.at),
          engaged: engaged.map((one) => ({ userId: 'ana', groupId: one.group, ...one.span })),
          criticalGroupIds: new Set(['a', 'b']),
        }),
        span,
      )
      const { work, scheduled, unscheduled, critical } = load
      for (const count of ['pages', 'interruptions', 'engagedMs'] as const) {
        for (const one of [work, scheduled, unscheduled]) {
          const sum = HOUR_CLASSES.reduce((total, hour) => total + one.byHour[hour][count], 0)
          expect(sum).toBe(one[count])
        }
        expect(scheduled[count] + unscheduled[count]).toBe(work[count])
      }
      expect(work.engagedMs).toBeLessThanOrEqual(span.endsAt - span.startsAt)
      expect(critical.engagedMs).toBeLessThanOrEqual(work.engagedMs)
      expect(critical.unscheduledEngagedMs).toBeLessThanOrEqual(critical.engagedMs)
      expect(load.pagesByHourOfWeek.reduce((a, b) => a + b, 0)).toBe(work.pages)
      expect(scheduled.weightedHours + unscheduled.weightedHours).toBeCloseTo(work.weightedHours, 6)
      expect(load.nightsInterrupted).toBeLessThanOrEqual(work.byHour.sleep.interruptions)
      expect(work.weightedHours).toBeLessThan(
        work.interruptions * 6 + (work.engagedMs / HOUR_MS) * 3 + 1,
      )
    }),
  )
})
