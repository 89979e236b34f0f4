// Many schedules day by day, for one calendar over all teams: is the day covered, by whom, who is
// away, who carries too much.
//
// Days are those of each schedule's own zone. Answered from compiled plans alone, so that a screen
// over sixty teams costs no more questions than one over a single team.

import { DAY_MS, type Span, WEEK_MS } from '../../platform/time.ts'
import type { SchedulePlan } from '../compile-schedule.ts'
import { gapsBetween } from '../gaps-between.ts'
import type { Schedule } from '../schedule.ts'
import { dayOf, formatWallTime } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { currentMembers } from './current-members.ts'
import { joinSpans, sharedSpans } from './join-spans.ts'
import { pagedPlans, spansByPerson, togetherBetween } from './people-line.ts'
import { compareText } from './quality-finding.ts'
import type { PersonSpan, QualityTeam } from './quality-input.ts'
import { weeksInARow } from './weeks-in-a-row.ts'

export type OverloadReason = 'double-duty' | 'weeks-in-a-row'

export type CalendarDay = Span & {
  /** `2026-01-05`. */
  readonly date: string
  readonly gapMs: number
  /** In the order in which they come on call. */
  readonly userIds: readonly string[]
  /** Policies that hold a turn instead of people, in the order in which they come. */
  readonly policyIds: readonly string[]
  /** Members who are away for a part of the day. */
  readonly away: readonly { readonly userId: string; readonly isOnCall: boolean }[]
  readonly overload: readonly { readonly userId: string; readonly why: OverloadReason }[]
}

export type CalendarSchedule = {
  readonly schedule: Schedule
  readonly plan: SchedulePlan
  readonly weeksInARowMax: number
}

export type CalendarInput = {
  readonly span: Span
  /** Shown. */
  readonly schedules: readonly CalendarSchedule[]
  /** Not shown; whoever is on call there at the same time is on double duty. */
  readonly others: readonly SchedulePlan[]
  readonly teams: ReadonlyMap<string, QualityTeam>
  readonly absences: readonly PersonSpan[]
}

/** The days of each schedule, in the order of `schedules`. */
export function calendarDays(input: CalendarInput): CalendarDay[][] {
  const shown = input.schedules.map(({ plan }) => spansByPerson(pagedPlans(plan), input.span))
  const others = input.others.map((plan) => spansByPerson(pagedPlans(plan), input.span))
  const absences = new Map<string, PersonSpan[]>()
  for (const absence of input.absences) {
    absences.set(absence.userId, [...(absences.get(absence.userId) ?? []), absence])
  }
  return input.schedules.map((one, index) => {
    const elsewhere = [...shown.filter((_, i) => i !== index), ...others]
    return daysOfSchedule(input, one, shown[index] ?? new Map(), elsewhere, absences)
  })
}

type SpansOf = ReadonlyMap<string, readonly Span[]>

function daysOfSchedule(
  input: CalendarInput,
  { schedule, plan, weeksInARowMax }: CalendarSchedule,
  spansOf: SpansOf,
  elsewhere: readonly SpansOf[],
  absences: SpansOf,
): CalendarDay[] {
  const days = daysOf(schedule.timeZone, input.span)
  const paged = pagedPlans(plan)
  const [main = plan] = paged
  const gapMs = new Map<Day, number>()
  for (const gap of sharedSpans(days, gapsBetween(main, input.span))) {
    gapMs.set(gap.one, (gapMs.get(gap.one) ?? 0) + gap.endsAt - gap.startsAt)
  }
  const users = new Map<Day, string[]>()
  const policies = new Map<Day, string[]>()
  for (const { one, other } of sharedSpans(days, togetherBetween(paged, input.span))) {
    users.set(one, [...(users.get(one) ?? []), ...other.userIds])
    policies.set(one, [...(policies.get(one) ?? []), ...other.policyIds])
  }
  const away = awayByDay(days, [...memberIds(input, schedule, spansOf)], spansOf, absences)
  const tooMuch = overloadByDay(days, overloadOf(input, plan, weeksInARowMax, spansOf, elsewhere))
  return days.map((day) => ({
    ...day,
    gapMs: gapMs.get(day) ?? 0,
    userIds: [...new Set(users.get(day))],
    policyIds: [...new Set(policies.get(day))],
    away: away.get(day) ?? [],
    overload: tooMuch.get(day) ?? [],
  }))
}

