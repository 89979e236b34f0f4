import type { AlertGroup } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { isStorm, nextInWords, resultsInWords, stateOf } from './group-state.ts'

const ana = { id: 'a', name: 'ana', displayName: 'Ana Soto' }
const chen = { id: 'c', name: 'chen', displayName: 'Chen Wei' }
const at = '2026-11-22T02:19:00Z'
const base = {
  status: 'triggered',
  paged: [ana],
  acknowledgedBy: null,
  snoozedUntil: null,
} as const
const next = (what: NonNullable<AlertGroup['next']>['what'], users = [chen]) => ({
  ...base,
  paged: [ana],
  next: { at, users, what },
})

test('the reader is called you, and the next person is named with the time', () => {
  expect(nextInWords(next('step'), 'a')).toEqual({ now: 'you', after: 'then Chen Wei', at })
})

test('a step without people is not called nobody', () => {
  expect(nextInWords(next('step', []), null).after).toBe('then the next step')
})

test('an exhausted escalation counts down to nothing', () => {
  expect(nextInWords(next('exhausted', []), null)).toMatchObject({
    after: 'nobody is left to page',
    at: null,
  })
})

test('a resolved group has no future', () => {
  expect(nextInWords({ ...next('step'), status: 'resolved' }, null)).toEqual({
    now: '',
    after: '',
    at: null,
  })
})

test('an acknowledged group with an end is snoozed', () => {
  expect(stateOf({ status: 'acknowledged', snoozedUntil: at })).toBe('snoozed')
  expect(stateOf({ status: 'acknowledged', snoozedUntil: null })).toBe('acknowledged')
})

test('fifty new groups in five minutes are busy, fifty-one are a storm', () => {
  const now = Date.parse(at)
  const groups = Array.from({ length: 51 }, () => ({
    status: 'triggered' as const,
    openedAt: '2026-11-22T02:17:00Z',
  }))
  expect(isStorm(groups.slice(1), now)).toBe(false)
  expect(isStorm(groups, now)).toBe(true)
  expect(isStorm(groups, now + 10 * 60_000)).toBe(false)
})

test('a bulk action says what happened to every row', () => {
  const results = [{ outcome: 'done' }, { outcome: 'done' }, { outcome: 'already-done' }] as const
  expect(resultsInWords('acknowledged', results)).toBe(
    '2 acknowledged, 1 done by somebody else before.',
  )
})
