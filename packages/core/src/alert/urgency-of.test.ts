import { expect, test } from 'vitest'
import { urgencyOf } from './urgency-of.ts'

test('critical and error are high, warning and info are low', () => {
  expect(['critical', 'error'].map((s) => urgencyOf(s as 'critical' | 'error'))).toEqual([
    'high',
    'high',
  ])
  expect(urgencyOf('warning')).toBe('low')
  expect(urgencyOf('info')).toBe('low')
})

test('an unknown severity is high, so that a typing error cannot silence an alert', () => {
  expect(urgencyOf(null)).toBe('high')
})

test('a service decides otherwise for the severities that it names, and only for those', () => {
  const rule = { error: 'low', warning: 'high', unknown: 'low' } as const
  expect(urgencyOf('error', rule)).toBe('low')
  expect(urgencyOf('warning', rule)).toBe('high')
  expect(urgencyOf(null, rule)).toBe('low')
  expect(urgencyOf('critical', rule)).toBe('high')
})
