// Calendars as Google, Outlook and Apple write them, by hand.

import { expect, test } from 'vitest'
import { readFeed } from './read-feed.ts'

const span = { startsAt: Date.UTC(2026, 2, 1), endsAt: Date.UTC(2026, 4, 1) }

function calendar(...lines: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
}
const event = (...lines: string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT']

async function read(text: string, timeZone = 'Europe/Vienna') {
  const reading = await readFeed(text, { timeZone, span })
  if (!reading.ok) return reading.fault
  return {
    events: reading.events.map(({ when, ...rest }) => ({
      ...rest,
      when:
        when.kind === 'days'
          ? `${when.firstDay}..${when.lastDay}`
          : `${new Date(when.startsAt).toISOString()} ${new Date(when.endsAt).toISOString()}`,
    })),
    unread: reading.unread.map(({ uid, why }) => `${uid}: ${why}`),
  }
}
async function times(text: string, timeZone?: string): Promise<string[]> {
  const found = await read(text, timeZone)
  return typeof found === 'string' ? [found] : found.events.map(({ when }) => when)
}

/** As Outlook writes it: a name of its own, and the rules with it. */
const WINDOWS_ZONE = [
  'BEGIN:VTIMEZONE',
  'TZID:W. Europe Standard Time',
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  'TZOFFSETFROM:+0200',
  'TZOFFSETTO:+0100',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10',
  'END:STANDARD',
  'BEGIN:DAYLIGHT',
  'DTSTART:16010101T020000',
  'TZOFFSETFROM:+0100',
  'TZOFFSETTO:+0200',
  'RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3',
  'END:DAYLIGHT',
  'END:VTIMEZONE',
]

test('a day of Google’s calendar is that day, its end left out', async () => {
  const text = calendar(
    ...event(
      'UID:4q@google.com',
      'DTSTART;VALUE=DATE:20260306',
      'DTEND;VALUE=DATE:20260309',
      'SUMMARY:Ana: out\\, skiing',
      'ORGANIZER;CN=Team:mailto:team@group.calendar.google.com',
      'ATTENDEE;CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED;CN=Ana;X-NUM-GUESTS=0:mailto:ana@exa',
      ' mple.org',
      'ATTENDEE;PARTSTAT=DECLINED:mailto:ben@example.org',
    ),
  )
  expect(await read(text)).toEqual({
    events: [
      {
        uid: '4q@google.com',
        instance: null,
        summary: 'Ana: out, skiing',
        when: '2026-03-06..2026-03-08',
        attendees: ['ana@example.org'],
        organizer: 'team@group.calendar.google.com',
      },
    ],
    unread: [],
  })
})

test('a weekly event stays at its wall time through the clock change', async () => {
  const weekly = (tzid: string) =>
    event(
      'UID:weekly',
      `DTSTART;TZID=${tzid}:20260316T090000`,
      `DTEND;TZID=${tzid}:20260316T170000`,
      'RRULE:FREQ=WEEKLY;COUNT=3',
    )
  const expected = [
    '2026-03-16T08:00:00.000Z 2026-03-16T16:00:00.000Z',
    '2026-03-23T08:00:00.000Z 2026-03-23T16:00:00.000Z',
    '2026-03-30T07:00:00.000Z 2026-03-30T15:00:00.000Z',
  ]
  expect(await times(calendar(...weekly('Europe/Vienna')))).toEqual(expected)
  const outlook = calendar(...WINDOWS_ZONE, ...weekly('W. Europe Standard Time'))
  expect(await times(outlook, 'UTC')).toEqual(expected)
  const pathed = weekly('/freeassociation.sourceforge.net/Europe/Vienna')
  expect(await times(calendar(...pathed), 'UTC')).toEqual(expected)
})

test('instances that were left out, moved or called off are', async () => {
  const text = calendar(
    ...event(
      'UID:series',
      'DTSTART;TZID=Europe/Vienna:20260302T220000',
      'DTEND;TZID=Europe/Vienna:20260303T060000',
      'RRULE:FREQ=WEEKLY;UNTIL=20260330T200000Z',
      'EXDATE;TZID=Europe/Vienna:20260309T220000',
    ),
    ...event(
      'UID:series',
      'RECURRENCE-ID;TZID=Europe/Vienna:20260316T220000',
      'DTSTART;TZID=Europe/Vienna:20260318T220000',
      'DTEND;TZID=Europe/Vienna:20260319T060000',
      'SUMMARY:moved',
    ),
    ...event(
      'UID:series',
      'RECURRENCE-ID:20260323T210000Z',
      'DTSTART;TZID=Europe/Vienna:20260323T220000',
      'DTEND;TZID=Europe/Vienna:20260324T060000',
      'STATUS:CANCELLED',
    ),
  )
  const found = await read(text)
  expect(
    typeof found !== 'string' && found.events.map(({ instance, when }) => [instance, when]),
  ).toEqual([
    ['2026-03-16T21:00:00.000Z', '2026-03-18T21:00:00.000Z 2026-03-19T05:00:00.000Z'],
    ['2026-03-02T21:00:00.000Z', '2026-03-02T21:00:00.000Z 2026-03-03T05:00:00.000Z'],
    // The last one begins at the very instant in which the rule ends.
    ['2026-03-30T20:00:00.000Z', '2026-03-30T20:00:00.000Z 2026-03-31T04:00:00.000Z'],
  ])
})

test('a changed instance without its series stands by itself', async () => {
  const text = calendar(
    ...event(
      'UID:alone',
      'RECURRENCE-ID:20260316T080000Z',
      'DTSTART:20260317T080000Z',
      'DURATION:PT90M',
    ),
  )
  expect(await times(text)).toEqual(['2026-03-17T08:00:00.000Z 2026-03-17T09:30:00.000Z'])
})

test('times without a zone are those of the feed, also in a series of days', async () => {
  const floating = event('UID:f', 'DTSTART:20260310T090000', 'DTEND:20260310T100000')
  expect(await times(calendar(...floating), 'America/New_York')).toEqual([
    '2026-03-10T13:00:00.000Z 2026-03-10T14:00:00.000Z',
  ])
  const days = event(
    'UID:d',
    'DTSTART;VALUE=DATE:20260227',
    'RRULE:FREQ=DAILY;UNTIL=20260303',
    'EXDATE;VALUE=DATE:20260302',
  )
  expect(await times(calendar(...days))).toEqual([
    '2026-02-28..2026-02-28',
    '2026-03-01..2026-03-01',
    '2026-03-03..2026-03-03',
  ])
})

test('what cannot be read is told', async () => {
  const text = calendar(
    ...event('UID:a', 'DTSTART;TZID=Nowhere Standard Time:20260310T090000', 'DURATION:PT1H'),
    ...event('UID:b', 'DTSTART:20260310T090000Z', 'DTEND:20260310T090000Z'),
    ...event('UID:c', 'SUMMARY:no start'),
    ...event('UID:d', 'DTSTART:20260310T090000Z', 'no line of a calendar'),
  )
  expect(await read(text)).toEqual({
    events: [],
    unread: [
      expect.stringMatching(/^: It cannot be read: /),
      'a: Its time zone Nowhere Standard Time is not known.',
      'b: It does not end after it starts.',
      'c: It has no start.',
    ],
  })
})

test('a page that is no calendar is refused, and so is one without end', async () => {
  expect(await read('<!doctype html><title>Sign in</title>')).toMatch(/^It is no calendar/)
  expect(await read('BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n')).toMatch(/^It is no calendar/)
  const endless = event('UID:x', 'DTSTART:20260101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY')
  expect(await read(calendar(...endless))).toMatch(/^It|^Its/)
})
