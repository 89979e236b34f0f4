// Who could take a span, the person with the least load first.
//
// Load is weighted hours on call over all schedules, 90 days back and 90 ahead, against the mean of
// all candidates; who rests longest around the span comes first among equals. Whom a refusal stops
// is listed last, with the reason, and never left out.

import { DAY_MS, HOUR_MS, type Instant, type Span } from '../../platform/time.ts'
import { formatWallTime } from '../wall-time.ts'
import { zoneTable } from '../zone-table.ts'
import { nearestPauseMs } from './check-rest.ts'
import {
  type ChangePerson,
  checkShiftChange,
  type ShiftChangeQuestion,
} from './check-shift-change.ts'
import { type DutySpan, dutyOf, overlaps, type Plans, plansNaming } from './duty-of.ts'
import { nightsIn, weightedHours } from './nights.ts'
import type { ShiftCheck } from './shift-change.ts'

export const BALANCE_DAYS = 90
/** Rest is looked for this far; beyond it, it makes no difference. */
const REST_DAYS_MAX = 14

export type CandidatesQuestion = Pick<ShiftChangeQuestion, 'people' | 'rulesOf' | 'followed'> & {
  readonly before: Plans
  readonly span: Span
  readonly now: Instant
  /** The quarter, or whatever stretch nights are counted in. */
  readonly nightsWithin: Span
  readonly userIds: readonly string[]
  readonly lastCoverGivenAt: ReadonlyMap<string, Instant>
  /** The plans as they would be with this person in the span. */
  afterWith(userId: string): Plans
}

export type Candidate = {
  readonly userId: string
  readonly localFrom: string
  readonly localUntil: string
  readonly isOnCallAlready: boolean
  readonly isAsleep: boolean
  readonly restMs: number | null
  /** Weighted hours above (or, when negative, below) the mean. */
  readonly balanceHours: number
  readonly nights: number
  readonly nightsMean: number
  readonly lastCoverGivenAt: Instant | null
  readonly checks: readonly ShiftCheck[]
}

export function rankCandidates(question: CandidatesQuestion): Candidate[] {
  const { before, span, now, people } = question
  const known = question.userIds.flatMap((userId) => {
    const person = people.get(userId)
    return person ? [{ userId, person }] : []
  })
  const theirs = plansNaming(before, question.userIds)
  const around = (at: Span, ms: number) =>
    dutyOf(theirs, { startsAt: at.startsAt - ms, endsAt: at.endsAt + ms })
  const load = around({ startsAt: now, endsAt: now }, BALANCE_DAYS * DAY_MS)
  const nightly = around(question.nightsWithin, 0)
  const near = around(span, REST_DAYS_MAX * DAY_MS)
  const hours = known.map(({ userId, person }) => weightedHours(person, load.get(userId) ?? []))
  const nights = known.map(({ userId, person }) => nightsIn(person, nightly.get(userId) ?? []))
  const nightsMean = mean(nights)
  const hoursMean = mean(hours)
  return known
    .map(({ userId, person }, i): Candidate => {
      const duty: readonly DutySpan[] = near.get(userId) ?? []
      return {
        userId,
        localFrom: localTime(span.startsAt, person),
        localUntil: localTime(span.endsAt, person),
        isOnCallAlready: duty.some((one) => overlaps(one, span)),
        isAsleep: nightsIn(person, [span]) > 0,
        restMs: nearestPauseMs(span, duty),
        balanceHours: rounded((hours[i] ?? 0) - hoursMean),
        nights: nights[i] ?? 0,
        nightsMean: rounded(nightsMean),
        lastCoverGivenAt: question.lastCoverGivenAt.get(userId) ?? null,
        checks: checkShiftChange({ ...question, after: question.afterWith(userId) }),
      }
    })
    .sort(byFairness)
}

function byFairness(a: Candidate, b: Candidate): number {
  return (
    Number(isStopped(a)) - Number(isStopped(b)) ||
    a.balanceHours - b.balanceHours ||
    (b.restMs ?? REST_DAYS_MAX * DAY_MS) - (a.restMs ?? REST_DAYS_MAX * DAY_MS) ||
    a.userId.localeCompare(b.userId)
  )
}

function isStopped({ checks, userId }: Candidate): boolean {
  return checks.some((check) => check.severity === 'refusal' && check.userId === userId)
}

function localTime(at: Instant, { timeZone }: ChangePerson): string {
  return formatWallTime(zoneTable(timeZone).wallAt(at))
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length
}

function rounded(hours: number): number {
  return Math.round(hours * 10) / 10
}

export function hoursOf(ms: number): number {
  return Math.round((ms / HOUR_MS) * 100) / 100
}
