// Says what speaks against a change of shifts, before it is made.
//
// Pure: it compares the plans of all schedules before and after, and looks only at what the change
// adds. Refusals: too little rest, both lines of one schedule at once, a page that would reach
// nobody, and an area that loses the only one who can handle it. Everything else is a warning: an
// absence, sleeping hours, another schedule's duty, many weeks in a row, an override underneath.

import type { TeamLimits } from '../../people/user.ts'
import { DAY_MS, HOUR_MS, type Span, WEEK_MS } from '../../platform/time.ts'
import { finalTimeline } from '../final-timeline.ts'
import type { AreaDepth } from '../quality/quality-input.ts'
import { dayOf, weekdayOf } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { checkRest, restHorizonMs } from './check-rest.ts'
import {
  DUTY_ROLES,
  type DutySpan,
  dutyOfPerson,
  lengthOf,
  lineChanges,
  overlaps,
  type PersonDifference,
  type Plans,
  personDifferences,
  type ShiftLineChange,
  spansWithout,
} from './duty-of.ts'
import { nightsIn, type Rhythm, wallText } from './nights.ts'
import type { ShiftCheck, ShiftCheckCode, ShiftCheckSeverity } from './shift-change.ts'

export type ChangePerson = Rhythm & {
  readonly displayName: string
  readonly isReachable: boolean
  readonly absences: readonly (Span & { readonly kind: 'vacation' | 'unavailable' })[]
  readonly depths: ReadonlyMap<string, AreaDepth>
}

export type ChangeRules = {
  readonly limits: TeamLimits
  /** What the people of a shift must be able to handle together. */
  readonly areas: readonly string[]
}

export type ShiftChangeQuestion = {
  readonly before: Plans
  readonly after: Plans
  /** Where the change may show; nothing outside is compared. */
  readonly span: Span
  readonly people: ReadonlyMap<string, ChangePerson>
  /** Overrides that a calendar brings: they are the rotation of their line. */
  readonly followed?: ReadonlySet<string>
  rulesOf(scheduleId: string): ChangeRules
}

/** In a week with less duty than this, a person was not on call for the week. */
const WEEK_DUTY_MS_MIN = DAY_MS

type Context = ShiftChangeQuestion & {
  readonly changes: readonly ShiftLineChange[]
  add(
    code: ShiftCheckCode,
    severity: ShiftCheckSeverity,
    about: DutySpan & { readonly userId: string },
    sentence: string,
  ): void
}

export function checkShiftChange(question: ShiftChangeQuestion): ShiftCheck[] {
  const checks: ShiftCheck[] = []
  const changes = lineChanges(question.before, question.after, question.span)
  const context: Context = {
    ...question,
    changes,
    add: (code, severity, { userId, scheduleId, startsAt, endsAt }, sentence) =>
      checks.push({
        code,
        severity,
        sentence,
        userId,
        scheduleId,
        span: { startsAt, endsAt },
      }),
  }
  for (const difference of personDifferences(changes)) {
    if (difference.gains.length === 0) continue
    const person = question.people.get(difference.userId)
    if (person) checkPerson(context, difference, person)
  }
  checkSkills(context)
  return checks.sort((a, b) => Number(isRefusal(b)) - Number(isRefusal(a)))
}

function isRefusal({ severity }: ShiftCheck): boolean {
  return severity === 'refusal'
}

function checkPerson(context: Context, difference: PersonDifference, person: ChangePerson): void {
  const duty = difference.gains.filter(({ role }) => DUTY_ROLES.includes(role))
  checkReach(context, difference, person)
  checkAbsence(context, difference, person)
  if (duty.length === 0) return
  checkPauses(context, { ...difference, gains: duty }, person)
  checkDoubleDuty(context, { ...difference, gains: duty }, person)
  checkSleep(context, { ...difference, gains: duty }, person)
  checkWeeks(context, { ...difference, gains: duty }, person)
  checkOverrides(context, { ...difference, gains: duty }, person)
}

