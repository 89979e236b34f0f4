import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../platform/time.ts'
import { compileSchedule } from './compile-schedule.ts'
import { finalTimeline } from './final-timeline.ts'
import { onCallAt } from './on-call-at.ts'
import { outcomeInWords } from './override-in-words.ts'
import { overrideOutcome } from './override-outcome.ts'
import type { Override } from './schedule.ts'
import { makeLayer, makeOverride, makeSchedule, people, utc } from './testing/make-schedule.ts'

const from = utc('2026-01-06T10:00Z')
const ANA = makeLayer({ members: people('ana') }, { name: 'low', priority: 1 })
const HIDDEN = makeLayer({ members: people('zoe') }, { name: 'hidden', priority: 0 })
const span = (startHour: number, endHour: number) => ({
  startsAt: from + startHour * HOUR_MS,
  endsAt: from + endHour * HOUR_MS,
})
const replace = (removeUserId: string, addUserId: string) => ({
  kind: 'replace' as const,
  removeUserId,
  addUserId,
})

/** Each as it stands among the others, made in this order. */
function outcomes(...overrides: Partial<Override>[]) {
  const made = overrides.map((one, i) =>
    makeOverride({ id: `o${i}`, position: i + 1, ...span(0, 4), ...one }),
  )
  const plan = compileSchedule(makeSchedule([ANA, HIDDEN], made), new Map())
  return made.map((one) => {
    const outcome = overrideOutcome(plan, one)
    return { ...outcome, words: outcomeInWords(outcome, one, made, (id) => id) }
  })
}

describe('what comes of an override', () => {
  test('it acts wholly where it puts another person on call and nothing later says otherwise', () => {
    expect(outcomes(replace('ana', 'ben'))).toEqual([
      { acts: 'wholly', spans: [span(0, 4)], idle: [], words: 'Acts.' },
    ])
  })

  test('an earlier one has no effect where a later one decides all of its span', () => {
    const [first, second] = outcomes(replace('ana', 'ben'), replace('ben', 'chen'))
    expect(first).toMatchObject({
      acts: 'not',
      idle: [{ ...span(0, 4), why: 'later-override', overrideId: 'o1' }],
      words: 'No effect: a later override decides (chen instead of ben).',
    })
    expect(second).toMatchObject({ acts: 'wholly' })
  })

  test('it acts in part, and says which part a later one decides', () => {
    const [first] = outcomes(replace('ana', 'ben'), { ...replace('ben', 'chen'), ...span(1, 2) })
    expect(first).toMatchObject({
      acts: 'in-part',
      spans: [span(0, 1), span(2, 4)],
      idle: [{ ...span(1, 2), why: 'later-override', overrideId: 'o1' }],
      words: 'Acts in part; not where a later override decides (chen instead of ben).',
    })
  })

  test('a list decides over all that stood before it, even when it names one of them', () => {
    const [first, second] = outcomes(replace('ana', 'ben'), {
      kind: 'set',
      userIds: ['ben', 'chen'],
    })
    expect(first).toMatchObject({ acts: 'not', idle: [{ why: 'later-override' }] })
    expect(second?.acts).toBe('wholly')
  })

  test('one that changes nobody takes nothing away from the earlier one', () => {
    const [first, second] = outcomes(replace('ana', 'ben'), { kind: 'set', userIds: ['ben'] })
    expect(first?.acts).toBe('wholly')
    expect(second).toMatchObject({
      acts: 'not',
      words: 'No effect: the same people are on call anyway.',
    })
  })

  test('a person who is not on call cannot be replaced, and it is said who took them off', () => {
    expect(outcomes(replace('dan', 'ben'))[0]).toMatchObject({
      acts: 'not',
      idle: [{ why: 'not-on-call', overrideId: null }],
      words: 'No effect: dan is not on call.',
    })
    expect(outcomes(replace('ana', 'ben'), replace('ana', 'chen'))[1]).toMatchObject({
      acts: 'not',
      idle: [{ why: 'not-on-call', overrideId: 'o0' }],
      words: 'No effect: ana is not on call (ben instead of ana).',
    })
  })

  test('of two that take the same person away, the first acts', () => {
    const remove = { kind: 'remove' as const, removeUserId: 'ana' }
    expect(outcomes(remove, remove).map(({ acts }) => acts)).toEqual(['wholly', 'not'])
  })

  test('a person who is on call anyway is not added', () => {
    expect(outcomes({ kind: 'add', addUserId: 'ana' })[0]).toMatchObject({
      acts: 'not',
      words: 'No effect: ana is on call anyway.',
    })
  })

  test('an override of a hidden layer, or of one that is gone, has none', () => {
    const add = { kind: 'add' as const, addUserId: 'ben' }
    const [hidden, gone] = outcomes({ ...add, layerName: 'hidden' }, { ...add, layerName: 'gone' })
    expect(hidden).toMatchObject({ acts: 'not', idle: [{ why: 'layer-not-seen' }] })
    expect(gone).toMatchObject({ acts: 'not', idle: [{ why: 'layer-not-seen' }] })
  })

  test('the spans it acts in and those it does not make up its whole span', () => {
    const person = fc.constantFrom('ana', 'ben', 'chen')
    const time = fc.integer({ min: 0, max: 8 })
    const kind = fc.oneof(
      fc.record({ removeUserId: person, addUserId: person, kind: fc.constant('replace' as const) }),
      fc.record({ addUserId: person, kind: fc.constant('add' as const) }),
      fc.record({ removeUserId: person, kind: fc.constant('remove' as const) }),
      fc.record({ userIds: fc.uniqueArray(person), kind: fc.constant('set' as const) }),
    )
    const one = fc.tuple(kind, time, time).map(([said, a, b]) => ({
      ...said,
      ...span(Math.min(a, b), Math.max(a, b) + 1),
    }))
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 6 }), (list) => {
        const made = list.map((said, i) => makeOverride({ id: `o${i}`, position: i + 1, ...said }))
        const plan = compileSchedule(makeSchedule([ANA], made), new Map())
        const bare = compileSchedule(makeSchedule([ANA]), new Map())
        for (const [i, outcome] of outcomes(...list).entries()) {
          const whole = made[i]
          const parts = [...outcome.spans, ...outcome.idle].sort((a, b) => a.startsAt - b.startsAt)
          expect(parts[0]?.startsAt).toBe(whole?.startsAt)
          expect(parts.at(-1)?.endsAt).toBe(whole?.endsAt)
          parts.slice(1).forEach((part, n) => {
            expect(part.startsAt).toBe(parts[n]?.endsAt)
          })
        }
        // Where other people are on call than without any override, at least one of them acts.
        const acting = outcomes(...list).flatMap(({ spans }) => spans)
        for (const { startsAt, userIds } of finalTimeline(plan, span(0, 9))) {
          const planned = onCallAt(bare, startsAt).userIds
          if ([...planned].sort().join() === [...userIds].sort().join()) continue
          expect(acting.some((it) => it.startsAt <= startsAt && startsAt < it.endsAt)).toBe(true)
        }
      }),
    )
  })
})
