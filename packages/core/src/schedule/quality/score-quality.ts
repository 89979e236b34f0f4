// The score from 0 to 100, as parts that can be followed by hand: what was measured, by which
// formula, how many points of how many.
//
// Invariant: the score is the sum of its parts, rounded down, so 100 says that nothing is wrong.

import { formatDuration } from '../../platform/duration.ts'
import { HOUR_MS } from '../../platform/time.ts'
import {
  ABSENT_SHARE_MAX,
  AREA_SHARE_MAX,
  BALANCE_PERCENT,
  QUALITY_POINTS,
  type QualityPartName,
  REST_BREACHES_PER_WEEK_MAX,
  UNCOVERED_SHARE_MAX,
  UNVERIFIED_WEIGHT,
  UPKEEP_POINTS_EACH,
} from './quality-limits.ts'

export type QualityPart = {
  readonly name: QualityPartName
  readonly points: number
  readonly pointsMax: number
  readonly measured: string
  readonly formula: string
}

export type Measured = {
  readonly spanMs: number
  readonly uncoveredMs: number
  readonly coveredMs: number
  /** Each member's difference from the average, in percent. */
  readonly differences: readonly number[]
  readonly weeks: number
  readonly restBreaches: number
  readonly onCallMs: number
  readonly absentMs: number
  /** Who takes turns or is on call, by whether a page can reach them. */
  readonly people: { readonly all: number; readonly unreached: number; readonly unverified: number }
  /** Kinds of neglect that were found, contact methods aside. */
  readonly neglects: readonly string[]
  readonly areaCount: number
  readonly areaMissingMs: number
}

export function scoreQuality(measured: Measured): { score: number; parts: QualityPart[] } {
  const parts = [
    coverPart(measured),
    balancePart(measured),
    restPart(measured),
    availabilityPart(measured),
    upkeepPart(measured),
    areasPart(measured),
  ]
  const tenths = parts.reduce((sum, { points }) => sum + Math.round(points * 10), 0)
  return { score: Math.floor(tenths / 10), parts }
}

/** Rounded down to a tenth: a part is only full when nothing was lost. */
function part(
  name: QualityPart['name'],
  lostShare: number,
  measured: string,
  formula: string,
): QualityPart {
  const pointsMax = QUALITY_POINTS[name]
  const kept = 1 - Math.min(1, Math.max(0, lostShare))
  return {
    name,
    points: Math.floor(pointsMax * kept * 10 + 1e-9) / 10,
    pointsMax,
    measured,
    formula,
  }
}

function coverPart({ uncoveredMs, spanMs }: Measured): QualityPart {
  const share = spanMs === 0 ? 0 : uncoveredMs / spanMs
  return part(
    'cover',
    share / UNCOVERED_SHARE_MAX,
    `${percent(share)} of the time is uncovered (${formatDuration(uncoveredMs)})`,
    `40 × (1 − uncovered share ÷ ${percent(UNCOVERED_SHARE_MAX)})`,
  )
}

function balancePart({ differences }: Measured): QualityPart {
  const { free, none } = BALANCE_PERCENT
  const sum = differences.reduce((total, one) => total + Math.abs(one), 0)
  const average = differences.length === 0 ? 0 : sum / differences.length
  return part(
    'balance',
    (average - free) / (none - free),
    `people differ from the average by ${Math.round(average)} % on average`,
    `20 × (1 − (difference − ${free} %) ÷ ${none - free} %), all points up to ${free} %`,
  )
}

function restPart({ restBreaches, weeks }: Measured): QualityPart {
  return part(
    'rest',
    weeks === 0 ? 0 : restBreaches / weeks / REST_BREACHES_PER_WEEK_MAX,
    `${restBreaches} short rests, double duties and rows of weeks in ${Math.round(weeks)} weeks`,
    `15 × (1 − breaches ÷ weeks ÷ ${REST_BREACHES_PER_WEEK_MAX})`,
  )
}

function availabilityPart({ absentMs, onCallMs }: Measured): QualityPart {
  const share = onCallMs === 0 ? 0 : absentMs / onCallMs
  return part(
    'availability',
    share / ABSENT_SHARE_MAX,
    `${percent(share)} of the on-call time is held by people who are away (${hours(absentMs)})`,
    `10 × (1 − away share ÷ ${percent(ABSENT_SHARE_MAX)})`,
  )
}

function upkeepPart({ people, neglects }: Measured): QualityPart {
  const { all, unreached, unverified } = people
  const share = all === 0 ? 0 : (unreached + unverified * UNVERIFIED_WEIGHT) / all
  const found = [
    ...(unreached > 0 ? [`${unreached} of ${all} people cannot be reached`] : []),
    ...(unverified > 0 ? [`${unverified} of ${all} have no verified contact method`] : []),
    ...neglects,
  ]
  return part(
    'upkeep',
    share + (neglects.length * UPKEEP_POINTS_EACH) / QUALITY_POINTS.upkeep,
    found.length === 0 ? 'nothing is neglected' : found.join(', '),
    `10 × (1 − unreachable share − unverified share × ${UNVERIFIED_WEIGHT}) − ${UPKEEP_POINTS_EACH} for each other kind of neglect`,
  )
}

function areasPart({ areaCount, areaMissingMs, coveredMs }: Measured): QualityPart {
  const share = coveredMs === 0 ? 0 : areaMissingMs / coveredMs
  const found = `${percent(share)} of the covered time lacks somebody for an area`
  return part(
    'areas',
    share / AREA_SHARE_MAX,
    areaCount === 0 ? 'no areas are named' : found,
    `5 × (1 − lacking share ÷ ${percent(AREA_SHARE_MAX)})`,
  )
}

const percent = (share: number) => `${Math.round(share * 1_000) / 10} %`
const hours = (ms: number) => `${Math.round(ms / HOUR_MS)} h`
