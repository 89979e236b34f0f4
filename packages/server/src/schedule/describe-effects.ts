// Who is moved by a change of configuration: per person in words, and when the first move is.
//
// Every schedule is compiled as it is and as it would be, by the functions that the engine pages
// by, and the two lines are compared over the weeks ahead. A new schedule gives people shifts, but
// moves nobody: there was nothing to move them from.

import type { ConfigurationPlan, ScheduleDocument } from '@evenwatch/api'
import {
  DAY_MS,
  describeMoves,
  finalTimeline,
  type Instant,
  namesSomebody,
  type Override,
  SHIFT_ROLES,
  type Span,
  sameJson,
  type TimelineSegment,
} from '@evenwatch/core'
import type { Definition } from '../platform/definitions/definition.ts'
import { compilePlan } from './compile-plan.ts'
import { teamMembersOf } from './plan-of-schedule.ts'

export const EFFECTS_AHEAD_MS = 56 * DAY_MS

export type EffectsSide = {
  readonly definitions: readonly Definition[]
  readonly activeIds: ReadonlySet<string>
}

export type AffectedPerson = {
  readonly id: string
  readonly displayName: string
  readonly timeZone: string
}

export type Effects = Pick<ConfigurationPlan, 'people' | 'firstMoveAt'> & {
  readonly firstMove: Instant | null
  /** Schedules that name anybody in the weeks ahead, as they are now. */
  readonly busySchedules: ReadonlySet<string>
  /** People who are on call in the weeks ahead, as it is now. */
  readonly busyPeople: ReadonlySet<string>
}

/** By schedule, then role: each role is a line of its own. */
type Timelines = ReadonlyMap<string, readonly TimelineSegment[]>

export function describeEffects(
  before: EffectsSide,
  after: EffectsSide,
  overrides: ReadonlyMap<string, readonly Override[]>,
  people: readonly AffectedPerson[],
  now: Instant,
): Effects {
  const span = { startsAt: now, endsAt: now + EFFECTS_AHEAD_MS }
  const was = timelinesOf(before, overrides, span)
  const willBe = isSameSide(before, after) ? was : timelinesOf(after, overrides, span)
  const spansBefore = spansByPerson(was)
  const spansAfter = was === willBe ? spansBefore : spansByPerson(willBe)
  const firstMove = was === willBe ? null : firstMoveOf(was, willBe)
  return {
    people:
      was === willBe
        ? []
        : people.flatMap(({ id, displayName, timeZone }) => {
            const moves = { before: spansBefore.get(id) ?? [], after: spansAfter.get(id) ?? [] }
            const effects = describeMoves({ timeZone, ...moves })
            return effects.length === 0 ? [] : [{ user: displayName, effects }]
          }),
    firstMove,
    firstMoveAt: firstMove === null ? null : new Date(firstMove).toISOString(),
    busySchedules: new Set(
      [...was]
        .filter(([, line]) => line.some(namesSomebody))
        .map(([key]) => key.split(' ')[0] ?? key),
    ),
    busyPeople: new Set(spansBefore.keys()),
  }
}

function relevant(side: EffectsSide) {
  const shown = side.definitions.filter(({ kind }) => kind === 'Schedule' || kind === 'Team')
  return [...shown]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, document }) => ({ id, document }))
}

function isSameSide(before: EffectsSide, after: EffectsSide): boolean {
  const sameActive = sameJson([...before.activeIds].sort(), [...after.activeIds].sort())
  return sameActive && sameJson(relevant(before), relevant(after))
}

function timelinesOf(
  { definitions, activeIds }: EffectsSide,
  overrides: ReadonlyMap<string, readonly Override[]>,
  span: Span,
): Timelines {
  const teamMembers = teamMembersOf(definitions)
  const timelines = new Map<string, TimelineSegment[]>()
  for (const { kind, id, name, document } of definitions) {
    if (kind !== 'Schedule') continue
    const plan = compilePlan({
      id,
      name,
      // A row of kind Schedule holds a schedule's document.
      document: document as ScheduleDocument,
      overrides: overrides.get(id) ?? [],
      teamMembers,
      isActive: (userId) => activeIds.has(userId),
    })
    for (const role of SHIFT_ROLES) {
      timelines.set(`${id} ${role}`, finalTimeline(plan.ofRole(role), span))
    }
  }
  return timelines
}

function spansByPerson(timelines: Timelines): Map<string, Span[]> {
  const spans = new Map<string, Span[]>()
  for (const line of timelines.values()) {
    for (const { startsAt, endsAt, userIds } of line) {
      for (const userId of userIds) {
        const list = spans.get(userId) ?? []
        list.push({ startsAt, endsAt })
        spans.set(userId, list)
      }
    }
  }
  return spans
}

function firstMoveOf(was: Timelines, willBe: Timelines): Instant | null {
  let first: Instant | null = null
  for (const [id, before] of was) {
    const after = willBe.get(id)
    const at = after ? firstDifference(before, after) : null
    if (at !== null && (first === null || at < first)) first = at
  }
  return first
}

function firstDifference(
  before: readonly TimelineSegment[],
  after: readonly TimelineSegment[],
): Instant | null {
  let i = 0
  let k = 0
  for (let old = before[0], next = after[0]; old && next; old = before[i], next = after[k]) {
    const startsAt = Math.max(old.startsAt, next.startsAt)
    if (!sameNames(old.userIds, next.userIds)) return startsAt
    if (!sameNames(old.policyIds, next.policyIds)) return startsAt
    const endsAt = Math.min(old.endsAt, next.endsAt)
    if (old.endsAt === endsAt) i += 1
    if (next.endsAt === endsAt) k += 1
  }
  return null
}

function sameNames(some: readonly string[], others: readonly string[]): boolean {
  return sameJson([...some].sort(), [...others].sort())
}