type Day = Span & { readonly date: string }

/** The days that meet the span, cut at its ends. */
function daysOf(timeZone: string, span: Span): Day[] {
  const zone = zoneTable(timeZone)
  const days: Day[] = []
  let startsAt = span.startsAt
  for (let day = dayOf(zone.wallAt(startsAt)); startsAt < span.endsAt; day++) {
    const endsAt = Math.min(zone.instantOf((day + 1) * DAY_MS, 'first'), span.endsAt)
    // A day that a zone skipped has no time in it.
    if (endsAt > startsAt)
      days.push({ date: formatWallTime(day * DAY_MS).slice(0, 10), startsAt, endsAt })
    startsAt = Math.max(startsAt, endsAt)
  }
  return days
}

function memberIds(input: CalendarInput, schedule: Schedule, spansOf: SpansOf): Set<string> {
  const { layerOf } = currentMembers(schedule, input.teams, input.span)
  return new Set([...layerOf.keys(), ...spansOf.keys()])
}

function awayByDay(
  days: readonly Day[],
  userIds: readonly string[],
  spansOf: SpansOf,
  absences: SpansOf,
) {
  const byDay = new Map<Day, { userId: string; isOnCall: boolean }[]>()
  for (const userId of [...userIds].sort(compareText)) {
    const away = joinSpans(absences.get(userId) ?? [])
    if (away.length === 0) continue
    const missed = sharedSpans(away, spansOf.get(userId) ?? [])
    const missedDays = new Set(sharedSpans(days, missed).map(({ one }) => one))
    for (const day of new Set(sharedSpans(days, away).map(({ one }) => one))) {
      const entry = { userId, isOnCall: missedDays.has(day) }
      byDay.set(day, [...(byDay.get(day) ?? []), entry])
    }
  }
  return byDay
}

type Overload = Span & { readonly userId: string; readonly why: OverloadReason }

function overloadOf(
  input: CalendarInput,
  plan: SchedulePlan,
  weeksInARowMax: number,
  spansOf: SpansOf,
  elsewhere: readonly SpansOf[],
): Overload[] {
  const double = [...spansOf].flatMap(([userId, spans]) =>
    elsewhere.flatMap((other) =>
      sharedSpans(spans, other.get(userId) ?? []).map(({ startsAt, endsAt }): Overload => {
        return { userId, startsAt, endsAt, why: 'double-duty' }
      }),
    ),
  )
  // A row that began before the span is seen by looking back as far as it takes to be too long.
  const before = (weeksInARowMax + 1) * WEEK_MS
  const span = { startsAt: input.span.startsAt - before, endsAt: input.span.endsAt }
  const rows = weeksInARow(
    { timeZone: plan.schedule.timeZone, span, weeksInARowMax },
    spansByPerson(pagedPlans(plan), span),
  )
  return [...double, ...rows.map((row): Overload => ({ ...row, why: 'weeks-in-a-row' }))]
}

function overloadByDay(days: readonly Day[], overload: readonly Overload[]) {
  const byDay = new Map<Day, { userId: string; why: OverloadReason }[]>()
  for (const { userId, why, startsAt, endsAt } of overload) {
    for (const { one } of sharedSpans(days, [{ startsAt, endsAt }])) {
      const known = byDay.get(one) ?? []
      if (known.some((entry) => entry.userId === userId && entry.why === why)) continue
      byDay.set(one, [...known, { userId, why }])
    }
  }
  return byDay
}
