// Stretches of the next days in which a schedule that pages are sent to has nobody on call.

import { DAY_MS, formatInstant, type Instant } from '../../platform/time.ts'
import { gapsBetween } from '../../schedule/gaps-between.ts'
import type { Directory } from '../directory.ts'
import { DIAGNOSIS_DAYS, type Finding, orAllWell } from './finding.ts'

export function diagnoseSchedules(directory: Directory, now: Instant): Finding[] {
  const span = { startsAt: now, endsAt: now + DIAGNOSIS_DAYS * DAY_MS }
  const findings = [...directory.schedules.values()].flatMap(({ schedule, plan }): Finding[] => {
    const gaps = gapsBetween(plan, span)
    const [first] = gaps
    if (!first) return []
    const others = gaps.length > 1 ? `, and ${gaps.length - 1} more` : ''
    return [
      {
        code: 'schedule-gap',
        level: 'warning',
        subject: schedule.name,
        finding: `Nobody is on call from ${formatInstant(first.startsAt)} until ${formatInstant(first.endsAt)}${others}.`,
        remedy: 'Add an override, or a layer that covers these hours.',
      },
    ]
  })
  return orAllWell(findings, 'schedules-covered', `No gaps within ${DIAGNOSIS_DAYS} days.`)
}
