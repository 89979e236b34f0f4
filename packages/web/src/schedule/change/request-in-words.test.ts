import type { CoverRequestView } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { stateInWords, takenInWords, titleOf } from './request-in-words.ts'

const ana = { id: 'a', name: 'ana', displayName: 'Ana' }
const ben = { id: 'b', name: 'ben', displayName: 'Ben' }
const yes = {
  id: 'y',
  user: ben,
  kind: 'accepted' as const,
  startsAt: '2026-03-16T17:00:00Z',
  endsAt: '2026-03-16T21:00:00Z',
  reason: '',
  answeredAt: '2026-03-10T10:00:00Z',
  undoneAt: null,
  covered: [{ startsAt: '2026-03-16T17:00:00Z', endsAt: '2026-03-16T21:00:00Z' }],
  assignedBy: null,
}
const request = (more: Partial<CoverRequestView>): CoverRequestView => ({
  id: 'r',
  kind: 'cover',
  state: 'open',
  schedule: { id: 's', name: 'p', displayName: 'Payments', timeZone: 'UTC' },
  role: 'primary',
  owner: ana,
  startsAt: '2026-03-16T17:00:00Z',
  endsAt: '2026-03-16T21:00:00Z',
  open: [],
  counterpart: null,
  askedEveryone: true,
  asked: [ben],
  note: '',
  answers: [],
  createdBy: { kind: 'user', id: 'a', name: 'Ana' },
  createdAt: '2026-03-10T09:00:00Z',
  cancelledAt: null,
  escalated: false,
  you: { isOwner: false, mayAnswer: true, mayCancel: false, mayAssign: false, mayUndo: [] },
  href: '/cover/r',
  ...more,
})

test('its state names who took it', () => {
  expect(stateInWords(request({}))).toBe('Open: nobody has accepted yet')
  const taken = request({ state: 'covered', answers: [yes] })
  expect(stateInWords(taken)).toBe('Taken by Ben')
  const covered = [{ startsAt: '2026-03-16T17:00:00Z', endsAt: '2026-03-16T18:00:00Z' }]
  expect(stateInWords({ ...taken, answers: [{ ...yes, covered }] })).toBe(
    'Taken by Ben, but for what other overrides decide',
  )
  expect(stateInWords({ ...taken, kind: 'swap' })).toBe('Agreed with Ben')
  const part = request({ state: 'partly-covered', answers: [yes, { ...yes, id: 'z' }] })
  expect(stateInWords(part)).toBe('Partly taken by Ben; the rest is open')
})

test('an acceptance that was taken back took nothing', () => {
  const undone = request({ answers: [{ ...yes, undoneAt: '2026-03-11T09:00:00Z' }] })
  expect(takenInWords(undone, 'It changed.')).toMatch(/^Somebody was faster/)
  expect(takenInWords(request({ answers: [yes] }), 'At 10:00.')).toMatch(/^Taken by Ben\. At 10:00/)
})

test('its title says who asks for what', () => {
  expect(titleOf(request({}))).toBe('Ana asks for cover')
  expect(titleOf(request({ kind: 'swap' }))).toBe('Ana proposes a swap')
  const mine = { ...request({}).you, isOwner: true }
  expect(titleOf(request({ you: mine }))).toBe('You asked for cover')
})
