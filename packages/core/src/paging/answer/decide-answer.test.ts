import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HOUR_MS } from '../../platform/time.ts'
import {
  type AnsweredGroup,
  type AnswerKind,
  type AnswerState,
  decideAnswer,
  overallStanding,
  REPEATED_TAP_MS,
} from './decide-answer.ts'

const NOW = Date.UTC(2026, 2, 3, 13, 0)
const ANA = 'user:ana'
const BEN = 'user:ben'

function group(parts: Partial<AnsweredGroup> = {}): AnsweredGroup {
  return { groupId: 'g1', status: 'triggered', acknowledgedBy: null, superseded: false, ...parts }
}

function state(groups: AnsweredGroup[], parts: Partial<AnswerState> = {}): AnswerState {
  return {
    actor: ANA,
    isActive: true,
    expiresAt: NOW + HOUR_MS,
    answeredAt: null,
    groups,
    ...parts,
  }
}

const mine = group({ status: 'acknowledged', acknowledgedBy: ANA })
const bens = group({ status: 'acknowledged', acknowledgedBy: BEN })
const resolved = group({ status: 'resolved' })
const lapsed = group({ superseded: true })
const answered = { answeredAt: NOW - HOUR_MS }
const ANSWERS: readonly AnswerKind[] = ['acknowledge', 'escalate', 'resolve', 'snooze']

describe('an answer', () => {
  test.each(ANSWERS)('%s: a fresh link acts on what nobody has', (answer) => {
    expect(decideAnswer(state([group()]), answer, NOW)).toEqual({
      kind: 'act',
      groupIds: ['g1'],
      first: true,
    })
  })

  test('acts only on those groups of a bundle that are still open', () => {
    const groups = [
      group({ groupId: 'open' }),
      { ...bens, groupId: 'bens' },
      { ...resolved, groupId: 'done' },
      { ...lapsed, groupId: 'lapsed' },
    ]
    expect(decideAnswer(state(groups), 'acknowledge', NOW)).toEqual({
      kind: 'act',
      groupIds: ['open'],
      first: true,
    })
  })

  test.each([mine, bens, resolved])('acknowledging what is no longer open shows it', (shown) => {
    expect(decideAnswer(state([shown]), 'acknowledge', NOW)).toEqual({ kind: 'show' })
    expect(decideAnswer(state([shown], answered), 'acknowledge', NOW)).toEqual({ kind: 'show' })
  })

  test.each(['escalate', 'resolve', 'snooze'] as const)('%s still works on one’s own', (answer) => {
    expect(decideAnswer(state([mine], answered), answer, NOW)).toEqual({
      kind: 'act',
      groupIds: ['g1'],
      first: false,
    })
    expect(decideAnswer(state([bens], answered), answer, NOW)).toEqual({ kind: 'show' })
  })
})

describe('an answer is refused', () => {
  test.each(ANSWERS)('%s: after a lapse, used before or not', (answer) => {
    const refusal = { kind: 'refuse', reason: 'superseded' }
    expect(decideAnswer(state([lapsed]), answer, NOW)).toEqual(refusal)
    expect(decideAnswer(state([lapsed], answered), answer, NOW)).toEqual(refusal)
    const again = { ...mine, superseded: true }
    expect(decideAnswer(state([again], answered), answer, NOW)).toEqual(refusal)
  })

  test('when it was used and nobody has the group', () => {
    expect(decideAnswer(state([group()], answered), 'acknowledge', NOW)).toEqual({
      kind: 'refuse',
      reason: 'spent',
    })
  })

  test('a second tap on passing on is shown, a late one refused', () => {
    const at = (answeredAt: number) =>
      decideAnswer(state([group()], { answeredAt }), 'escalate', NOW)
    expect(at(NOW - REPEATED_TAP_MS + 1)).toEqual({ kind: 'show' })
    expect(at(NOW - REPEATED_TAP_MS)).toEqual({ kind: 'refuse', reason: 'spent' })
  })

  test('at the very instant of expiry', () => {
    const expiring = (expiresAt: number) =>
      decideAnswer(state([group()], { expiresAt }), 'acknowledge', NOW)
    expect(expiring(NOW)).toEqual({ kind: 'refuse', reason: 'expired' })
    expect(expiring(NOW + 1)).toMatchObject({ kind: 'act' })
  })

  test('from somebody who left, before anything else is said', () => {
    const left = { isActive: false, expiresAt: NOW }
    expect(decideAnswer(state([group()], left), 'acknowledge', NOW)).toEqual({
      kind: 'refuse',
      reason: 'deactivated',
    })
  })
})

test('whatever the state, nothing resolved, superseded or of somebody else is acted on', () => {
  const groups = fc.array(
    fc.record({
      groupId: fc.uuid(),
      status: fc.constantFrom('triggered', 'acknowledged', 'resolved'),
      acknowledgedBy: fc.constantFrom(ANA, BEN),
      superseded: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  const answeredAt = fc.constantFrom(null, NOW - 1, NOW - HOUR_MS)
  fc.assert(
    fc.property(groups, answeredAt, fc.constantFrom(...ANSWERS), (some, at, answer) => {
      const decision = decideAnswer(state(some, { answeredAt: at }), answer, NOW)
      if (decision.kind !== 'act') return
      for (const id of decision.groupIds) {
        const acted = some.find(({ groupId }) => groupId === id)
        expect(acted?.superseded).toBe(false)
        expect(acted?.status).not.toBe('resolved')
        if (acted?.status === 'acknowledged') {
          expect(acted.acknowledgedBy).toBe(ANA)
          expect(answer).not.toBe('acknowledge')
        } else expect(at).toBeNull()
      }
    }),
  )
})

test('the group that most needs somebody speaks for the message', () => {
  expect(overallStanding(state([resolved, bens, mine, group()]))).toBe('open')
  expect(overallStanding(state([resolved, bens, mine]))).toBe('mine')
  expect(overallStanding(state([resolved, bens]))).toBe('taken')
  expect(overallStanding(state([resolved]))).toBe('resolved')
  expect(overallStanding(state([mine, group()], answered))).toBe('passed-on')
})
