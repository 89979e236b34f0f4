// The quality report of one schedule, with names in place of ids.

import type {
  CallOutput,
  getScheduleQuality as route,
  ScheduleDocument,
  ScheduleQualityView,
} from '@evenwatch/api'
import {
  assessSchedule,
  formatInstant,
  HOUR_MS,
  HOUR_WEIGHTS,
  type HourClass,
  type Instant,
  type PersonLoad,
  type QualityFinding,
  type Span,
  WEEK_MS,
} from '@evenwatch/core'
import { listKnownActors } from '../../people/list-known-actors.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { Definition } from '../../platform/definitions/definition.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { type PersonRef, personRefs } from '../override-views.ts'
import { readInstant } from '../read-instant.ts'
import { gatherQuality } from './gather-quality.ts'

type Query = { readonly from?: string | undefined; readonly weeks: number }

export async function getScheduleQuality(
  context: ServerContext,
  ref: string,
  query: Query,
): Promise<CallOutput<typeof route> | Refusal> {
  const from = query.from === undefined ? context.clock.now() : readInstant(query.from, 'from')
  if (typeof from !== 'number') return from
  const definition = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!definition) return refuse('not-found')
  return reportOf(context, definition, { from, weeks: query.weeks, isDraft: false })
}

type Asked = { readonly from: Instant; readonly weeks: number; readonly isDraft: boolean }

export async function reportOf(
  context: ServerContext,
  definition: Definition<ScheduleDocument>,
  { from, weeks, isDraft }: Asked,
): Promise<ScheduleQualityView> {
  const span = { startsAt: from, endsAt: from + weeks * WEEK_MS }
  const { input, review } = await gatherQuality(context, definition, span, isDraft)
  const { names, actorOf } = await listKnownActors(context.pool)
  const refOf = personRefs(names)
  const { score, parts, uncoveredMinutes, gaps, load, findings, leftOut, groups } =
    assessSchedule(input)
  return {
    from: formatInstant(span.startsAt),
    until: formatInstant(span.endsAt),
    score,
    parts: [...parts],
    weights: HOUR_WEIGHTS,
    uncoveredMinutes,
    gaps: gaps.map(spanView),
    people: load.people.map((one) => loadView(one, refOf)),
    meanWeightedHours: tenth(load.meanWeightedHours),
    fairSharePercent: tenth(load.fairSharePercent),
    findings: findings.map((one) => findingView(one, refOf)),
    findingsLeftOut: [...leftOut],
    groups: groups.map((group) => ({
      code: group.code,
      severity: group.severity,
      sentence: group.sentence,
      users: group.userIds.map(refOf),
      count: group.count,
      findings: group.findings.map((one) => findingView(one, refOf)),
    })),
    reviewed: review && { by: actorOf(review.by), at: formatInstant(review.at) },
  }
}

function loadView(
  load: PersonLoad,
  refOf: (id: string) => PersonRef,
): ScheduleQualityView['people'][number] {
  const { userId, isMember, nights, weekends, holidays } = load
  const hours = (hour: HourClass) => tenth(load.msByHour[hour] / HOUR_MS)
  return {
    user: refOf(userId),
    isMember,
    hours: tenth(load.totalMs / HOUR_MS),
    hoursByClass: {
      working: hours('working'),
      evening: hours('evening'),
      weekend: hours('weekend'),
      holiday: hours('holiday'),
      sleep: hours('sleep'),
    },
    weightedHours: tenth(load.weightedHours),
    nights,
    weekends,
    holidays,
    sharePercent: load.sharePercent === null ? null : tenth(load.sharePercent),
    differencePercent: load.differencePercent === null ? null : tenth(load.differencePercent),
  }
}

function findingView(
  { code, severity, sentence, span, userIds, layerName, area }: QualityFinding,
  refOf: (id: string) => PersonRef,
): ScheduleQualityView['findings'][number] {
  return {
    code,
    severity,
    sentence,
    span: span && spanView(span),
    users: userIds.map(refOf),
    layer: layerName,
    area,
  }
}

const spanView = ({ startsAt, endsAt }: Span) => ({
  startsAt: formatInstant(startsAt),
  endsAt: formatInstant(endsAt),
})

const tenth = (value: number) => Math.round(value * 10) / 10