function checkReach(context: Context, { userId, gains }: PersonDifference, person: ChangePerson) {
  const [gain] = gains
  if (person.isReachable || !gain || gain.role === 'shadow') return
  const sentence = `${person.displayName} has no verified contact method; a page would reach nobody.`
  context.add('unreachable', 'refusal', { ...gain, userId }, sentence)
}

function checkAbsence(context: Context, { userId, gains }: PersonDifference, person: ChangePerson) {
  for (const absence of person.absences) {
    const met = gains.find((gain) => overlaps(gain, absence))
    if (!met) continue
    const what = absence.kind === 'vacation' ? 'on vacation' : 'unavailable'
    const sentence = `${person.displayName} is ${what} ${spanText(absence, person)}.`
    context.add('absent', 'warning', { ...met, userId }, sentence)
  }
}

function checkPauses(context: Context, { userId, gains }: PersonDifference, person: ChangePerson) {
  for (const gain of gains) {
    const { restHours } = context.rulesOf(gain.scheduleId).limits
    const duty = dutyAround(context.after, userId, gain, restHorizonMs(restHours))
    for (const short of checkRest(context.after, gains, duty, restHours, context.followed)) {
      if (!overlaps(short.gain, gain)) continue
      const other = nameOf(context, short.other)
      const when =
        short.other.endsAt <= short.gain.startsAt
          ? `after ${other}, which ends ${wallText(short.other.endsAt, person.timeZone)}`
          : `before ${other}, which begins ${wallText(short.other.startsAt, person.timeZone)}`
      const sentence = `${person.displayName} would have ${hoursText(short.restMs)} of rest ${when} (${person.timeZone}); the limit is ${restHours} h.`
      context.add('short-rest', 'refusal', { ...gain, userId }, sentence)
    }
  }
}

function checkDoubleDuty(
  context: Context,
  { userId, gains }: PersonDifference,
  person: ChangePerson,
) {
  for (const gain of gains) {
    const duty = dutyAround(context.after, userId, gain, 0)
    const others = duty.filter(
      (one) => one.scheduleId !== gain.scheduleId || one.role !== gain.role,
    )
    const seen = new Set<string>()
    for (const other of others) {
      const key = `${other.scheduleId} ${other.role}`
      if (seen.has(key)) continue
      seen.add(key)
      const isSame = other.scheduleId === gain.scheduleId
      const why = isSame ? '; whoever is paged second would be the same person' : ''
      const sentence = `${person.displayName} is on call for ${nameOf(context, other)} at that time, too${why}.`
      context.add('double-duty', isSame ? 'refusal' : 'warning', { ...other, userId }, sentence)
    }
  }
}

function checkSleep(context: Context, { userId, gains }: PersonDifference, person: ChangePerson) {
  const nights = nightsIn(person, gains)
  const [gain] = gains
  if (nights === 0 || !gain) return
  const count = nights === 1 ? 'one night' : `${nights} nights`
  const { from, until } = person.sleepHours
  const sentence = `${person.displayName} would be on call in ${count} of sleep (${from} to ${until}, ${person.timeZone}).`
  context.add('asleep', 'warning', { ...gain, userId }, sentence)
}

function checkWeeks(context: Context, { userId, gains }: PersonDifference, person: ChangePerson) {
  for (const gain of gains) {
    const { weeksInARowMax } = context.rulesOf(gain.scheduleId).limits
    const horizonMs = (weeksInARowMax + 1) * WEEK_MS
    const weeksIn = (plans: Plans) =>
      weeksInARow(dutyAround(plans, userId, gain, horizonMs), gain, person.timeZone)
    const weeks = weeksIn(context.after)
    if (weeks <= weeksInARowMax || weeks <= weeksIn(context.before)) continue
    const sentence = `${person.displayName} would be on call ${weeks} weeks in a row; the limit is ${weeksInARowMax}.`
    context.add('weeks-in-a-row', 'warning', { ...gain, userId }, sentence)
    return
  }
}

