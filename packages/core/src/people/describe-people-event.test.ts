import { expect, test } from 'vitest'
import { describePeopleEvent, PEOPLE_EVENTS } from './describe-people-event.ts'

test('every kind of record has a sentence, even with data of another version', () => {
  for (const kind of PEOPLE_EVENTS) {
    for (const data of [{}, { role: null, fields: 'x', sessions: '1' }]) {
      expect(describePeopleEvent(kind, data), kind).toMatch(/^[a-z]+ .*[a-z)]$|^signed out$/)
    }
  }
})

test('sentences say what the data says', () => {
  const counts = { sessions: 1, tokens: 2 }
  expect(describePeopleEvent('user-deactivated', counts)).toBe(
    'deactivated the person, ending 1 session and 2 tokens',
  )
  const role = { from: 'observer', to: 'manager' }
  expect(describePeopleEvent('user-changed', { fields: ['timeZone', 'role'], role })).toBe(
    'changed timeZone, role: role from observer to manager',
  )
  const failure = { reason: 'wrong-password', network: '203.0.113.0/24', last: true }
  expect(describePeopleEvent('sign-in-failed', failure)).toBe(
    'failed to sign in from 203.0.113.0/24: wrong password; further attempts are refused for a while',
  )
})

test('kinds of other rooms are left to them', () => {
  expect(describePeopleEvent('acknowledged', {})).toBeNull()
  expect(describePeopleEvent('toString', {})).toBeNull()
})
