// Calendar links over HTTP: who makes them, what they show, how they end.

import {
  applyConfiguration,
  createCalendarLink,
  createOverride,
  createSchedule,
  createToken,
  createUser,
  deactivateUser,
  listCalendarLinks,
  listShifts,
  revokeCalendarLink,
  rotateCalendarLink,
  updateSchedule,
  updateUser,
} from '@evenwatch/api'
import { DAY_MS, type Instant } from '@evenwatch/core'
import nodeIcal, { type VEvent } from 'node-ical'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exampleDocuments } from '../../configuration/testing/documents.ts'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'

const NOW: Instant = Date.parse('2026-03-18T11:00:00Z')
const here = await createInstallation(NOW)

const weekly = (name: string, role: 'primary' | 'secondary', members: string[]) => ({
  name,
  role,
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' as const },
  members,
})
const SPEC = {
  team: 'payments',
  timeZone: 'Europe/Vienna',
  layers: [
    weekly('weekly', 'primary', ['ana', 'ben']),
    weekly('second', 'secondary', ['ben', 'ana']),
  ],
}

let count = 0
let schedule = ''

beforeAll(async () => {
  await here.call(applyConfiguration, { body: { documents: exampleDocuments('payments') } })
})
beforeEach(async () => {
  count += 1
  schedule = `calendar-${count}`
  await here.call(createSchedule, { body: { name: schedule, displayName: 'Payments', spec: SPEC } })
})

const link = (kind: 'person' | 'schedule' | 'team', of: string) =>
  here.call(createCalendarLink, { body: { kind, of } })

function fetchCalendar(url: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url.replace('https://evenwatch.example.org', here.baseUrl), { headers })
}

async function eventsAt(url: string): Promise<VEvent[]> {
  const response = await fetchCalendar(url)
  expect(response.status).toBe(200)
  return Object.values(nodeIcal.sync.parseICS(await response.text())).flatMap((one) =>
    one?.type === 'VEVENT' ? [one] : [],
  )
}

describe('a schedule’s calendar', () => {
  test('holds the shifts from 30 days ago until a year ahead', async () => {
    const { url } = await link('schedule', schedule)
    const events = await eventsAt(`${url}?role=primary`)
    const span = { from: '2026-02-16T00:00:00Z', until: '2027-03-19T00:00:00Z' }
    const { shifts } = await here.call(listShifts, { params: { schedule }, query: span })
    const inOrder = events.sort((a, b) => a.start.getTime() - b.start.getTime())
    expect(inOrder.map(({ start, end }) => [start.toISOString(), end?.toISOString()])).toEqual(
      shifts.map(({ startsAt, endsAt }) => [startsAt, endsAt]),
    )
    expect(inOrder[0]?.summary).toBe('Ben Okafor on call: Payments (primary)')
  })

  test('holds every role unless one is named', async () => {
    const { url } = await link('schedule', schedule)
    const roles = new Set(
      (await eventsAt(url)).map(({ summary }) => /\((\w+)\)/.exec(String(summary))?.[1]),
    )
    expect([...roles].sort()).toEqual(['primary', 'secondary'])
    expect((await fetchCalendar(`${url}?role=captain`)).status).toBe(400)
  })

  test('shows gaps only when asked', async () => {
    const { url } = await link('schedule', schedule)
    const hours = [{ days: ['mon' as const], from: '09:00', until: '17:00' }]
    const layers = [{ ...weekly('weekly', 'primary', ['ana']), hours }]
    await here.call(updateSchedule, {
      params: { schedule },
      body: { displayName: 'Payments', spec: { ...SPEC, layers } },
    })
    const gaps = (events: VEvent[]) =>
      events.filter(({ summary }) => summary === 'Nobody on call: Payments (primary)')
    expect(gaps(await eventsAt(url))).toHaveLength(0)
    expect(gaps(await eventsAt(`${url}?gaps=1`)).length).toBeGreaterThan(50)
  })

  test('answers 304 until something it shows changes', async () => {
    const { url } = await link('schedule', schedule)
    const first = await fetchCalendar(url)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    here.setNow(NOW + 60_000)
    const again = await fetchCalendar(url, { 'if-none-match': `W/${etag}` })
    expect([again.status, await again.text()]).toEqual([304, ''])
    await here.call(createOverride, {
      params: { schedule },
      body: {
        kind: 'replace',
        remove: 'ana',
        add: 'chen',
        startsAt: new Date(NOW + 14 * DAY_MS).toISOString(),
        endsAt: new Date(NOW + 15 * DAY_MS).toISOString(),
      },
    })
    expect((await fetchCalendar(url, { 'if-none-match': etag })).status).toBe(200)
    here.setNow(NOW)
  })

  test('keeps the uid of every shift that a change does not touch, and counts the change', async () => {
    const { url } = await link('schedule', schedule)
    const before = await eventsAt(url)
    await here.call(createOverride, {
      params: { schedule },
      body: {
        kind: 'add',
        add: 'chen',
        startsAt: '2026-03-31T08:00:00Z',
        endsAt: '2026-04-01T08:00:00Z',
      },
    })
    const after = await eventsAt(url)
    const uids = new Set(after.map(({ uid }) => uid))
    expect(before.filter(({ uid }) => !uids.has(uid))).toEqual([])
    expect(after).toHaveLength(before.length + 2)
    const sequence = (events: VEvent[]) => Number(events[0]?.sequence)
    expect(sequence(after)).toBeGreaterThan(sequence(before))
    const shortened = after.find(({ end }) => end?.toISOString() === '2026-03-31T08:00:00.000Z')
    expect(before.some(({ uid }) => uid === shortened?.uid)).toBe(true)
  })
})

