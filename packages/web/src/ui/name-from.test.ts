import { expect, test } from 'vitest'
import { nameFrom } from './name-from.ts'

test('names are made of what people type', () => {
  expect(nameFrom('Payments primary')).toBe('payments-primary')
  expect(nameFrom('  Žofie Ünal! ')).toBe('zofie-unal')
  expect(nameFrom('…')).toBe('')
  expect(nameFrom('a'.repeat(80))).toHaveLength(64)
})
