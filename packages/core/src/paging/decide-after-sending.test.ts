import { expect, test } from 'vitest'
import { CLAIMS_MAX, decideAfterDoubt, decideAfterSending } from './decide-after-sending.ts'

const NOW = 1_000_000
const first = { attempt: 1, claimNo: 1, urgency: 'high' } as const
const refused = { kind: 'failed', retryable: true, retryAfterMs: null } as const

test('what was sent is done', () => {
  expect(decideAfterSending({ kind: 'sent' }, first, 'blind', NOW, 0)).toEqual({
    state: 'sent',
    retryAt: null,
    tryNextMethod: false,
  })
})

test('a first failure is tried again later, and the next contact method at once', () => {
  const consequence = decideAfterSending(refused, first, 'blind', NOW, 0)
  expect(consequence).toEqual({ state: 'failed', retryAt: NOW + 5_000, tryNextMethod: true })
})

test('a later failure leaves the other contact methods alone', () => {
  const again = { ...first, attempt: 2 }
  expect(decideAfterSending(refused, again, 'blind', NOW, 0).tryNextMethod).toBe(false)
})

test('a failure for good is not tried again', () => {
  const final = { kind: 'failed', retryable: false, retryAfterMs: null } as const
  expect(decideAfterSending(final, first, 'blind', NOW, 0).retryAt).toBeNull()
})

test('an unknown answer of a channel that knows copies keeps the message and its id', () => {
  const consequence = decideAfterSending({ kind: 'unknown' }, first, 'idempotent', NOW, 0)
  expect(consequence).toEqual({ state: 'doubtful', retryAt: NOW + 5_000, tryNextMethod: true })
  const last = { ...first, claimNo: CLAIMS_MAX }
  expect(decideAfterSending({ kind: 'unknown' }, last, 'idempotent', NOW, 0).state).toBe('failed')
})

test('an unknown answer of a blind channel is sent again for high urgency, and not for low', () => {
  const low = { ...first, urgency: 'low' } as const
  expect(decideAfterSending({ kind: 'unknown' }, first, 'blind', NOW, 0).state).toBe('failed')
  expect(decideAfterSending({ kind: 'unknown' }, low, 'blind', NOW, 0).state).toBe('sent')
})

test('after a process died, each kind of channel is treated by what it can tell', () => {
  expect(decideAfterDoubt('idempotent', 'low', 2)).toBe('send-again')
  expect(decideAfterDoubt('lookup', 'low', 2)).toBe('ask-carrier')
  expect(decideAfterDoubt('blind', 'high', 2)).toBe('send-again')
  expect(decideAfterDoubt('blind', 'low', 2)).toBe('take-as-sent')
  expect(decideAfterDoubt('idempotent', 'high', CLAIMS_MAX + 1)).toBe('give-up')
})
