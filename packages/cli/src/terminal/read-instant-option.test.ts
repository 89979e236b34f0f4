import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { readInstantOption } from './read-instant-option.ts'

test.each([
  ['2026-03-16T09:00:00+01:00', '2026-03-16T08:00:00.000Z'],
  ['2026-03-01T00:30+01:00', '2026-02-28T23:30:00.000Z'],
  ['2028-02-29T10:00:00Z', '2028-02-29T10:00:00.000Z'],
])('%s is an instant', (text, instant) => {
  expect(readInstantOption(text)).toBe(instant)
})

test.each(['2026-02-30T10:00:00Z', '2027-02-29T10:00:00+01:00', '2026-04-31T23:59:59.999-05:00'])(
  '%s names a day that does not exist, and is refused with an example',
  (text) => {
    expect(() => readInstantOption(text)).toThrow(InvalidArgumentError)
    expect(() => readInstantOption(text)).toThrow(`There is no day ${text.slice(0, 10)}`)
    expect(() => readInstantOption(text)).toThrow('for example, 2026-03-16T09:00:00+01:00')
  },
)

test.each([
  'tomorrow',
  '2026-03-16',
  '2026-03-16T09:00:00',
  '2026-13-01T09:00:00Z',
  '2026-01-32T09:00:00Z',
  '2026-01-05T25:00:00Z',
])('%s is no instant', (text) => {
  expect(() => readInstantOption(text)).toThrow('An instant with its offset')
})
