import { expect, test } from 'vitest'
import { type KeyBinding, matchPress, nameOfPress } from './key-match.ts'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
})
const binding = (keys: string, does = keys): KeyBinding => ({ keys, does, run: () => {} })

test('a press with a modifier of the browser is none of ours', () => {
  expect(nameOfPress(press('k', { ctrlKey: true }))).toBeNull()
  expect(nameOfPress(press('k', { metaKey: true }))).toBeNull()
})

test('shift names letters, but not signs that need shift on some keyboards', () => {
  expect(nameOfPress(press('X', { shiftKey: true }))).toBe('shift x')
  expect(nameOfPress(press('?', { shiftKey: true }))).toBe('?')
})

test('g then h is a sequence, and a wrong second key counts as a first one', () => {
  const list = [binding('g h'), binding('a')]
  expect(matchPress(list, null, 'g')).toEqual({ pending: 'g' })
  expect(matchPress(list, 'g', 'h')).toMatchObject({ run: { keys: 'g h' } })
  expect(matchPress(list, 'g', 'a')).toMatchObject({ run: { keys: 'a' } })
  expect(matchPress(list, 'g', 'y')).toBeNull()
})

test('the newest registration of a key wins, so that a panel speaks before its list', () => {
  const list = [binding('a', 'list'), binding('a', 'panel')]
  expect(matchPress(list, null, 'a')).toMatchObject({ run: { does: 'panel' } })
})
