// Loads as the API tells them. Totals are summed after rounding, so that what is shown adds up.

import type { LoadFormulaView, LoadWorkView, UserLoadView } from '@evenwatch/api'
import {
  assert,
  type Directory,
  ENGAGED_MS_MAX,
  HEAVY_SHIFT_PERCENT,
  HOUR_CLASSES,
  HOUR_MS,
  HOUR_WEIGHTS,
  INTERRUPTION_WEIGHTS,
  LOAD_FORMULA,
  MINUTE_MS,
  type PersonFacts,
  personLoad,
  type Span,
  type Work,
  type WorkCount,
} from '@evenwatch/core'
import { personRefs } from '../../people/person-ref.ts'

export const FORMULA: LoadFormulaView = {
  ...LOAD_FORMULA,
  hourWeights: HOUR_WEIGHTS,
  interruptionWeights: INTERRUPTION_WEIGHTS,
  engagedHoursMax: ENGAGED_MS_MAX / HOUR_MS,
  heavyShiftPercent: HEAVY_SHIFT_PERCENT,
}

export function userLoadView(directory: Directory, facts: PersonFacts, span: Span): UserLoadView {
  const load = personLoad(facts, span)
  const { critical } = load
  return {
    user: userRef(directory, facts.userId),
    timeZone: facts.rhythm.timeZone,
    work: workView(load.work),
    scheduled: workView(load.scheduled),
    unscheduled: workView(load.unscheduled),
    critical: {
      groups: critical.groups,
      pages: critical.pages,
      engagedMinutes: minutes(critical.engagedMs),
      unscheduledGroups: critical.unscheduledGroups,
      unscheduledEngagedMinutes: minutes(critical.unscheduledEngagedMs),
    },
    nightsInterrupted: load.nightsInterrupted,
    pagesByHourOfWeek: [...load.pagesByHourOfWeek],
  }
}

export function workView(work: Work): LoadWorkView {
  const count = ({ pages, interruptions, engagedMs }: WorkCount) => {
    return { pages, interruptions, engagedMinutes: minutes(engagedMs) }
  }
  const byHour = {
    working: count(work.byHour.working),
    evening: count(work.byHour.evening),
    weekend: count(work.byHour.weekend),
    holiday: count(work.byHour.holiday),
    sleep: count(work.byHour.sleep),
  }
  const engaged = HOUR_CLASSES.reduce((sum, hour) => sum + byHour[hour].engagedMinutes, 0)
  return {
    pages: work.pages,
    interruptions: work.interruptions,
    engagedMinutes: tenth(engaged),
    byHour,
    weightedHours: tenth(work.weightedHours),
  }
}

export function userRef(directory: Directory, userId: string) {
  const [ref] = personRefs(directory, [userId])
  assert(ref, 'a person of the directory')
  return ref
}

const minutes = (ms: number) => tenth(ms / MINUTE_MS)

export function tenth(value: number): number {
  return Math.round(value * 10) / 10
}
