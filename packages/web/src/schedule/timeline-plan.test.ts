import { expect, test } from 'vitest'
import { daysOf, finalSpans, placeOf } from './timeline-plan.ts'

const at = Date.parse
const HOUR = 3_600_000

test('a week over the change of clocks has seven days, one of 25 hours', () => {
  const window = { startsAt: at('2026-10-18T22:00:00Z'), endsAt: at('2026-10-25T23:00:00Z') }
  const days = daysOf(window, 'Europe/Vienna')
  expect(days.map((day) => (day.endsAt - day.startsAt) / HOUR)).toEqual([
    24, 24, 24, 24, 24, 24, 25,
  ])
  expect(days.at(-1)?.change).toBe('clock goes back, 25 h')
})

test('another zone changes where days begin, never the spans', () => {
  const window = { startsAt: 0, endsAt: 10 * HOUR }
  expect(placeOf({ startsAt: 2 * HOUR, endsAt: 4 * HOUR }, window)).toEqual({ left: 20, width: 20 })
})

test('what reaches over the edge is clipped, and what is outside is not drawn', () => {
  const window = { startsAt: 0, endsAt: 10 * HOUR }
  expect(placeOf({ startsAt: -HOUR, endsAt: HOUR }, window)).toEqual({ left: 0, width: 10 })
  expect(placeOf({ startsAt: 10 * HOUR, endsAt: 12 * HOUR }, window)).toBeNull()
})

test('gaps stand between shifts in the order of time', () => {
  const shift = (startsAt: string, endsAt: string) => ({
    users: [],
    startsAt,
    endsAt,
    source: { kind: 'layer' as const, layer: 'a', override: null },
  })
  const spans = finalSpans({
    shifts: [
      shift('2026-11-02T14:00:00Z', '2026-11-03T00:00:00Z'),
      shift('2026-11-02T00:00:00Z', '2026-11-02T10:00:00Z'),
    ],
    gaps: [{ startsAt: '2026-11-02T10:00:00Z', endsAt: '2026-11-02T14:00:00Z' }],
  })
  expect(spans.map((span) => span.kind)).toEqual(['shift', 'gap', 'shift'])
})
