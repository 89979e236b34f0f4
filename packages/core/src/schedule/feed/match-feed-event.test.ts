import { describe, expect, test } from 'vitest'
import { matchFeedEvent } from './match-feed-event.ts'

const person = (id: string, displayName: string) => ({
  id,
  name: id,
  displayName,
  email: `${id}@example.org`,
})
const PEOPLE = [
  person('ana', 'Ana Soto'),
  person('ann', 'Ana Soto Berg'),
  person('ben', 'Ben Okafor'),
]
const event = (summary: string, attendees: string[] = [], organizer: string | null = null) => ({
  summary,
  attendees,
  organizer,
})
const match = (...parts: Parameters<typeof event>) => matchFeedEvent(event(...parts), PEOPLE, null)

describe('an event is', () => {
  test('of those invited, whatever its title says', () => {
    expect(match('Ana Soto', ['BEN@example.org', 'other@example.net'])).toEqual(['ben'])
  })

  test('of whoever the title names, as whole words', () => {
    expect(match('On call: ben okafor')).toEqual(['ben'])
    expect(match('benign changes')).toEqual([])
    expect(match('ana, ben')).toEqual(['ana', 'ben'])
  })

  test('of the longer name, where one lies within the other', () => {
    expect(match('Vacation Ana Soto Berg')).toEqual(['ann'])
    expect(match('Vacation Ana Soto')).toEqual(['ana'])
  })

  test('of its organiser, when nothing else says whose', () => {
    expect(match('Vacation', [], 'ben@example.org')).toEqual(['ben'])
    expect(match('Vacation of Ana Soto', [], 'ben@example.org')).toEqual(['ana'])
  })

  test('of whom the rule finds, and of nobody else', () => {
    const rule = '^Primary: (.+)$'
    const by = (summary: string) =>
      matchFeedEvent(event(summary, ['ben@example.org']), PEOPLE, rule)
    expect(by('Primary: ana soto')).toEqual(['ana'])
    expect(by('Primary: ann@example.org')).toEqual(['ann'])
    expect(by('Primary: nobody known')).toEqual([])
    expect(by('Secondary: Ana Soto')).toEqual([])
  })
})
