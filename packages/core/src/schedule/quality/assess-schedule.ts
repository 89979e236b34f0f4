// How good a schedule's plan is for the weeks ahead: cover, fairness, rest, availability, upkeep and
// knowledge, with a score whose parts add up and findings that each name their place.
//
// Pure, and blind to the order in which people come. Uncovered time is that of `gapsBetween`, and
// everybody's hours by class add up to their time on call.

import { assert } from '../../platform/assert.ts'
import { formatDuration } from '../../platform/duration.ts'
import { DAY_MS, MINUTE_MS, type Span, WEEK_MS } from '../../platform/time.ts'
import { finalTimeline } from '../final-timeline.ts'
import { type Gap, gapsBetween } from '../gaps-between.ts'
import { SCHEDULE_SPAN_DAYS_MAX } from '../schedule-limits.ts'
import { currentMembers } from './current-members.ts'
import { findAbsences } from './find-absences.ts'
import { findHandoffs } from './find-handoffs.ts'
import { findNeglect } from './find-neglect.ts'
import { findOverwork } from './find-overwork.ts'
import { findThinCover } from './find-thin-cover.ts'
import { lengthMs } from './join-spans.ts'
import { type Load, measureLoad } from './measure-load.ts'
import { pagedPlans, spansByPerson, togetherBetween } from './people-line.ts'
import {
  type FindingsLeftOut,
  listFindings,
  nameOf,
  type QualityCode,
  type QualityFinding,
  qualityFinding,
} from './quality-finding.ts'
import type { PersonHoliday, QualityInput } from './quality-input.ts'
import { GAP_NEAR_MS, LOAD_TOLERANCE_PERCENT } from './quality-limits.ts'
import { type QualityPart, scoreQuality } from './score-quality.ts'

export type ScheduleQuality = {
  readonly span: Span
  readonly score: number
  readonly parts: readonly QualityPart[]
  readonly uncoveredMinutes: number
  readonly gaps: readonly Gap[]
  readonly load: Load
  readonly findings: readonly QualityFinding[]
  readonly leftOut: readonly FindingsLeftOut[]
}

/** Kinds of neglect, as the score names them. */
const NEGLECT_WORDS: { readonly [code in QualityCode]?: string } = {
  'leaver-in-rotation': 'people who left take turns',
  'no-contact-method': 'people cannot be reached',
  'unverified-contact-method': 'contact methods are unverified',
  'empty-team': 'a team is empty',
  'layer-ended': 'a layer has ended',
  unreviewed: 'not reviewed for long',
  'concern-unanswered': 'a concern is unanswered',
}

export function assessSchedule(input: QualityInput): ScheduleQuality {
  const { span } = input
  const paged = pagedPlans(input.plan)
  const [main] = paged
  assert(main !== undefined, 'a schedule has a line')
  assert(span.endsAt - span.startsAt <= SCHEDULE_SPAN_DAYS_MAX * DAY_MS, 'a span within limits')
  const spansOf = spansByPerson(paged, span)
  const members = currentMembers(input.schedule, input.teams, span)
  const gaps = gapsBetween(main, span)
  const load = measureLoad({
    span,
    people: input.people,
    spansOf,
    holidaysOf: holidaysByPerson(input.holidays),
    memberIds: new Set(members.layerOf.keys()),
  })
  const overwork = findOverwork(input, spansOf)
  const absence = findAbsences(input, spansOf)
  const neglect = findNeglect(input, members, spansOf.keys())
  const thin = findThinCover(input, togetherBetween(paged, span))
  const uncoveredMs = lengthMs(gaps)
  const spanMs = span.endsAt - span.startsAt
  const shiftCount = paged
    .flatMap((plan) => finalTimeline(plan, span))
    .filter(({ userIds }) => userIds.length > 0).length
  const { score, parts } = scoreQuality({
    spanMs,
    uncoveredMs,
    coveredMs: spanMs - uncoveredMs,
    differences: load.people.flatMap(({ differencePercent }) => differencePercent ?? []),
    weeks: spanMs / WEEK_MS,
    restBreaches: overwork.breaches,
    onCallMs: [...spansOf.values()].reduce((sum, spans) => sum + lengthMs(spans), 0),
    absentMs: absence.absentMs,
    neglects: [...new Set(neglect.flatMap(({ code }) => NEGLECT_WORDS[code] ?? []))],
    areaCount: input.areas.length,
    areaMissingMs: thin.areaMissingMs,
  })
  return {
    span,
    score,
    parts,
    uncoveredMinutes: uncoveredMs / MINUTE_MS,
    gaps,
    load,
    ...listFindings([
      ...gaps.map((gap) => gapFinding(input, gap)),
      ...overwork.findings,
      ...absence.findings,
      ...neglect,
      ...thin.findings,
      ...findHandoffs(input, main),
      ...loadFindings(input, load, shiftCount),
    ]),
  }
}

function gapFinding(input: QualityInput, gap: Gap): QualityFinding {
  const isNear = gap.startsAt - input.now < GAP_NEAR_MS
  const sentence = `Nobody is on call for ${formatDuration(gap.endsAt - gap.startsAt)}.`
  return qualityFinding('gap', isNear ? 'critical' : 'warning', sentence, { span: gap })
}

/**
 * Whole shifts cannot be shared: a difference of less than one average shift cannot be evened out
 * and is not said.
 */
function loadFindings(input: QualityInput, load: Load, shiftCount: number): QualityFinding[] {
  const total = load.people.reduce((sum, { weightedHours }) => sum + weightedHours, 0)
  const averageShift = shiftCount === 0 ? 0 : total / shiftCount
  return load.people.flatMap(({ userId, differencePercent, weightedHours }) => {
    if (differencePercent === null) return []
    if (Math.abs(differencePercent) <= LOAD_TOLERANCE_PERCENT) return []
    if (Math.abs(weightedHours - load.meanWeightedHours) < averageShift) return []
    const isMore = differencePercent > 0
    const by = `${Math.round(Math.abs(differencePercent))} %`
    const sentence = `${nameOf(input, userId)} carries ${by} ${isMore ? 'more' : 'less'} than the average.`
    const place = { userIds: [userId] }
    return [
      isMore
        ? qualityFinding('overloaded', 'warning', sentence, place)
        : qualityFinding('underloaded', 'info', sentence, place),
    ]
  })
}

/** Sorted and disjoint; a holiday that overlaps the one before begins where that ends. */
export function holidaysByPerson(holidays: readonly PersonHoliday[]): ReadonlyMap<string, Span[]> {
  const byPerson = new Map<string, Span[]>()
  for (const { userId, startsAt, endsAt } of [...holidays].sort(
    (a, b) => a.startsAt - b.startsAt,
  )) {
    const spans = byPerson.get(userId) ?? []
    byPerson.set(userId, spans)
    const from = Math.max(startsAt, spans.at(-1)?.endsAt ?? startsAt)
    if (from < endsAt) spans.push({ startsAt: from, endsAt })
  }
  return byPerson
}
