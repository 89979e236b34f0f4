// A report in the shape of the real one, its gaps those of the plan.

import type { ScheduleQualityView } from '@evenwatch/api'
import { iso, type World } from './world.ts'

const HOUR = 3_600_000
const SPAN_MS = 52 * 7 * 24 * HOUR
const GAPS_SHOWN_MAX = 10

type Gap = { readonly startsAt: string; readonly endsAt: string }

export function qualityOf(world: World, gaps: readonly Gap[], now: number): ScheduleQualityView {
  const uncovered = gaps.reduce(
    (sum, gap) => sum + Date.parse(gap.endsAt) - Date.parse(gap.startsAt),
    0,
  )
  const people = world.users.slice(0, 3).map(({ id, name, displayName }, index) => ({
    user: { id, name, displayName },
    isMember: true,
    hours: 2_912 + index * 40,
    hoursByClass: { working: 900, evening: 800, weekend: 500, holiday: 24, sleep: 700 },
    weightedHours: 5_000 + index * 90,
    nights: 121 + index,
    weekends: 17 + index,
    holidays: 3,
    sharePercent: 33,
    differencePercent: index * 9 - 9,
  }))
  const part = (
    name: 'cover' | 'balance',
    points: number,
    pointsMax: number,
    measured: string,
  ) => ({
    name,
    points,
    pointsMax,
    measured,
    formula:
      name === 'cover'
        ? '40 × (1 − uncovered share ÷ 5 %)'
        : '20 × (1 − (difference − 10 %) ÷ 40 %)',
  })
  const findings = gaps.slice(0, GAPS_SHOWN_MAX).map((span) => ({
    code: 'gap' as const,
    severity: 'critical' as const,
    sentence: `Nobody is on call for ${(Date.parse(span.endsAt) - Date.parse(span.startsAt)) / HOUR} h.`,
    span,
    users: [],
    layer: null,
    area: null,
  }))
  const group = {
    code: 'gap' as const,
    severity: 'critical' as const,
    sentence: `Nobody is on call, ${gaps.length} times.`,
    users: [],
    count: gaps.length,
    findings,
  }
  return {
    from: iso(now),
    until: iso(now + SPAN_MS),
    score: gaps.length > GAPS_SHOWN_MAX ? 52 : 94,
    parts: [
      part('cover', 39.6, 40, `${Math.round((uncovered / SPAN_MS) * 1_000) / 10} % uncovered`),
      part('balance', 20, 20, '9 % from the average'),
    ],
    weights: { working: 1, evening: 1.5, weekend: 2, holiday: 2.5, sleep: 3 },
    uncoveredMinutes: uncovered / 60_000,
    gaps: [...gaps],
    people,
    meanWeightedHours: 5_090,
    fairSharePercent: 33.3,
    findings,
    groups: gaps.length === 0 ? [] : [group],
    findingsLeftOut:
      gaps.length > GAPS_SHOWN_MAX
        ? [{ code: 'gap' as const, count: gaps.length - GAPS_SHOWN_MAX }]
        : [],
    reviewed: null,
  }
}
