// Shows what a change means, with names.

import type { ChangePreview, ShiftCheckView } from '@evenwatch/api'
import {
  type DutySpan,
  finalTimeline,
  formatInstant,
  hoursOf,
  lengthOf,
  nightsIn,
  type PersonDifference,
  type Plans,
  SHIFT_ROLES,
  type ShiftCheck,
  type ShiftLineChange,
  type ShiftRole,
  type Span,
} from '@evenwatch/core'
import { personRefs } from '../override-views.ts'
import type { ChangeWorld } from './load-change-world.ts'

export function scheduleRef(world: ChangeWorld, id: string) {
  const found = world.schedules.get(id)
  return {
    id,
    name: found?.name ?? id,
    displayName: found?.document.displayName ?? id,
    timeZone: found?.document.timeZone ?? 'UTC',
  }
}

export function spanView({ startsAt, endsAt }: Span) {
  return { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }
}

export function shiftCheckViews(
  world: ChangeWorld,
  checks: readonly ShiftCheck[],
): ShiftCheckView[] {
  const refOf = personRefs(world.names)
  return checks.map(({ code, severity, sentence, userId, scheduleId, span }) => ({
    code,
    severity,
    sentence,
    user: refOf(userId),
    schedule: scheduleRef(world, scheduleId),
    ...spanView(span),
  }))
}

export type TouchedLine = Span & { readonly scheduleId: string; readonly role: ShiftRole }

/** The lines on which anything changes or was meant to, each over its own stretch. */
export function touchedLines(
  meant: readonly TouchedLine[],
  changes: readonly ShiftLineChange[],
): TouchedLine[] {
  const lines = new Map<string, TouchedLine>()
  for (const { scheduleId, role, startsAt, endsAt } of [...meant, ...changes]) {
    const key = `${scheduleId} ${SHIFT_ROLES.indexOf(role)}`
    const known = lines.get(key)
    lines.set(key, {
      scheduleId,
      role,
      startsAt: Math.min(known?.startsAt ?? startsAt, startsAt),
      endsAt: Math.max(known?.endsAt ?? endsAt, endsAt),
    })
  }
  return [...lines.values()]
}

export function lineViews(
  world: ChangeWorld,
  plans: { readonly before: Plans; readonly after: Plans },
  lines: readonly TouchedLine[],
): ChangePreview['lines'] {
  const refOf = personRefs(world.names)
  const segments = (of: Plans, { scheduleId, role, ...span }: TouchedLine) => {
    const plan = of.get(scheduleId)?.ofRole(role)
    return (plan ? finalTimeline(plan, span) : []).map(({ userIds, policyIds, ...segment }) => ({
      users: userIds.map(refOf),
      policies: policyIds.map(world.policyOf),
      ...spanView(segment),
    }))
  }
  return lines.map((line) => ({
    schedule: scheduleRef(world, line.scheduleId),
    role: line.role,
    ...spanView(line),
    before: segments(plans.before, line),
    after: segments(plans.after, line),
  }))
}

export function differenceViews(
  world: ChangeWorld,
  differences: readonly PersonDifference[],
): ChangePreview['people'] {
  const refOf = personRefs(world.names)
  const spans = (duty: readonly DutySpan[]) =>
    duty.map((one) => ({ schedule: scheduleRef(world, one.scheduleId), ...spanView(one) }))
  return differences.map(({ userId, gains, loses }) => {
    const person = world.people.get(userId)
    const nights = (duty: readonly Span[]) => (person ? nightsIn(person, duty) : 0)
    return {
      user: refOf(userId),
      hours: hoursOf(lengthOf(gains) - lengthOf(loses)),
      nights: nights(gains) - nights(loses),
      gains: spans(gains),
      loses: spans(loses),
    }
  })
}
