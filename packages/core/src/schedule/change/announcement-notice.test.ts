import { expect, test } from 'vitest'
import { utc } from '../testing/make-schedule.ts'
import { announcementNotice } from './announcement-notice.ts'

const change = {
  event: 'cover-requested',
  key: 'cover-requested:1',
  actorName: 'Ana Soto',
  schedule: { name: 'payments', displayName: 'Payments' },
  timeZone: 'Europe/Vienna',
  span: { startsAt: utc('2026-01-07T08:00Z'), endsAt: utc('2026-01-07T16:00Z') },
  reason: 'Dentist',
  requestId: 'r1',
}

test('whoever is asked reads who asks, when and why, and finds the request', () => {
  expect(announcementNotice(change, 'ben', 'asked')).toEqual({
    userId: 'ben',
    kind: 'cover-asked',
    key: 'cover-requested:1',
    subject: 'Ana Soto asks for cover in Payments',
    text: '2026-01-07 09:00 Europe/Vienna until 2026-01-07 17:00 Europe/Vienna\n\n“Dentist”',
    path: '/cover/r1',
  })
})

test('whose shift it was hears who covers it; whoever covers it knows', () => {
  const covered = { ...change, event: 'covered', actorName: 'Ben Okafor' }
  expect(announcementNotice(covered, 'ana', 'loses')?.subject).toBe(
    'Ben Okafor covers your shift in Payments',
  )
  expect(announcementNotice(covered, 'ben', 'gains')).toBeNull()
})
