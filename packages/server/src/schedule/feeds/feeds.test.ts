// Calendar feeds end to end: a local server holds the calendar, the real client fetches it, and
// absences or shifts are what it says.

import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  cancelAbsence,
  cancelOverride,
  createCalendarFeed,
  createSchedule,
  createTeam,
  createUser,
  deleteCalendarFeed,
  fetchCalendarFeed,
  listCalendarFeeds,
  listOverrides,
  listShifts,
  listUserAbsences,
  updateCalendarFeed,
} from '@evenwatch/api'
import { HOUR_MS, type Instant, MINUTE_MS } from '@evenwatch/core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'
import { feedJobs } from './feed-jobs.ts'

const NOW: Instant = Date.parse('2026-03-18T11:00:00Z')
const here = await createInstallation(NOW, { EVENWATCH_OUTBOUND_ALLOW: '127.0.0.0/8' })

type Answer = { status: number; body: string; etag?: string; location?: string }
let answer: Answer = { status: 200, body: '' }
const asked: (string | undefined)[] = []
let server: Server
let base = ''

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.headers['if-none-match'])
    const { status, body, etag, location } = answer
    const headers = { ...(etag && { etag }), ...(location && { location }) }
    if (etag !== undefined && request.headers['if-none-match'] === etag) {
      response.writeHead(304, headers).end()
    } else response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/private-secret.ics`
  for (const name of ['ana', 'ben', 'chen']) {
    const spec = { email: `${name}@example.org`, timeZone: 'Europe/Vienna' }
    await here.call(createUser, { body: { name, displayName: `${name} person`, spec } })
  }
  await here.call(createTeam, { body: { name: 'crew', spec: { members: ['ana', 'ben'] } } })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

let count = 0
let feed = ''
beforeEach(() => {
  count += 1
  feed = `feed-${count}`
  asked.length = 0
  here.setNow(NOW)
})

function serve(...events: string[][]): void {
  const lines = events.flatMap((one) => ['BEGIN:VEVENT', ...one, 'END:VEVENT'])
  const body = ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
  answer = { status: 200, body }
}
const day = (uid: string, first: string, next: string, ...more: string[]) => [
  `UID:${uid}`,
  `DTSTART;VALUE=DATE:${first}`,
  `DTEND;VALUE=DATE:${next}`,
  ...more,
]
const invited = (...names: string[]) =>
  names.map((name) => `ATTENDEE;PARTSTAT=ACCEPTED:mailto:${name}@example.org`)

const add = (body: object) =>
  here.call(createCalendarFeed, { body: { name: feed, url: base, purpose: 'absences', ...body } })
const fetchNow = () => here.call(fetchCalendarFeed, { params: { feed } })
const absencesOf = async (user: string) =>
  (await here.call(listUserAbsences, { params: { user }, query: {} })).items.filter(
    (one) => one.feed?.name === feed,
  )

describe('a calendar of absences', () => {
  test('notes them for whom it names, and lists the rest', async () => {
    serve(
      day('one', '20260401', '20260404', 'SUMMARY:Skiing', ...invited('ana')),
      day('two', '20260410', '20260411', 'SUMMARY:ben person: dentist'),
      day('three', '20260410', '20260411', 'SUMMARY:Company day'),
    )
    const made = await add({})
    expect(made).toMatchObject({ urlHint: new URL(base).host, lastError: null, eventCount: 2 })
    expect(JSON.stringify(made)).not.toContain('private-secret')
    expect(made.unmatched).toEqual([
      {
        uid: 'three',
        summary: 'Company day',
        startsAt: '2026-04-10',
        why: 'It names nobody who is known here.',
      },
    ])
    expect(await absencesOf('ana')).toMatchObject([
      { kind: 'vacation', days: { firstDay: '2026-04-01', lastDay: '2026-04-03' }, note: 'Skiing' },
    ])
    expect(await absencesOf('ben')).toHaveLength(1)
  })

  test('changes and cancels what it brought, and leaves the rest alone', async () => {
    serve(
      day('one', '20260401', '20260404', ...invited('ana')),
      day('two', '20260501', '20260502', ...invited('ana')),
    )
    await add({})
    const [first] = await absencesOf('ana')
    serve(day('one', '20260402', '20260405', ...invited('ana')))
    await fetchNow()
    const after = await absencesOf('ana')
    expect(after.map(({ id, days }) => [id, days?.firstDay])).toEqual([[first?.id, '2026-04-02']])
    // It comes back as the same absence.
    serve(
      day('one', '20260402', '20260405', ...invited('ana')),
      day('two', '20260501', '20260502', ...invited('ana')),
    )
    await fetchNow()
    expect(await absencesOf('ana')).toHaveLength(2)
  })

  test('of a team notes nothing for others', async () => {
    serve(
      day('one', '20260401', '20260402', ...invited('ana', 'chen')),
      day('two', '20260401', '20260402', ...invited('chen')),
    )
    const made = await add({ team: 'crew' })
    expect(await absencesOf('ana')).toHaveLength(1)
    expect(await absencesOf('chen')).toEqual([])
    expect(made.unmatched.map(({ uid }) => uid)).toEqual(['two'])
  })

  test('finds people by its own rule', async () => {
    serve(
      day('one', '20260401', '20260402', 'SUMMARY:[OOO] ana person - skiing'),
      day('two', '20260401', '20260402', 'SUMMARY:Talk by ben person'),
    )
    const made = await add({ matching: '^\\[OOO\\] ([^-]+)' })
    expect(made.eventCount).toBe(1)
    expect(await absencesOf('ana')).toHaveLength(1)
    const problem = await problemOf(
      here.call(updateCalendarFeed, { params: { feed }, body: { matching: '(a+)+' } }),
    )
    expect(problem.fields?.[0]?.field).toBe('matching')
  })

  test('brings absences that are changed in the calendar alone', async () => {
    serve(day('one', '20260401', '20260402', ...invited('ana')))
    await add({})
    const [absence] = await absencesOf('ana')
    expect(absence?.mayCancel).toBe(false)
    const params = { user: 'ana', absence: absence?.id ?? '' }
    const problem = await problemOf(here.call(cancelAbsence, { params }))
    expect(problem).toMatchObject({ code: 'state-conflict', detail: expect.stringContaining(feed) })
  })

  test('takes what is still to come with it when it goes', async () => {
    serve(day('one', '20260401', '20260402', ...invited('ana')))
    await add({})
    await here.call(deleteCalendarFeed, { params: { feed } })
    expect(await absencesOf('ana')).toEqual([])
    expect((await problemOf(fetchNow())).code).toBe('not-found')
  })
})

describe('a calendar that cannot be read', () => {
  test.each([
    ['is away', { status: 503, body: '' }, 'HTTP 503'],
    ['asks to sign in', { status: 200, body: '<html>' }, /^It is no calendar/],
    ['leads inside', { status: 302, body: '', location: 'http://10.0.0.1/x' }, /no public address/],
    ['leads in circles', { status: 302, body: '', location: '/again' }, /more than 3 times/],
    ['is endless', { status: 200, body: 'x'.repeat(4_200_000) }, /larger than 4194304 bytes/],
  ])('because it %s keeps what it said last', async (_, broken, why) => {
    serve(day('one', '20260401', '20260402', ...invited('ana')))
    await add({})
    const good = answer
    here.setNow(NOW + HOUR_MS)
    answer = broken
    const failed = await fetchNow()
    expect(failed.lastError).toMatch(why)
    expect(failed.lastSuccessAt).toBe(new Date(NOW).toISOString())
    expect(await absencesOf('ana')).toHaveLength(1)
    answer = good
    expect(await fetchNow()).toMatchObject({ lastError: null })
  })

  test('is refused at once when its address is none', async () => {
    const problem = await problemOf(add({ url: 'ftp://example.org/x.ics' }))
    expect(problem.fields?.[0]?.field).toBe('url')
  })
})

describe('reading regularly', () => {
  const [job] = feedJobs
  const run = async (at: Instant) => {
    here.setNow(at)
    while ((await job?.run(here.context, at))?.more);
  }

  test('happens every fifteen minutes, and asks only for what is new', async () => {
    serve(day('one', '20260401', '20260402', ...invited('ana')))
    answer = { ...answer, etag: '"first"' }
    await add({})
    await run(NOW + 14 * MINUTE_MS)
    asked.length = 0
    await run(NOW + 15 * MINUTE_MS)
    expect(asked).toContain('"first"')
    const { items } = await here.call(listCalendarFeeds, { query: {} })
    const found = items.find(({ name }) => name === feed)
    expect(found?.lastSuccessAt).toBe(new Date(NOW + 15 * MINUTE_MS).toISOString())
    expect(await absencesOf('ana')).toHaveLength(1)
  })
})

describe('a schedule that follows a calendar', () => {
  let schedule = ''
  const shift = (uid: string, from: string, until: string, ...names: string[]) => [
    `UID:${uid}`,
    `DTSTART;TZID=Europe/Vienna:${from}`,
    `DTEND;TZID=Europe/Vienna:${until}`,
    ...invited(...names),
  ]
  const shifts = async () => {
    const query = { from: '2026-03-18T00:00:00Z', until: '2026-04-30T00:00:00Z' }
    const answered = await here.call(listShifts, { params: { schedule }, query })
    return answered.shifts.map(
      ({ users, startsAt, endsAt }) =>
        `${users
          .map(({ name }) => name)
          .sort()
          .join('+')} ${startsAt.slice(5, 16)} ${endsAt.slice(5, 16)}`,
    )
  }
  const follow = async () => {
    schedule = `followed-${count}`
    await here.call(createSchedule, {
      body: { name: schedule, spec: { timeZone: 'Europe/Vienna', layers: [] } },
    })
    return add({ purpose: 'schedule', schedule })
  }

  test('has its events as shifts, together where they overlap', async () => {
    serve(
      shift('a', '20260323T090000', '20260330T090000', 'ana'),
      shift('b', '20260330T090000', '20260406T090000', 'ben'),
      shift('c', '20260404T090000', '20260405T090000', 'chen'),
    )
    await follow()
    expect(await shifts()).toEqual([
      'ana 03-23T08:00 03-30T07:00',
      'ben 03-30T07:00 04-04T07:00',
      'ben+chen 04-04T07:00 04-05T07:00',
      'ben 04-05T07:00 04-06T07:00',
    ])
    const { items } = await here.call(listOverrides, { params: { schedule }, query: {} })
    const first = items.find(({ sourceRef }) => /^feed:.*:a:once$/.test(sourceRef ?? ''))
    expect(first).toMatchObject({ kind: 'set', cause: 'import' })
    expect(first?.linkId).not.toBeNull()
  })

  test('changes with the calendar, and never what was', async () => {
    serve(
      shift('a', '20260316T090000', '20260323T090000', 'ana'),
      shift('b', '20260323T090000', '20260330T090000', 'ben'),
    )
    await follow()
    const position = async () => {
      const { items } = await here.call(listOverrides, { params: { schedule }, query: {} })
      return items.find(({ sourceRef }) => sourceRef?.includes(':b:'))?.position
    }
    const before = await position()
    here.setNow(NOW + HOUR_MS)
    serve(
      shift('a', '20260316T090000', '20260323T090000', 'chen'),
      shift('b', '20260323T090000', '20260331T090000', 'ben'),
    )
    await fetchNow()
    expect(await shifts()).toEqual([
      'ana 03-18T11:00 03-18T12:00',
      'chen 03-18T12:00 03-23T08:00',
      'ben 03-23T08:00 03-31T07:00',
    ])
    expect(await position()).toBe(before)
    // The same again changes nothing.
    await fetchNow()
    expect(await shifts()).toHaveLength(3)
    serve()
    await fetchNow()
    expect(await shifts()).toEqual(['ana 03-18T11:00 03-18T12:00'])
  })

  test('has its events changed there alone', async () => {
    serve(shift('a', '20260323T090000', '20260330T090000', 'ana'))
    await follow()
    const { items } = await here.call(listOverrides, { params: { schedule }, query: {} })
    const params = { schedule, override: items[0]?.id ?? '' }
    expect((await problemOf(here.call(cancelOverride, { params }))).code).toBe('state-conflict')
    const second = add({ name: `${feed}-second`, purpose: 'schedule', schedule })
    expect((await problemOf(second)).fields?.[0]?.field).toBe('schedule')
  })

  test('is without it when the feed goes', async () => {
    serve(shift('a', '20260323T090000', '20260330T090000', 'ana'))
    await follow()
    await here.call(deleteCalendarFeed, { params: { feed } })
    expect(await shifts()).toEqual([])
  })
})
