// Handoffs for which somebody has to be awake at night (row 23): a person who takes over or hands
// over in the midst of their own sleep hours. Exactly when sleep begins or ends nobody is woken.

import type { Instant } from '../../platform/time.ts'
import { DAY_MS } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { finalTimeline } from '../final-timeline.ts'
import { parseClockTime } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { nameOf, type QualityFinding, qualityFinding } from './quality-finding.ts'
import type { QualityInput, QualityPerson } from './quality-input.ts'

export function findHandoffs(input: QualityInput, line: SchedulePlan): QualityFinding[] {
  const segments = finalTimeline(line, input.span)
  return segments.slice(1).flatMap((next, i) => {
    const before = segments[i]?.userIds ?? []
    const at = next.startsAt
    const asleep = (userId: string) => {
      const person = input.people.get(userId)
      return person !== undefined && isAsleepAt(person, at)
    }
    const takes = next.userIds.filter((userId) => !before.includes(userId) && asleep(userId))
    const gives = before.filter((userId) => !next.userIds.includes(userId) && asleep(userId))
    return [
      ...takes.map((userId) => handoff(input, userId, at, 'takes over')),
      ...gives.map((userId) => handoff(input, userId, at, 'hands over')),
    ]
  })
}

function handoff(input: QualityInput, userId: string, at: Instant, does: string): QualityFinding {
  const sentence = `${nameOf(input, userId)} ${does} in the midst of their sleep hours.`
  const span = { startsAt: at, endsAt: at }
  return qualityFinding('handoff-asleep', 'info', sentence, { span, userIds: [userId] })
}

function isAsleepAt({ timeZone, sleepHours }: QualityPerson, at: Instant): boolean {
  const wall = zoneTable(timeZone).wallAt(at)
  const clock = wall - Math.floor(wall / DAY_MS) * DAY_MS
  const from = parseClockTime(sleepHours.from) ?? 0
  const until = parseClockTime(sleepHours.until) ?? 0
  return from <= until ? clock > from && clock < until : clock > from || clock < until
}
