// Changing shifts of a line that follows a calendar: the calendar is its rotation, so that every kind
// of change works on it as on any other, and outlives the calendar being read again.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  acceptCoverRequest,
  arrangeCover,
  cancelOverride,
  cancelOverrideLink,
  createCalendarFeed,
  createOverride,
  deleteCalendarFeed,
  fetchCalendarFeed,
  listOverrides,
  previewShiftChange,
  requestCover,
  setTemporarySchedule,
  takeOverShift,
} from '@evenwatch/api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { problemOf } from '../../configuration/testing/installation.ts'
import { createChangeInstallation, NOW } from './testing/change-installation.ts'

const here = await createChangeInstallation({ env: { EVENWATCH_OUTBOUND_ALLOW: '127.0.0.0/8' } })
const { ana, ben, dia } = here.as

let calendar = ''
const server = createServer((_, response) => response.end(calendar))
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shifts.ics`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** `from` and `until` as days of January 2026, at 09:00 in Vienna. */
const shift = (from: string, until: string, name: string) => [
  `UID:${from}-${name}`,
  `DTSTART;TZID=Europe/Vienna:202601${from}T090000`,
  `DTEND;TZID=Europe/Vienna:202601${until}T090000`,
  `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${name}@example.org`,
]
function serve(...events: string[][]): void {
  const lines = events.flatMap((one) => ['BEGIN:VEVENT', ...one, 'END:VEVENT'])
  calendar = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}

let count = 0
let feed = ''
let schedule = ''
const EVENING = { from: '2026-01-08T17:00:00Z', until: '2026-01-08T21:00:00Z' }
const SIX = '2026-01-08T18:00:00Z'
const params = () => ({ schedule })
const readAgain = () => here.call(fetchCalendarFeed, { params: { feed } })

beforeEach(async () => {
  here.setNow(NOW)
  count += 1
  feed = `shifts-${count}`
  schedule = await here.addSchedule('week', [], { layers: [] })
  serve(shift('05', '12', 'ana'), shift('12', '19', 'ben'))
  const body = { name: feed, url, purpose: 'schedule' as const, schedule }
  await here.call(createCalendarFeed, { body })
  return () => here.call(deleteCalendarFeed, { params: { feed } })
})

test('cover is asked for and accepted, and warned of nothing that the calendar says', async () => {
  const preview = await ana(previewShiftChange, {
    params: params(),
    body: { kind: 'cover', ...EVENING, cover: 'dia' },
  })
  expect(preview).toMatchObject({ isAllowed: true, checks: [], conflicts: [] })
  const { id } = await ana(requestCover, { params: params(), body: EVENING })
  await dia(acceptCoverRequest, { params: { request: id }, body: {} })
  expect(await here.onCall(schedule, SIX)).toEqual(['dia'])
  expect(await here.onCall(schedule, EVENING.until)).toEqual(['ana'])
})

test('cover stands when the calendar is read again, changed or not', async () => {
  const { id } = await ana(requestCover, { params: params(), body: EVENING })
  await dia(acceptCoverRequest, { params: { request: id }, body: {} })
  await readAgain()
  expect(await here.onCall(schedule, SIX)).toEqual(['dia'])
  // Ana's week is now two events, of which the second is new.
  serve(shift('05', '08', 'ana'), shift('08', '12', 'ana'), shift('12', '19', 'ben'))
  await readAgain()
  expect(await here.onCall(schedule, SIX)).toEqual(['dia'])
  // What was agreed between Ana and Dia is not about Ben.
  serve(shift('05', '08', 'ana'), shift('08', '19', 'ben'))
  await readAgain()
  expect(await here.onCall(schedule, SIX)).toEqual(['ben'])
})

test('a swap changes both halves', async () => {
  const body = {
    ...EVENING,
    kind: 'swap' as const,
    with: { user: 'ben', from: '2026-01-14T17:00:00Z', until: '2026-01-14T21:00:00Z' },
  }
  const { id } = await ana(requestCover, { params: params(), body })
  await ben(acceptCoverRequest, { params: { request: id }, body: {} })
  expect(await here.onCall(schedule, SIX)).toEqual(['ben'])
  expect(await here.onCall(schedule, '2026-01-14T18:00:00Z')).toEqual(['ana'])
})

test('a shift is taken over until its event ends', async () => {
  const made = await dia(takeOverShift, { params: params(), body: {} })
  expect(made.overrides).toMatchObject([{ endsAt: '2026-01-12T08:00:00.000Z' }])
  expect(await here.onCall(schedule, NOW)).toEqual(['dia'])
  await readAgain()
  expect(await here.onCall(schedule, SIX)).toEqual(['dia'])
  expect(await here.onCall(schedule, '2026-01-12T08:00:00Z')).toEqual(['ben'])
})

test('a lead arranges cover, overrides by hand, and sets a temporary schedule', async () => {
  const arranged = await ana(arrangeCover, {
    params: params(),
    body: { ...EVENING, away: 'ana', cover: 'dia', reason: 'ill' },
  })
  expect(await here.onCall(schedule, SIX)).toEqual(['dia'])
  const link = { ...params(), link: arranged.linkId }
  await ana(cancelOverrideLink, { params: link })
  const byHand = await ana(createOverride, {
    params: params(),
    body: { kind: 'add', add: 'ben', startsAt: EVENING.from, endsAt: EVENING.until },
  })
  expect((await here.onCall(schedule, SIX)).toSorted()).toEqual(['ana', 'ben'])
  await ana(cancelOverride, { params: { ...params(), override: byHand.id } })
  await ana(setTemporarySchedule, {
    params: params(),
    body: { ...EVENING, shifts: [{ ...EVENING, users: ['dia'] }], reason: 'fair' },
  })
  expect(await here.onCall(schedule, SIX)).toEqual(['dia'])
})

test('giving an evening of one’s own week away and taking it back is one shift', async () => {
  const { id } = await ana(requestCover, { params: params(), body: EVENING })
  await dia(acceptCoverRequest, { params: { request: id }, body: {} })
  const back = await dia(requestCover, { params: params(), body: { ...EVENING, ask: ['ana'] } })
  await ana(acceptCoverRequest, { params: { request: back.id }, body: {} })
  expect(await here.onCall(schedule, SIX)).toEqual(['ana'])
})

test('its own events are changed in the calendar alone', async () => {
  const { items } = await here.call(listOverrides, { params: params(), query: {} })
  expect(items.map(({ cause }) => cause)).toEqual(['import', 'import'])
  for (const { id } of items) {
    const problem = await problemOf(ana(cancelOverride, { params: { ...params(), override: id } }))
    expect(problem.detail).toContain(`follows the calendar ${feed}`)
  }
  const link = { ...params(), link: items[0]?.linkId ?? '' }
  expect((await problemOf(ana(cancelOverrideLink, { params: link }))).code).toBe('state-conflict')
})
