// What holds for every schedule, over zones and dates chosen for their clock changes.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, type Instant, SECOND_MS, type Span } from '../platform/time.ts'
import { compileSchedule, type SchedulePlan } from './compile-schedule.ts'
import { editRotation } from './edit-rotation.ts'
import { finalTimeline } from './final-timeline.ts'
import { gapsBetween } from './gaps-between.ts'
import { layerTimeline } from './layer-timeline.ts'
import { nextOnCall } from './next-on-call.ts'
import { onCallAt } from './on-call-at.ts'
import { reviseLayers } from './revise-layers.ts'
import {
  type Layer,
  type LayerVersion,
  NOBODY_ON_CALL,
  type OnCall,
  type Override,
  SHIFT_ROLES,
  type ShiftRole,
} from './schedule.ts'
import { shiftsBetween } from './shifts-between.ts'
import { type Case, caseOfSchedule, versionNear } from './testing/arbitrary-schedule.ts'
import { CLOCK_CHANGES } from './testing/clock-changes.ts'
import { makeLayer, makeSchedule } from './testing/make-schedule.ts'
import { referenceSchedule } from './testing/reference-schedule.ts'
import { validateSchedule } from './validate-schedule.ts'

/** `EVENWATCH_DEEP=1` runs each property often enough to be trusted with a release. */
const RUNS = process.env.EVENWATCH_DEEP === '1' ? 10_000 : 300
const TIMEOUT_MS = 60 * 60_000

const planOf = (one: Case) => compileSchedule(one.schedule, one.teamMembers).ofRole(one.role)

