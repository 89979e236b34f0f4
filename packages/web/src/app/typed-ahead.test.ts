import { expect, test } from 'vitest'
import { TYPED_AHEAD_CHARS_MAX, typedAfter } from './typed-ahead.ts'

const press = (key: string, held: readonly ('ctrl' | 'meta' | 'alt' | 'AltGraph')[] = []) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  getModifierState: (name: string) => held.some((one) => one === name),
})

test('letters, spaces and what AltGr makes are kept in their order', () => {
  const keys = [press('w'), press('h'), press(' '), press('@', ['ctrl', 'alt', 'AltGraph'])]
  expect(keys.reduce((text, one) => typedAfter(text, one) ?? text, '')).toBe('wh @')
})

test('Backspace takes the last sign back, a sign of two units too', () => {
  expect(typedAfter('an', press('Backspace'))).toBe('a')
  expect(typedAfter('a🎉', press('Backspace'))).toBe('a')
  expect(typedAfter('', press('Backspace'))).toBe('')
})

test('Enter is swallowed: what it would run is not on the screen yet', () => {
  expect(typedAfter('ana', press('Enter'))).toBe('ana')
})

test.each([press('Escape'), press('Tab'), press('F5'), press('r', ['ctrl']), press('l', ['meta'])])(
  'a key that types nothing keeps its own meaning: %o',
  (one) => {
    expect(typedAfter('ana', one)).toBeNull()
  },
)

test('a cat on the keyboard fills it to its limit', () => {
  const full = 'x'.repeat(TYPED_AHEAD_CHARS_MAX)
  expect(typedAfter(full, press('y'))).toBe(full)
})
