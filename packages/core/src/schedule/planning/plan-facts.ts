// What holds whichever demands are made: the people in an order of their own, the turns in time,
// and the weeks they fill.
//
// People are sorted by id, so that the order in which they are given changes nothing.

import { assert } from '../../platform/assert.ts'
import type { Instant, Span } from '../../platform/time.ts'
import { joinSpans } from '../quality/join-spans.ts'
import { compareText } from '../quality/quality-finding.ts'
import type { QualityPerson } from '../quality/quality-input.ts'
import { WEEK_CARRIED_SHARE } from '../quality/quality-limits.ts'
import { sumByOther, weeksOf } from '../quality/weeks-in-a-row.ts'
import type { PlanPeriodInput, PlanSlot } from './period-plan.ts'
import { PLAN_PEOPLE_MAX, PLAN_SLOTS_MAX } from './planning-limits.ts'

export type WeekPart = { readonly week: number; readonly ms: number }

export type PlanFacts = {
  readonly input: PlanPeriodInput
  readonly people: readonly QualityPerson[]
  readonly slots: readonly PlanSlot[]
  /** From the first start to the last end of each slot. */
  readonly hulls: readonly Span[]
  readonly weeks: readonly Span[]
  /** Whoever holds more than this of a week carries it. */
  readonly carriedFromMs: readonly number[]
  /** By slot: what it fills of which weeks. */
  readonly partsOf: readonly (readonly WeekPart[])[]
}

export function readFacts(input: PlanPeriodInput): PlanFacts {
  const people = input.people.filter(({ isActive }) => isActive)
  people.sort((a, b) => compareText(a.id, b.id))
  assert(new Set(people.map(({ id }) => id)).size === people.length, 'each person once')
  assert(people.length <= PLAN_PEOPLE_MAX, 'people within limits')
  assert(input.slots.length <= PLAN_SLOTS_MAX, 'slots within limits')
  const hulls = input.slots.map(hullOf)
  let endedAt: Instant = Number.NEGATIVE_INFINITY
  input.slots.forEach(({ index }, i) => {
    assert(index === i, 'slots are numbered from 0')
    assert((hulls[i]?.startsAt ?? endedAt) >= endedAt, 'slots follow each other')
    endedAt = hulls[i]?.endsAt ?? endedAt
  })
  const covered = joinSpans([
    ...input.slots.flatMap(({ spans }) => spans),
    ...[...(input.heldOf?.values() ?? [])].flat(),
  ])
  const weeks = weeksOver(input.timeZone, covered)
  return {
    input,
    people,
    slots: input.slots,
    hulls,
    weeks,
    carriedFromMs: sumByOther(covered, weeks).map((ms) => ms * WEEK_CARRIED_SHARE),
    partsOf: input.slots.map(({ spans }) => partsOfWeeks(spans, weeks)),
  }
}

export function partsOfWeeks(spans: readonly Span[], weeks: readonly Span[]): WeekPart[] {
  const near = weeks.findIndex(({ endsAt }) => endsAt > (spans[0]?.startsAt ?? 0))
  if (near < 0) return []
  const last = spans[spans.length - 1]?.endsAt ?? 0
  const until = weeks.findIndex(({ startsAt }) => startsAt >= last)
  const some = weeks.slice(near, until < 0 ? undefined : until)
  return sumByOther(spans, some).flatMap((ms, i) => (ms > 0 ? [{ week: near + i, ms }] : []))
}

function weeksOver(timeZone: string, covered: readonly Span[]): Span[] {
  const first = covered[0]
  const last = covered[covered.length - 1]
  if (!first || !last) return []
  return weeksOf({ timeZone, span: { startsAt: first.startsAt, endsAt: last.endsAt } })
}

function hullOf({ spans }: PlanSlot): Span {
  const first = spans[0]
  const last = spans[spans.length - 1]
  assert(first !== undefined && last !== undefined, 'a slot has time in it')
  return { startsAt: first.startsAt, endsAt: last.endsAt }
}
