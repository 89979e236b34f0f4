import { expect, test } from 'vitest'
import { rankCommands } from './command-rank.ts'

const commands = ['Schedules', 'Payments primary', 'Page someone…'].map((words) => ({
  id: words,
  words,
  kind: '',
}))
const words = (text: string, recent: string[] = []) =>
  rankCommands(commands, text, recent).map((item) => item.id)

test('letters in order are enough, and a beginning beats the middle', () => {
  expect(words('pa')).toEqual(['Payments primary', 'Page someone…'])
  expect(words('pgs')).toEqual(['Page someone…'])
  expect(words('xyz')).toEqual([])
})

test('what was used last comes first among equals', () => {
  expect(words('', ['Page someone…'])[0]).toBe('Page someone…')
})
