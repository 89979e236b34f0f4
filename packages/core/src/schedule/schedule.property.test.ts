// What holds for every schedule, over zones and dates chosen for their clock changes.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, type Instant, type Span } from '../platform/time.ts'
import { compileSchedule } from './compile-schedule.ts'
import { editRotation } from './edit-rotation.ts'
import { finalTimeline } from './final-timeline.ts'
import { gapsBetween } from './gaps-between.ts'
import { layerTimeline } from './layer-timeline.ts'
import { nextOnCall } from './next-on-call.ts'
import { onCallAt } from './on-call-at.ts'
import { shiftsBetween } from './shifts-between.ts'
import { type Case, caseOfSchedule, versionNear } from './testing/arbitrary-schedule.ts'
import { makeLayer, makeSchedule } from './testing/make-schedule.ts'
import { referenceSchedule } from './testing/reference-schedule.ts'
import { validateSchedule } from './validate-schedule.ts'

/** `EVENWATCH_DEEP=1` runs each property often enough to be trusted with a release. */
const RUNS = process.env.EVENWATCH_DEEP === '1' ? 10_000 : 300
const TIMEOUT_MS = 20 * 60_000

const planOf = (one: Case) => compileSchedule(one.schedule, one.teamMembers)

describe('every schedule', { timeout: TIMEOUT_MS }, () => {
  it('agrees with the slow reference at every boundary and between them', () => {
    fc.assert(
      fc.property(caseOfSchedule, fc.array(fc.nat(), { maxLength: 30 }), (one, picks) => {
        expect(validateSchedule(one.schedule)).toEqual([])
        const plan = planOf(one)
        const { span } = one
        const reference = referenceSchedule(one.schedule, one.teamMembers, span.endsAt + DAY_MS)
        const instants = new Set<Instant>(
          picks.map((pick) => span.startsAt + (pick % (span.endsAt - span.startsAt))),
        )
        for (const { startsAt, endsAt } of finalTimeline(plan, span)) {
          instants
            .add(startsAt)
            .add(endsAt - 1)
            .add(Math.floor((startsAt + endsAt) / 2))
        }
        for (const at of instants) {
          const answer = [...onCallAt(plan, at).userIds].sort()
          expect({ at: new Date(at), answer }).toEqual({ at: new Date(at), answer: reference(at) })
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
        expect(covering[0]?.because ?? []).toEqual(onCallAt(plan, at).because)
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

  it('names as next a person who is really on call then, and nobody new before', () => {
    fc.assert(
      fc.property(caseOfSchedule, (one) => {
        const plan = planOf(one)
        const at = one.span.startsAt
        const present = onCallAt(plan, at).userIds
        const next = nextOnCall(plan, at)
        const until = Math.min(next?.startsAt ?? one.span.endsAt, one.span.endsAt)
        for (const segment of finalTimeline(plan, { startsAt: at, endsAt: until })) {
          for (const userId of segment.userIds) expect(present).toContain(userId)
        }
        if (!next) return
        expect(onCallAt(plan, next.startsAt).userIds).toEqual(
          expect.arrayContaining([...next.userIds]),
        )
        for (const userId of next.userIds) expect(present).not.toContain(userId)
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
        const past = { startsAt: span.startsAt - 5 * DAY_MS, endsAt: at }
        const plan = compileSchedule(after, one.teamMembers)
        expect(finalTimeline(plan, past)).toEqual(finalTimeline(planOf(one), past))
        expect(validateSchedule(after)).toEqual([])
      }),
      { numRuns: RUNS },
    )
  })

  it('never starves a member when only worked turns count', () => {
    fc.assert(
      fc.property(versionNear, fc.integer({ min: 1, max: 3 }), (make, shiftsPerMember) => {
        const members = ['ana', 'ben', 'chen'].map((userId) => ({ userIds: [userId] }))
        const base = make('2026-03-29')
        const turn = {
          kind: 'every',
          length: 1,
          unit: 'day',
          count: 'worked',
          shiftsPerMember,
        } as const
        const version = { ...base, members, turn, until: null, effectiveFrom: null }
        const layer = makeLayer(version, { name: 'daily' })
        const plan = compileSchedule(makeSchedule([layer]), new Map())
        const startsAt = Date.UTC(2026, 4, 1)
        // Windows begin on at least one day a week, so each member's turn comes within
        // members x shifts weeks, and nobody's share differs by more than one stint.
        const weeks = 3 * shiftsPerMember
        const span = { startsAt, endsAt: startsAt + (weeks + 1) * 7 * DAY_MS }
        const held = new Set(layerTimeline(plan, 'daily', span).flatMap((one) => one.userIds))
        expect([...held].sort()).toEqual(['ana', 'ben', 'chen'])
      }),
      { numRuns: RUNS },
    )
  })
})

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
