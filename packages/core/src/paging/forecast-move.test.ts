import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Instant, MINUTE_MS } from '../platform/time.ts'
import { decideEscalation, startOfRun } from './decide-escalation.ts'
import type { EscalationWorld } from './escalation-world.ts'
import {
  type ForecastRun,
  type ForecastWorld,
  forecastMove,
  forecastMoves,
} from './forecast-move.ts'
import type { EscalationPolicy, EscalationStep, RunProgress } from './policy.ts'

const START = Date.UTC(2026, 2, 1, 2, 0)
const minutes = (count: number) => count * MINUTE_MS

function step(afterMinutes: number, when: EscalationStep['when'] = 'unacknowledged') {
  return {
    afterMs: minutes(afterMinutes),
    notify: [],
    mode: 'everyone',
    when,
    condition: null,
  } as const
}

function policyOf(overrides: Partial<EscalationPolicy> = {}): EscalationPolicy {
  return {
    id: 'policy',
    name: 'policy',
    version: 1,
    teamId: null,
    delaysFrom: 'previousStep',
    repeat: { times: 0, afterMs: minutes(10) },
    whenNobody: 'lastResort',
    steps: [step(0), step(5)],
    ...overrides,
  }
}

/** People of each step by a table; everything else is empty unless said. */
function tableWorld(
  peopleAt: (step: number, at: Instant) => readonly string[],
  rest: { lastResort?: readonly string[]; coverAt?: Instant } = {},
): ForecastWorld {
  return {
    policyOf: () => undefined,
    worldAt: (_, at) => ({
      appliesTo: () => true,
      peopleOf: (index) => ({ userIds: peopleAt(index, at), policyIds: [], takesTurn: false }),
      lastResort: () => rest.lastResort ?? [],
      nextCoverAt: () => (rest.coverAt !== undefined && rest.coverAt > at ? rest.coverAt : null),
    }),
  }
}

function runOf(policy: EscalationPolicy, progress: RunProgress, dueAt: Instant): ForecastRun {
  return { runId: 'run', policy, progress, urgency: 'high', dueAt, depth: 0 }
}

/** The run after its first decision at START, as the engine would have left it. */
function begun(policy: EscalationPolicy, world: ForecastWorld): ForecastRun {
  const fresh = runOf(policy, startOfRun(START), START)
  const { progress, dueAt } = decideEscalation(
    policy,
    fresh.progress,
    world.worldAt(fresh, START),
    START,
  )
  return { ...fresh, progress, dueAt: dueAt ?? START }
}