describe('every schedule', { timeout: TIMEOUT_MS }, () => {
  it('agrees with the slow reference in every role, at every boundary and between them', () => {
    fc.assert(
      fc.property(caseOfSchedule, fc.array(fc.nat(), { maxLength: 30 }), (one, picks) => {
        expect(validateSchedule(one.schedule)).toEqual([])
        const { schedule, teamMembers, span } = one
        const whole = compileSchedule(schedule, teamMembers)
        const horizon = span.endsAt + DAY_MS
        for (const role of SHIFT_ROLES) {
          const plan = whole.ofRole(role)
          const reference = referenceSchedule(schedule, teamMembers, horizon, role)
          for (const at of instantsToAsk(finalTimeline(plan, span), span, picks)) {
            const answer = namesOf(onCallAt(plan, at)).sort()
            const when = { role, at: new Date(at) }
            expect({ ...when, answer }).toEqual({ ...when, answer: reference(at) })
          }
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('partitions any span into shifts and gaps', () => {
    fc.assert(
      fc.property(caseOfSchedule, (one) => {
        const plan = planOf(one)
        const cut = cutTo(one.span, shiftsBetween(plan, one.span))
        const parts = [...cut, ...gapsBetween(plan, one.span)]
        parts.sort((a, b) => a.startsAt - b.startsAt)
        let at = one.span.startsAt
        for (const part of parts) {
          expect(part.startsAt).toBe(at)
          expect(part.endsAt).toBeGreaterThan(at)
          at = part.endsAt
        }
        expect(at).toBe(one.span.endsAt)
      }),
      { numRuns: RUNS },
    )
  })

  it('answers at any instant what the shift that covers it says', () => {
    fc.assert(
      fc.property(caseOfSchedule, fc.nat(), (one, pick) => {
        const plan = planOf(one)
        const at = one.span.startsAt + (pick % (one.span.endsAt - one.span.startsAt))
        const covering = shiftsBetween(plan, one.span).filter(
          (shift) => shift.startsAt <= at && at < shift.endsAt,
        )
        expect(covering.length).toBeLessThanOrEqual(1)
        const { userIds, because, policyIds, policyLayers } = covering[0] ?? NOBODY_ON_CALL
        const said = { userIds, because, policyIds, policyLayers }
        expect(said).toEqual(onCallAt(plan, at))
        expect(userIds).toEqual(because.map((one) => one.userId))
        expect(policyLayers.length).toBe(policyIds.length)
      }),
      { numRuns: RUNS },
    )
  })

  it('finds the same shifts wherever a span is cut, from a fresh plan or a used one', () => {
    fc.assert(
      fc.property(caseOfSchedule, fc.nat(), (one, pick) => {
        const plan = planOf(one)
        const { startsAt, endsAt } = one.span
        const cut = startsAt + 1 + (pick % (endsAt - startsAt - 1))
        const whole = shiftsBetween(plan, one.span)
        const second = shiftsBetween(planOf(one), { startsAt: cut, endsAt })
        const first = shiftsBetween(plan, { startsAt, endsAt: cut })
        const last = first.at(-1)
        const joined =
          last && last.startsAt === second[0]?.startsAt
            ? [...first, ...second.slice(1)]
            : [...first, ...second]
        expect(joined).toEqual(whole)
      }),
      { numRuns: RUNS },
    )
  })

  it('names as next somebody who is really on call then, and nobody new before', () => {
    fc.assert(
      fc.property(caseOfSchedule, (one) => {
        const plan = planOf(one)
        const at = one.span.startsAt
        const present = namesOf(onCallAt(plan, at))
        const next = nextOnCall(plan, at)
        const until = Math.min(next?.startsAt ?? one.span.endsAt, one.span.endsAt)
        for (const segment of finalTimeline(plan, { startsAt: at, endsAt: until })) {
          for (const name of namesOf(segment)) expect(present).toContain(name)
        }
        if (!next) return
        expect(namesOf(next)).not.toEqual([])
        expect(namesOf(onCallAt(plan, next.startsAt))).toEqual(
          expect.arrayContaining(namesOf(next)),
        )
        for (const name of namesOf(next)) expect(present).not.toContain(name)
      }),
      { numRuns: RUNS },
    )
  })

  it('applies each override to what the earlier ones left, in order of position', () => {
    fc.assert(
      fc.property(caseOfSchedule, fc.nat(), (one, pick) => {
        const at = one.span.startsAt + (pick % (one.span.endsAt - one.span.startsAt))
        const { overrides } = one.schedule
        const answerOf = (some: readonly Override[]) => {
          const schedule = { ...one.schedule, overrides: some }
          return namesOf(onCallAt(planOf({ ...one, schedule }), at))
        }
        const present = overrides.findLastIndex((override) => isInForce(override, one.role, at))
        const last = overrides[present]
        if (!last) return
        const before = answerOf(overrides.slice(0, present))
        const after = answerOf(overrides.slice(0, present + 1))
        expect(after.sort()).toEqual(afterOverride(before, last))
        // Position decides, not the order in which they happen to be listed.
        expect(answerOf([...overrides].reverse()).sort()).toEqual(answerOf(overrides).sort())
      }),
      { numRuns: RUNS },
    )
  })

  it('is not changed in the past by an edit', () => {
    fc.assert(
      fc.property(caseOfSchedule, versionNear, fc.nat(), fc.boolean(), (one, make, pick, keep) => {
        const { schedule, span } = one
        const layer = schedule.layers[0]
        if (!layer) return
        const at = span.startsAt + (pick % (span.endsAt - span.startsAt))
        const edited = editRotation(layer, make(one.date), at, {
          timeZone: schedule.timeZone,
          keepHolder: keep,
        })
        const after = { ...schedule, layers: [edited, ...schedule.layers.slice(1)] }
        expectSamePast(one, { ...one, schedule: after }, at)
        expect(validateSchedule(after)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it('is not changed in the past by any other plan that is accepted', () => {
    const revisions = fc.record({
      one: caseOfSchedule,
      other: caseOfSchedule,
      pick: fc.nat(),
      laterHours: fc.constantFrom(0, 1, 30),
      keepHolder: fc.boolean(),
      isLong: fc.boolean(),
      keeps: fc.record({ zone: fc.boolean(), stages: fc.boolean(), heads: fc.boolean() }),
    })
    fc.assert(
      fc.property(revisions, ({ one, other, pick, laterHours, keepHolder, isLong, keeps }) => {
        const { schedule, span } = one
        // To the second, since that is as exactly as a wall time says when a layer ends.
        const now = span.startsAt + (pick % ((span.endsAt - span.startsAt) / SECOND_MS)) * SECOND_MS
        const wanted = {
          timeZone: keeps.zone ? schedule.timeZone : other.schedule.timeZone,
          stages: keeps.stages ? schedule.stages : other.schedule.stages,
          layers: other.schedule.layers.map((layer, i) => {
            const asBefore = keeps.heads ? schedule.layers[i] : undefined
            const newest = layer.versions.slice(-1)
            const versions = isLong ? longForm(asBefore, newest, now + 5 * DAY_MS) : newest
            return { ...layer, ...asBefore, versions }
          }),
          isLong: other.schedule.layers.map(() => isLong),
        }
        const at = now + laterHours * HOUR_MS
        const { layers, faults } = reviseLayers(schedule, wanted, { now, at, keepHolder })
        if (faults.length > 0) return
        const { timeZone, stages } = wanted
        const overrides = schedule.overrides.filter(({ layerName }) => layerName === null)
        const before = { ...one, schedule: { ...schedule, overrides } }
        const after = { ...before, schedule: { ...before.schedule, timeZone, stages, layers } }
        expectSamePast(before, after, now)
        expect(validateSchedule(after.schedule)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it('hands every turn that counts to the next member, and skips nobody', () => {
    fc.assert(
      fc.property(rotation, ({ version: made, zone, from }) => {
        const version = { ...made, turn: { ...made.turn, count: 'worked' as const } }
        const layer = makeLayer(version, { name: 'alone' })
        const plan = compileSchedule(makeSchedule([layer], [], zone), new Map())
        const span = { startsAt: from, endsAt: from + 120 * DAY_MS }
        const held = layerTimeline(plan, 'alone', span).map(({ userIds }) => userIds[0] ?? '')
        const order = held.filter((userId, i) => userId !== held[i - 1])
        order.forEach((userId, i) => {
          if (i > 0) expect(userId).toBe(NEXT_IN_TURN.get(order[i - 1] ?? ''))
        })
      }),
      { numRuns: RUNS },
    )
  })

  it('never starves a member when only worked turns count', () => {
    fc.assert(
      fc.property(rotation, ({ version: made, zone, from }) => {
        const { turn } = made
        if (turn.kind !== 'every') return
        const version = { ...made, turn: { ...turn, count: 'worked' as const } }
        const layer = makeLayer(version, { name: 'alone' })
        const plan = compileSchedule(makeSchedule([layer], [], zone), new Map())
        // A window begins on at least one day a week, so one turn in that time counts; two weeks
        // more stand for the days and windows that a zone skips.
        const turnDays = Math.max(7, turn.length * DAYS_OF_UNIT[turn.unit]) + 14
        const endsAt = from + NEXT_IN_TURN.size * turn.shiftsPerMember * turnDays * DAY_MS
        const held = layerTimeline(plan, 'alone', { startsAt: from, endsAt })
        const people = new Set(held.flatMap(({ userIds }) => userIds))
        expect([...people].sort()).toEqual([...NEXT_IN_TURN.keys()])
      }),
      { numRuns: RUNS },
    )
  })
})

const DAYS_OF_UNIT = { hour: 1 / 24, day: 1, week: 7, month: 31 } as const
const NEXT_IN_TURN = new Map([
  ['ana', 'ben'],
  ['ben', 'chen'],
  ['chen', 'ana'],
])

/** A rotation of three people that has begun, in any zone. */
const rotation = fc
  .record({ make: versionNear, change: fc.constantFrom(...CLOCK_CHANGES), startsWith: fc.nat(2) })
  .map(({ make, change: [zone, date], startsWith }) => {
    const members = [...NEXT_IN_TURN.keys()].map((userId) => ({ userIds: [userId] }))
    const version = { ...make(date), members, startsWith, until: null }
    return { version, zone, from: Date.parse(`${date}T00:00Z`) + 2 * DAY_MS }
  })

/** The versions a layer had, and then the newest from an instant on. */
function longForm(
  before: Layer | undefined,
  newest: readonly LayerVersion[],
  from: Instant,
): readonly LayerVersion[] {
  const kept = before?.versions.filter(({ effectiveFrom }) => (effectiveFrom ?? 0) < from) ?? []
  const effectiveFrom = kept.length > 0 ? from : null
  return [...kept, ...newest.map((version) => ({ ...version, effectiveFrom }))]
}

/** A policy stands among the people as the slow reference writes it. */
function namesOf({ userIds, policyIds }: Pick<OnCall, 'userIds' | 'policyIds'>): string[] {
  return [...userIds, ...policyIds.map((policyId) => `policy:${policyId}`)]
}

function isInForce(override: Override, role: ShiftRole, at: Instant): boolean {
  return (
    override.layerName === null &&
    override.role === role &&
    override.startsAt <= at &&
    at < override.endsAt
  )
}

/** What one override of the final schedule makes of the people who were on call without it. */
function afterOverride(before: readonly string[], override: Override): string[] {
  const { kind, removeUserId, addUserId = '', userIds = [] } = override
  const others = before.filter((userId) => userId !== removeUserId)
  const after = {
    add: [...before, addUserId],
    remove: others,
    replace: others.length < before.length ? [...others, addUserId] : before,
    set: userIds,
  }[kind]
  return [...new Set(after)].sort()
}

function expectSamePast(before: Case, after: Case, until: Instant): void {
  const past = { startsAt: before.span.startsAt - 5 * DAY_MS, endsAt: until }
  for (const role of SHIFT_ROLES) {
    const [was, is] = [before, after].map((one) => peopleIn(planOf({ ...one, role }), past))
    expect({ role, line: is }).toEqual({ role, line: was })
  }
}

/** Who is on call and by which layer or override; a seam between versions is no difference. */
function peopleIn(plan: SchedulePlan, span: Span) {
  const joined: { startsAt: string; who: string }[] = []
  for (const { startsAt, because, policyIds, policyLayers } of finalTimeline(plan, span)) {
    const people = because.map((one) => [one.userId, one.layerName, one.overrideId].join(' '))
    const policies = policyIds.map((policyId, i) => `policy:${policyId} ${policyLayers[i]}`)
    const who = [...people, ...policies].sort().join(', ')
    if (joined.at(-1)?.who !== who) {
      joined.push({ startsAt: new Date(startsAt).toISOString(), who })
    }
  }
  return joined
}

/** Both ends and the middle of every segment, and instants anywhere. */
function instantsToAsk(
  timeline: readonly Span[],
  span: Span,
  picks: readonly number[],
): Set<Instant> {
  const instants = new Set(
    picks.map((pick) => span.startsAt + (pick % (span.endsAt - span.startsAt))),
  )
  for (const { startsAt, endsAt } of timeline) {
    instants
      .add(startsAt)
      .add(endsAt - 1)
      .add(Math.floor((startsAt + endsAt) / 2))
  }
  return instants
}

function cutTo(span: Span, spans: readonly Span[]): Span[] {
  return spans.map(({ startsAt, endsAt }) => ({
    startsAt: Math.max(startsAt, span.startsAt),
    endsAt: Math.min(endsAt, span.endsAt),
  }))
}

it('minute by minute, a week around a skipped day agrees with the slow reference', () => {
  const version = versionAround('2011-12-28T00:00')
  const schedule = makeSchedule([version], [], 'Pacific/Apia')
  const from = Date.UTC(2011, 11, 28)
  const reference = referenceSchedule(schedule, new Map(), from + 7 * DAY_MS)
  const plan = compileSchedule(schedule, new Map())
  for (let at = from; at < from + 6 * DAY_MS; at += HOUR_MS / 4) {
    expect([...onCallAt(plan, at).userIds]).toEqual(reference(at))
  }
})

function versionAround(firstHandoff: string) {
  const members = ['ana', 'ben', 'chen', 'dia', 'eli'].map((userId) => ({ userIds: [userId] }))
  const turn = {
    kind: 'every',
    length: 5,
    unit: 'hour',
    count: 'worked',
    shiftsPerMember: 1,
  } as const
  const version = { effectiveFrom: null, startsWith: 0, until: null, hours: null }
  return {
    name: 'hourly',
    role: 'primary' as const,
    stages: null,
    priority: 1,
    timeZone: null,
    versions: [{ ...version, firstHandoff, turn, members }],
  }
}
