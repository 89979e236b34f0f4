import { expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../platform/time.ts'
import { namesInWords, nextInWords, whenInWords } from './next-in-words.ts'

const NOW = Date.UTC(2026, 2, 1, 2, 0)
const soon = NOW + 48 * SECOND_MS

test('one person is paged', () => {
  const move = { at: soon, what: 'step', people: ['Chen'] } as const
  expect(nextInWords(move, NOW)).toBe('Chen is paged in 0:48')
})

test('several people are paged', () => {
  const move = { at: soon, what: 'round', people: ['Ana', 'Ben'] } as const
  expect(nextInWords(move, NOW)).toBe('Ana and Ben are paged in 0:48')
})

test('the end of an escalation is said', () => {
  const move = { at: soon, what: 'exhausted', people: [] } as const
  expect(nextInWords(move, NOW)).toBe('Nobody else is paged; the escalation ends in 0:48')
})

test('an acknowledgement that ends says who is paged then', () => {
  const move = { at: soon, what: 'lapse', people: ['Chen'] } as const
  expect(nextInWords(move, NOW)).toBe('The acknowledgement ends in 0:48; then Chen is paged')
})

test('waiting without an end says what it waits for', () => {
  const move = { at: null, what: 'held', people: [] } as const
  expect(nextInWords(move, NOW)).toBe('Paging waits until somebody is on call')
})

test('the countdown shows hours only when there are some, and counts part seconds up', () => {
  expect(whenInWords(NOW + HOUR_MS + 2 * MINUTE_MS + 3 * SECOND_MS, NOW)).toBe('in 1:02:03')
  expect(whenInWords(NOW + 4 * MINUTE_MS + 1, NOW)).toBe('in 4:01')
  expect(whenInWords(NOW, NOW)).toBe('now')
})

test('many names are counted', () => {
  expect(namesInWords(['Ana', 'Ben', 'Chen', 'Dana', 'Eli'])).toBe('Ana, Ben, Chen and 2 more')
})