/** The longest run of weeks with duty that the span is part of; weeks begin on Mondays. */
function weeksInARow(duty: readonly DutySpan[], span: Span, timeZone: string): number {
  const zone = zoneTable(timeZone)
  const weekOf = (at: number) => {
    const day = dayOf(zone.wallAt(at))
    return (day - weekdayOf(day) - MONDAY) / 7
  }
  const startOf = (week: number) => zone.instantOf((week * 7 + MONDAY) * DAY_MS, 'first')
  const counts = (week: number) => {
    const within = { startsAt: startOf(week), endsAt: startOf(week + 1) }
    const outside = spansWithout(duty, [within])
    return lengthOf(duty) - lengthOf(outside) >= WEEK_DUTY_MS_MIN
  }
  let longest = 0
  const last = weekOf(span.endsAt - 1)
  for (let week = weekOf(span.startsAt); week <= last; week++) {
    if (!counts(week)) continue
    let from = week
    while (counts(from - 1)) from -= 1
    let until = week
    while (counts(until + 1)) until += 1
    longest = Math.max(longest, until - from + 1)
  }
  return longest
}

/** Week 0 began three days before 1970-01-01, a Thursday. */
const MONDAY = -3

function checkOverrides(
  context: Context,
  { userId, gains }: PersonDifference,
  person: ChangePerson,
) {
  const seen = new Set<string>()
  for (const gain of gains) {
    const plan = context.before.get(gain.scheduleId)?.ofRole(gain.role)
    if (!plan) continue
    for (const segment of finalTimeline(plan, gain)) {
      const ids = segment.because.flatMap(({ overrideId }) => overrideId ?? [])
      const under = ids.find((id) => !context.followed?.has(id))
      if (under === undefined || seen.has(under)) continue
      seen.add(under)
      const { startsAt, endsAt } = segment
      const sentence = `Another override already decides ${spanText(segment, person)}.`
      const about = { ...gain, startsAt, endsAt, userId }
      context.add('conflicts-with-override', 'warning', about, sentence)
    }
  }
}

/** An area that somebody could handle before, and nobody can after, is a refusal. */
function checkSkills({ changes, people, rulesOf, add }: Context): void {
  const seen = new Set<string>()
  for (const change of changes) {
    if (!DUTY_ROLES.includes(change.role) || change.after.length === 0) continue
    const canHandle = (userIds: readonly string[], area: string) =>
      userIds.some((userId) => {
        const depth = people.get(userId)?.depths.get(area)
        return depth === 'owner' || depth === 'alone'
      })
    for (const area of rulesOf(change.scheduleId).areas) {
      const userId = change.after.find((id) => !change.before.includes(id)) ?? change.after[0]
      if (userId === undefined || canHandle(change.after, area)) continue
      const key = `${change.scheduleId} ${change.role} ${area} ${userId}`
      if (seen.has(key)) continue
      seen.add(key)
      const lost = canHandle(change.before, area)
      const sentence = `Nobody on call then can handle ${area} alone${lost ? '; until now somebody could' : ''}.`
      add('no-skill', lost ? 'refusal' : 'warning', { ...change, userId }, sentence)
    }
  }
}

function dutyAround(plans: Plans, userId: string, { startsAt, endsAt }: Span, byMs: number) {
  return dutyOfPerson(plans, userId, { startsAt: startsAt - byMs, endsAt: endsAt + byMs })
}

function nameOf(context: Context, { scheduleId, role }: DutySpan): string {
  const name = context.after.get(scheduleId)?.schedule.name ?? scheduleId
  return role === 'primary' ? name : `${name} (${role})`
}

function hoursText(ms: number): string {
  return `${Math.round((ms / HOUR_MS) * 10) / 10} h`
}

function spanText({ startsAt, endsAt }: Span, { timeZone }: Rhythm): string {
  return `from ${wallText(startsAt, timeZone)} until ${wallText(endsAt, timeZone)} (${timeZone})`
}
