// Schedule rule 7, as sentences.

import { describe, expect, it } from 'vitest'
import { compileSchedule } from './compile-schedule.ts'
import { onCallAt } from './on-call-at.ts'
import { overrideEffects } from './override-effects.ts'
import type { Override } from './schedule.ts'
import { shiftsBetween } from './shifts-between.ts'
import { makeLayer, makeOverride, makeSchedule, people, utc } from './testing/make-schedule.ts'

const NOON = utc('2026-01-06T12:00Z')
const LOW = makeLayer({ members: people('low') }, { name: 'low', priority: 1 })
const TOP = makeLayer({ members: people(['ana', 'ben']) }, { name: 'top', priority: 2 })
const QUIET = makeLayer({ members: people(null) }, { name: 'quiet', priority: 3 })

function planWith(...overrides: Partial<Override>[]) {
  const made = overrides.map((one, i) => makeOverride({ id: `o${i}`, position: i, ...one }))
  return compileSchedule(makeSchedule([LOW, TOP, QUIET], made), new Map())
}

const after = (...overrides: Partial<Override>[]) => onCallAt(planWith(...overrides), NOON).userIds

const replace = (removeUserId: string, addUserId: string, layerName: string | null = null) =>
  ({ kind: 'replace', removeUserId, addUserId, layerName }) as const
const add = (addUserId: string, layerName: string | null = null) =>
  ({ kind: 'add', addUserId, layerName }) as const
const remove = (removeUserId: string, layerName: string | null = null) =>
  ({ kind: 'remove', removeUserId, layerName }) as const
const set = (userIds: string[], layerName: string | null = null) =>
  ({ kind: 'set', userIds, layerName }) as const

describe('rule 7: an override', () => {
  it('replaces one person by another', () => {
    expect(after(replace('ana', 'chen'))).toEqual(['chen', 'ben'])
  })

  it('adds a person', () => {
    expect(after(add('chen'))).toEqual(['ana', 'ben', 'chen'])
  })

  it('removes a person', () => {
    expect(after(remove('ana'))).toEqual(['ben'])
  })

  it('sets a list, which may be empty: nobody, on purpose', () => {
    expect(after(set(['chen', 'dia']))).toEqual(['chen', 'dia'])
    expect(after(set([]))).toEqual([])
  })

  it('never reveals a lower layer by removing, on the final schedule or on a layer', () => {
    expect(after(remove('ana'), remove('ben'))).toEqual([])
    expect(after(remove('ana', 'top'), remove('ben', 'top'))).toEqual([])
    expect(after(set([], 'top'))).toEqual([])
  })

  it('acts on what stands after the earlier ones, in the order of positions', () => {
    expect(after(replace('ana', 'chen'), replace('chen', 'dia'))).toEqual(['dia', 'ben'])
    const reversed = [
      { ...replace('chen', 'dia'), position: 1 },
      { ...replace('ana', 'chen'), position: 2 },
    ]
    expect(after(...reversed)).toEqual(['chen', 'ben'])
    const unsorted = [
      { ...replace('chen', 'dia'), position: 9 },
      { ...replace('ana', 'chen'), position: 3 },
    ]
    expect(after(...unsorted)).toEqual(['dia', 'ben'])
  })

  it('of a layer finds whom an earlier one put there for the final schedule', () => {
    expect(after(replace('ana', 'chen'), replace('chen', 'dia', 'top'))).toEqual(['dia', 'ben'])
    expect(after(replace('ana', 'chen'), replace('ana', 'dia', 'top'))).toEqual(['chen', 'ben'])
  })

  it('of a hidden layer stays hidden', () => {
    expect(after(add('chen', 'low'), set(['dia'], 'low'))).toEqual(['ana', 'ben'])
  })

  it('that gives people to a silent higher layer hides the layers below', () => {
    expect(after(add('chen', 'quiet'))).toEqual(['chen'])
    expect(after(add('dia'), add('chen', 'quiet'))).toEqual(['dia', 'chen'])
  })

  it('that adds somebody keeps them when a layer stops naming them', () => {
    expect(after(add('ana'), remove('ana', 'top'))).toEqual(['ben', 'ana'])
  })

  it('names a person once, however often they were added', () => {
    expect(after(add('ana'), replace('ben', 'ana'))).toEqual(['ana'])
  })

  it('begins and ends at its own instants', () => {
    const plan = planWith(set(['chen']))
    const [shift] = shiftsBetween(plan, { startsAt: NOON, endsAt: NOON + 1 })
    expect(shift).toMatchObject({
      startsAt: utc('2026-01-06T00:00Z'),
      endsAt: utc('2026-01-07T00:00Z'),
      source: 'o0',
      overrideId: 'o0',
      layerName: null,
    })
    expect(onCallAt(plan, utc('2026-01-07T00:00Z')).userIds).toEqual(['ana', 'ben'])
  })

  it('says why each person is on call', () => {
    expect(onCallAt(planWith(replace('ana', 'chen'), add('dia')), NOON).because).toEqual([
      { userId: 'chen', layerName: 'top', overrideId: 'o0' },
      { userId: 'ben', layerName: 'top', overrideId: null },
      { userId: 'dia', layerName: null, overrideId: 'o1' },
    ])
  })

  it('without effect is found, and cuts no shift in two', () => {
    const idle = makeOverride({ id: 'idle', position: 5, ...remove('zoe') })
    expect(overrideEffects(planWith(), idle)).toEqual([])
    const span = { startsAt: NOON, endsAt: NOON + 1 }
    expect(shiftsBetween(planWith({ id: 'idle', ...remove('zoe') }), span)).toEqual(
      shiftsBetween(planWith(), span),
    )
  })

  it('with effect shows who would be on call before and after, planned or already in force', () => {
    const span = { startsAt: utc('2026-01-06T00:00Z'), endsAt: utc('2026-01-07T00:00Z') }
    const effect = { ...span, before: ['ana', 'ben'], after: ['chen', 'ben'] }
    const override = makeOverride({ id: 'o0', position: 0, ...replace('ana', 'chen') })
    expect(overrideEffects(planWith(), override)).toEqual([effect])
    expect(overrideEffects(planWith(override), override)).toEqual([effect])
  })

  it('of a layer that is gone has nothing to override', () => {
    expect(after(add('chen', 'gone'))).toEqual(['ana', 'ben'])
  })
})
