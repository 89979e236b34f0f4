// Small periods of every kind: turns of hours to weeks, with pauses in them or between them, people
// who are away, booked, already holding something, limited or without knowledge.

import fc from 'fast-check'
import { HOUR_MS, type Span } from '../../../platform/time.ts'
import { joinSpans } from '../../quality/join-spans.ts'
import { makePerson } from '../../quality/testing/quality-input.ts'
import type { PlanPeriodInput, PlanSlot } from '../period-plan.ts'
import { depths, FIRST, makeInput, NAMES } from './plan-cases.ts'

type Shape = {
  readonly people: number
  readonly slots: number
  readonly hours?: readonly number[]
  readonly restHours?: readonly number[]
}

const TURN_HOURS = [8, 12, 24, 84, 168, 336]
const REST_HOURS = [0, 5, 11, 30, 72]

/** Where a turn is on call, in parts of the whole: throughout, with a pause, only at first. */
const PATTERNS: readonly (readonly (readonly [number, number])[])[] = [
  [[0, 1]],
  [[0, 1]],
  [
    [0, 0.25],
    [0.75, 1],
  ],
  [[0, 0.5]],
]

export function planInputs(most: Shape): fc.Arbitrary<PlanPeriodInput> {
  return fc
    .record({
      count: fc.integer({ min: 1, max: most.slots }),
      people: fc.integer({ min: 1, max: most.people }),
      hours: fc.constantFrom(...(most.hours ?? TURN_HOURS)),
      pattern: fc.constantFrom(...PATTERNS),
    })
    .chain(({ count, people, hours, pattern }) => {
      const slots = makeSlots(count, hours, pattern)
      const ids = NAMES.slice(0, people)
      const span = spanWithin(count, hours)
      const spansOf = (max: number) =>
        fc
          .array(fc.tuple(fc.constantFrom(...ids), span), { maxLength: max })
          .map((some) => groupSpans(some))
      return fc.record({
        slots: fc.constant(slots),
        people: fc.constant(ids.map((id) => makePerson(id))),
        absences: fc.array(
          fc.tuple(fc.constantFrom(...ids), span).map(([userId, one]) => ({ userId, ...one })),
          { maxLength: people + 2 },
        ),
        bookedOf: spansOf(2),
        heldOf: spansOf(2),
        limits: fc.record({
          restHours: fc.constantFrom(...(most.restHours ?? REST_HOURS)),
          weeksInARowMax: fc.constantFrom(1, 1, 2, 3),
        }),
        shiftsMaxOf: fc
          .array(fc.tuple(fc.constantFrom(...ids), fc.integer({ min: 0, max: count })), {
            maxLength: people,
          })
          .map((some) => new Map<string, number>(some)),
        knowledge: fc.constantFrom(...KNOWLEDGE),
        seed: fc.nat(),
      })
    })
    .map(({ knowledge, ...input }) => makeInput({ ...input, ...knowledge }))
}

const KNOWLEDGE = [
  {},
  {},
  {
    areas: ['database', 'network'],
    depths: depths({
      ana: { database: 'owner', network: 'learning' },
      ben: { database: 'alone', network: 'alone' },
      chen: { network: 'owner', database: 'alone' },
    }),
  },
]

function makeSlots(
  count: number,
  hours: number,
  pattern: readonly (readonly [number, number])[],
): PlanSlot[] {
  const at = (turn: number, part: number) => FIRST + (turn + part) * hours * HOUR_MS
  return Array.from({ length: count }, (_, index) => ({
    index,
    spans: pattern.map(([from, until]) => ({
      startsAt: at(index, from),
      endsAt: at(index, until),
    })),
  }))
}

/** In quarters of a turn, from before the first to after the last, so that spans often touch. */
function spanWithin(count: number, hours: number): fc.Arbitrary<Span> {
  const quarter = (hours * HOUR_MS) / 4
  return fc
    .tuple(fc.integer({ min: -6, max: count * 4 }), fc.integer({ min: 1, max: 10 }))
    .map(([from, length]) => ({
      startsAt: FIRST + from * quarter,
      endsAt: FIRST + (from + length) * quarter,
    }))
}

function groupSpans(some: readonly (readonly [string, Span])[]): Map<string, Span[]> {
  const groups = new Map<string, Span[]>()
  for (const [userId, span] of some) groups.set(userId, [...(groups.get(userId) ?? []), span])
  return new Map([...groups].map(([userId, spans]) => [userId, joinSpans(spans)]))
}
