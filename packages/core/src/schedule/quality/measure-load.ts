// What being on call costs each person: their hours by class, weighed, with the nights, weekends
// and holidays they bind, and how that compares with everybody else who takes turns.

import { HOUR_MS, type Span } from '../../platform/time.ts'
import { hourClasses } from './hour-classes.ts'
import { lengthMs, sharedSpans } from './join-spans.ts'
import { compareText } from './quality-finding.ts'
import type { QualityPerson } from './quality-input.ts'
import { HOUR_CLASSES, HOUR_WEIGHTS, type HourClass, NIGHT_MS_MIN } from './quality-limits.ts'

export type PersonLoad = {
  readonly userId: string
  /** Takes turns; others were only brought in by overrides and do not move the average. */
  readonly isMember: boolean
  readonly totalMs: number
  /** Adds up to `totalMs`. */
  readonly msByHour: { readonly [hour in HourClass]: number }
  readonly weightedHours: number
  readonly nights: number
  readonly weekends: number
  readonly holidays: number
  /** Of the weighted hours of all members, in percent; null for others. */
  readonly sharePercent: number | null
  /** Against the members' average: +15 is fifteen percent above it; null for others. */
  readonly differencePercent: number | null
}

export type LoadInput = {
  readonly span: Span
  readonly people: ReadonlyMap<string, QualityPerson>
  readonly spansOf: ReadonlyMap<string, readonly Span[]>
  /** Sorted and disjoint for each person. */
  readonly holidaysOf: ReadonlyMap<string, readonly Span[]>
  readonly memberIds: ReadonlySet<string>
}

export type Load = {
  /** The heaviest first. */
  readonly people: PersonLoad[]
  /** Weighted hours of an average member. */
  readonly meanWeightedHours: number
  /** What an even share is, in percent. */
  readonly fairSharePercent: number
}

export function measureLoad(input: LoadInput): Load {
  // Sorted, so that sums come out the same in whatever order people are given.
  const userIds = [...new Set([...input.memberIds, ...input.spansOf.keys()])].sort(compareText)
  const measured = userIds.flatMap((userId) => {
    const person = input.people.get(userId)
    return person ? [measurePerson(person, input)] : []
  })
  const members = measured.filter(({ isMember }) => isMember)
  const total = members.reduce((sum, { weightedHours }) => sum + weightedHours, 0)
  const mean = members.length === 0 ? 0 : total / members.length
  const people = measured.map((one): PersonLoad => {
    if (!one.isMember || total === 0) return { ...one, sharePercent: null, differencePercent: null }
    const sharePercent = (one.weightedHours / total) * 100
    return { ...one, sharePercent, differencePercent: (one.weightedHours / mean - 1) * 100 }
  })
  people.sort((a, b) => b.weightedHours - a.weightedHours || compareText(a.userId, b.userId))
  const fairSharePercent = members.length === 0 ? 0 : 100 / members.length
  return { people, meanWeightedHours: mean, fairSharePercent }
}

function measurePerson(person: QualityPerson, input: LoadInput) {
  const spans = input.spansOf.get(person.id) ?? []
  const pieces = hourClasses(person, input.holidaysOf.get(person.id) ?? [], input.span)
  const msByHour = { working: 0, evening: 0, weekend: 0, holiday: 0, sleep: 0 }
  const sleepOfNight = new Map<number, number>()
  const weekends = new Set<number>()
  const holidays = new Set<number>()
  for (const { startsAt, endsAt, other } of sharedSpans(spans, pieces)) {
    const ms = endsAt - startsAt
    const { hour, occasion } = other
    msByHour[hour] += ms
    if (hour === 'sleep') sleepOfNight.set(occasion, (sleepOfNight.get(occasion) ?? 0) + ms)
    else if (hour === 'weekend') weekends.add(occasion)
    else if (hour === 'holiday') holidays.add(occasion)
  }
  return {
    userId: person.id,
    isMember: input.memberIds.has(person.id) && person.isActive,
    totalMs: lengthMs(spans),
    msByHour,
    weightedHours: HOUR_CLASSES.reduce(
      (sum, hour) => sum + (msByHour[hour] * HOUR_WEIGHTS[hour]) / HOUR_MS,
      0,
    ),
    nights: [...sleepOfNight.values()].filter((ms) => ms >= NIGHT_MS_MIN).length,
    weekends: weekends.size,
    holidays: holidays.size,
  }
}
