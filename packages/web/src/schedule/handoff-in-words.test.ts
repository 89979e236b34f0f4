import type { HandoffNote } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { OWN_NOTES_SHOWN_MAX, ownNotesOf, readersInWords } from './handoff-in-words.ts'

const ana = { id: 'a', name: 'ana', displayName: 'Ana' }
const ben = { id: 'b', name: 'ben', displayName: 'Ben' }
const at = '2026-01-05T09:00:00Z'

const noteIn = (schedule: string, id: string): HandoffNote => ({
  id,
  schedule: { id: schedule, name: schedule, displayName: schedule },
  role: 'primary',
  author: ana,
  text: 'The replica lags.',
  shiftEndsAt: null,
  createdAt: at,
  readers: [],
})

test('who has read a note stands beside it', () => {
  const unread = { user: ben, acknowledgedAt: null }
  expect(readersInWords({ readers: [unread] })).toBe('not read yet by Ben')
  expect(readersInWords({ readers: [{ user: ana, acknowledgedAt: at }, unread] })).toBe(
    'read by Ana, not yet by Ben',
  )
  expect(readersInWords({ readers: [{ user: ana, acknowledgedAt: at }] })).toBe('read by Ana')
})

test('the newest notes of the schedule at hand are shown', () => {
  const notes = ['1', '2', '3', '4'].map((id) => noteIn('payments', id))
  const shown = ownNotesOf([noteIn('search', '0'), ...notes], 'payments')
  expect(shown.map(({ id }) => id)).toEqual(['1', '2', '3'].slice(0, OWN_NOTES_SHOWN_MAX))
})
