// Short ways to write what a plan is asked with: what is not said is the plainest choice.

import { DAY_MS, HOUR_MS, type Instant, type Span, WEEK_MS } from '../../../platform/time.ts'
import type { AreaDepth, PersonSpan } from '../../quality/quality-input.ts'
import { makePerson } from '../../quality/testing/quality-input.ts'
import { utc } from '../../testing/make-schedule.ts'
import { zoneTable } from '../../zone-table.ts'
import type { PlanPeriodInput, PlanSlot } from '../period-plan.ts'

export const ZONE = 'Europe/Vienna'
/** A Monday at nine in Vienna. */
export const FIRST = utc('2026-01-05T09:00+01:00')
export const NAMES = ['ana', 'ben', 'chen', 'dia', 'eli', 'fay', 'gus', 'hana'] as const

/** Turns that follow each other, handed over at the same wall time. */
export function turns(count: number, lengthMs: number, first: Instant = FIRST): PlanSlot[] {
  const zone = zoneTable(ZONE)
  const wall = zone.wallAt(first)
  const at = (turn: number) => zone.instantOf(wall + turn * lengthMs, 'first')
  return Array.from({ length: count }, (_, index) => ({
    index,
    spans: [{ startsAt: at(index), endsAt: at(index + 1) }],
  }))
}

export const weekly = (count: number) => turns(count, WEEK_MS)
export const daily = (count: number) => turns(count, DAY_MS)
export const hourly = (count: number, length: number) => turns(count, length * HOUR_MS)

export function makeInput(input: Partial<PlanPeriodInput> = {}): PlanPeriodInput {
  return {
    timeZone: ZONE,
    slots: weekly(8),
    people: ['ana', 'ben', 'chen', 'dia'].map((id) => makePerson(id)),
    absences: [],
    holidays: [],
    limits: { restHours: 11, weeksInARowMax: 2 },
    bookedOf: new Map(),
    areas: [],
    depths: new Map(),
    carriedOf: new Map(),
    seed: 1,
    ...input,
  }
}

/** A span by two dates at midnight in Vienna, the second one not included. */
export function days(from: string, until: string): Span {
  const zone = zoneTable(ZONE)
  const at = (date: string) => zone.instantOf(Date.parse(`${date}T00:00Z`), 'first')
  return { startsAt: at(from), endsAt: at(until) }
}

export function away(userId: string, from: string, until: string): PersonSpan {
  return { userId, ...days(from, until) }
}

export function depths(known: {
  readonly [userId: string]: { readonly [area: string]: AreaDepth }
}) {
  return new Map(
    Object.entries(known).map(([userId, areas]) => [userId, new Map(Object.entries(areas))]),
  )
}