describe('what happens next if nobody does anything', () => {
  test('the second step is announced while the first one waits', () => {
    const world = tableWorld((index) => [['ana'], ['chen']][index] ?? [])
    const next = forecastMove(world, [begun(policyOf(), world)], START + minutes(1))
    expect(next).toMatchObject({ at: START + minutes(5), userIds: ['chen'], what: 'step', step: 1 })
  })

  test('an empty step is passed over, and the one after it is announced at its own time', () => {
    const world = tableWorld((index) => [['ana'], [], ['dana']][index] ?? [])
    const policy = policyOf({ steps: [step(0), step(5), step(5)] })
    const next = forecastMove(world, [begun(policy, world)], START)
    expect(next).toMatchObject({ at: START + minutes(10), userIds: ['dana'], step: 2 })
  })

  test('who takes over a shift before the step is due is the one announced', () => {
    const world = tableWorld((index, at) =>
      index === 0 ? ['ana'] : at < START + minutes(3) ? ['old'] : ['new'],
    )
    const next = forecastMove(world, [begun(policyOf(), world)], START)
    expect(next?.userIds).toEqual(['new'])
  })

  test('after the last step comes the next round', () => {
    const world = tableWorld((index) => (index === 0 ? ['ana'] : []))
    const policy = policyOf({ steps: [step(0)], repeat: { times: 1, afterMs: minutes(10) } })
    const next = forecastMove(world, [begun(policy, world)], START)
    expect(next).toMatchObject({ at: START + minutes(10), what: 'round', round: 1, step: 0 })
  })

  test('after the last round the end is announced, with nobody', () => {
    const world = tableWorld(() => ['ana'])
    const next = forecastMove(world, [begun(policyOf({ steps: [step(0)] }), world)], START)
    expect(next).toMatchObject({ at: START + minutes(10), userIds: [], what: 'exhausted' })
  })

  test('a round that will reach nobody ends at the last resort', () => {
    const world = tableWorld(() => [], { lastResort: ['lead'] })
    const policy = policyOf({ steps: [step(5)] })
    const next = forecastMove(world, [runOf(policy, startOfRun(START), START)], START)
    expect(next).toMatchObject({ at: START + minutes(5), userIds: ['lead'], what: 'last-resort' })
  })

  test('a held run waits for cover to begin, although the engine looks every minute', () => {
    const coverAt = START + minutes(90)
    const world = tableWorld((_, at) => (at >= coverAt ? ['ana'] : []), { coverAt })
    const policy = policyOf({ whenNobody: 'hold', steps: [step(0)] })
    const next = forecastMove(world, [begun(policy, world)], START)
    expect(next).toMatchObject({ at: coverAt, userIds: ['ana'], what: 'held' })
  })

  test('a held run whose cover is not known says so', () => {
    const world = tableWorld(() => [])
    const policy = policyOf({ whenNobody: 'hold', steps: [step(0)] })
    const next = forecastMove(world, [begun(policy, world)], START)
    expect(next).toMatchObject({ at: null, userIds: [], what: 'held' })
  })

  test('several runs that page at one instant make one move', () => {
    const one = policyOf({ id: 'one', steps: [step(5)] })
    const other = policyOf({ id: 'other', steps: [step(5)] })
    const world: ForecastWorld = {
      policyOf: () => undefined,
      worldAt: (run, at) =>
        tableWorld(() => [run.policy.id === 'one' ? 'ana' : 'ben']).worldAt(run, at),
    }
    const due = START + minutes(5)
    const runs = [one, other].map((policy) => runOf(policy, startOfRun(START), due))
    expect(forecastMove(world, runs, START)?.userIds).toEqual(['ana', 'ben'])
  })

  test('a policy called by a step pages its own people then', () => {
    const child = policyOf({ id: 'child', steps: [step(2)] })
    const world: ForecastWorld = {
      policyOf: (id) => (id === 'child' ? child : undefined),
      worldAt: (run): EscalationWorld => ({
        appliesTo: () => true,
        peopleOf: () =>
          run.policy.id === 'child'
            ? { userIds: ['kim'], policyIds: [], takesTurn: false }
            : { userIds: [], policyIds: ['child'], takesTurn: false },
        lastResort: () => [],
        nextCoverAt: () => null,
      }),
    }
    const policy = policyOf({ steps: [step(5)] })
    const next = forecastMove(world, [runOf(policy, startOfRun(START), START)], START)
    expect(next).toMatchObject({ at: START + minutes(7), userIds: ['kim'], policyId: 'child' })
  })

  test('an acknowledged run announces only steps that go on until resolved', () => {
    const world = tableWorld((index) => [['ana'], ['boss']][index] ?? [])
    const policy = policyOf({ steps: [step(0), step(30, 'unresolved')] })
    const run = begun(policy, world)
    const acknowledged = { ...run, progress: { ...run.progress, acknowledged: true } }
    expect(forecastMove(world, [acknowledged], START)).toMatchObject({
      at: START + minutes(30),
      userIds: ['boss'],
    })
  })

  test('policies that call each other without end are looked at within bounds', () => {
    const loop = policyOf({ id: 'loop', steps: [step(0)], repeat: { times: 20, afterMs: 1 } })
    const world: ForecastWorld = {
      policyOf: () => loop,
      worldAt: (): EscalationWorld => ({
        appliesTo: () => true,
        peopleOf: () => ({ userIds: [], policyIds: ['loop', 'loop'], takesTurn: false }),
        lastResort: () => [],
        nextCoverAt: () => null,
      }),
    }
    const moves = forecastMoves(world, [runOf(loop, startOfRun(START), START)], START, 50)
    expect(moves.length).toBeLessThanOrEqual(50)
  })
})

test('what is announced is what the engine does, for any policy and any table of people', () => {
  const arbitraryStep = fc.record({
    afterMs: fc.integer({ min: 0, max: 20 }).map(minutes),
    when: fc.constantFrom('unacknowledged' as const, 'unresolved' as const),
  })
  const arbitraryPolicy = fc.record({
    steps: fc.array(arbitraryStep, { minLength: 1, maxLength: 4 }),
    delaysFrom: fc.constantFrom('previousStep' as const, 'alertStart' as const),
    whenNobody: fc.constantFrom('lastResort' as const, 'none' as const),
    times: fc.integer({ min: 0, max: 3 }),
    reached: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
    acknowledged: fc.boolean(),
  })
  fc.assert(
    fc.property(arbitraryPolicy, fc.integer({ min: 1, max: 600 }), (given, askedSecond) => {
      const policy = policyOf({
        steps: given.steps.map((one) => ({ ...step(0), ...one })),
        delaysFrom: given.delaysFrom,
        whenNobody: given.whenNobody,
        repeat: { times: given.times, afterMs: minutes(3) },
      })
      const world = tableWorld((index) => (given.reached[index] ? [`user-${index}`] : []), {
        lastResort: ['lead'],
      })
      const start = startOfRun(START)
      const run = runOf(policy, { ...start, acknowledged: given.acknowledged }, START)
      const foretold = forecastMove(world, [run], START + askedSecond)
      expect(summary(foretold?.at, foretold?.userIds)).toEqual(
        engineNext(policy, run, world, START + askedSecond),
      )
    }),
    { numRuns: 300 },
  )
})

/** Drives the decision as the engine does, from due time to due time, until it pages. */
function engineNext(
  policy: EscalationPolicy,
  run: ForecastRun,
  world: ForecastWorld,
  now: Instant,
) {
  let { progress } = run
  let at = Math.max(run.dueAt, now)
  for (;;) {
    const move = decideEscalation(policy, progress, world.worldAt(run, at), at)
    if (move.pages.length > 0) {
      return summary(at, [...new Set(move.pages.flatMap((page) => page.userIds))])
    }
    if (move.dueAt === null)
      return move.finish === 'exhausted' ? summary(at, []) : summary(undefined, undefined)
    at = move.dueAt
    progress = move.progress
  }
}

function summary(at: Instant | null | undefined, userIds: readonly string[] | undefined) {
  return { at: at ?? null, userIds: userIds ?? [] }
}