describe('a person’s calendar', () => {
  test('holds their shifts of all schedules, or of one team', async () => {
    const { url } = await link('person', 'ana')
    const events = await eventsAt(url)
    const own = events.filter(({ summary }) => summary === 'On call: Payments (primary)')
    expect(own.length).toBeGreaterThan(20)
    expect(events.every(({ description }) => String(description).includes('Ana Soto'))).toBe(true)
    expect(await eventsAt(`${url}?team=nobody`)).toEqual([])
    expect(await eventsAt(`${url}?team=payments`)).toHaveLength(events.length)
  })

  test('follows a new name of theirs', async () => {
    const spec = { email: 'dora@example.org' }
    await here.call(createUser, { body: { name: 'dora', displayName: 'Dora Lind', spec } })
    await here.call(createSchedule, {
      body: {
        name: 'dora-alone',
        spec: { ...SPEC, layers: [weekly('weekly', 'primary', ['dora'])] },
      },
    })
    const { url } = await link('schedule', 'dora-alone')
    const etag = (await fetchCalendar(url)).headers.get('etag') ?? ''
    await here.call(updateUser, { params: { user: 'dora' }, body: { displayName: 'Dora Berg' } })
    const after = await fetchCalendar(url, { 'if-none-match': etag })
    expect(after.status).toBe(200)
    expect(await after.text()).toContain('SUMMARY:Dora Berg on call: dora-alone (primary)')
  })
})

describe('a link', () => {
  test('is listed without its secret', async () => {
    const made = await link('team', 'payments')
    expect(made.url).toMatch(/^https:\/\/evenwatch\.example\.org\/calendar\/[0-9a-z]{40}\.ics$/)
    const { items } = await here.call(listCalendarLinks, { query: {} })
    const found = items.find(({ id }) => id === made.id)
    expect(found).toMatchObject({
      subject: { kind: 'team', name: 'payments' },
      lastFetchedAt: null,
    })
    expect(JSON.stringify(items)).not.toContain(made.url.slice(-44, -4))
    await fetchCalendar(made.url)
    const after = (await here.call(listCalendarLinks, { query: {} })).items
    expect(after.find(({ id }) => id === made.id)?.lastFetchedAt).not.toBeNull()
  })

  test('that is renewed has a new address, and the old one ends', async () => {
    const made = await link('schedule', schedule)
    const renewed = await here.call(rotateCalendarLink, { params: { link: made.id } })
    expect((await fetchCalendar(made.url)).status).toBe(404)
    expect((await fetchCalendar(renewed.url)).status).toBe(200)
  })

  test('that is revoked, unknown or malformed answers all the same', async () => {
    const made = await link('schedule', schedule)
    await here.call(revokeCalendarLink, { params: { link: made.id } })
    const unknown = made.url.replace(/[^/]+\.ics$/, `${'a'.repeat(40)}.ics`)
    const answers = await Promise.all(
      [made.url, unknown, made.url.replace('.ics', '')].map(async (url) => {
        const response = await fetchCalendar(url)
        return [response.status, await response.text()]
      }),
    )
    expect(new Set(answers.map(String)).size).toBe(1)
    expect(answers[0]?.[0]).toBe(404)
  })

  test('does not exist for others who are no administrators', async () => {
    const made = await link('schedule', schedule)
    const { token } = await here.call(createToken, { body: { name: `other-${count}` } })
    const other = here.callerWith(token)
    // The tests' administrator and this token both belong to nobody, so it sees what nobody owns.
    const { items } = await other(listCalendarLinks, { query: {} })
    expect(items).toEqual([])
    const problem = await problemOf(other(revokeCalendarLink, { params: { link: made.id } }))
    expect(problem.code).toBe('not-found')
  })

  test('of a token that only reads is not made', async () => {
    const body = { name: `reader-${count}`, role: 'observer' as const }
    const { token } = await here.call(createToken, { body })
    const call = here.callerWith(token)(createCalendarLink, {
      body: { kind: 'schedule', of: schedule },
    })
    expect((await problemOf(call)).code).toBe('not-allowed')
  })

  test('of somebody who left shows nothing', async () => {
    const { url } = await link('person', 'chen')
    expect((await fetchCalendar(url)).status).toBe(200)
    await here.call(deactivateUser, { params: { user: 'chen' } })
    expect((await fetchCalendar(url)).status).toBe(404)
  })
})
