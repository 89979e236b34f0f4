import { describe, expect, test } from 'vitest'
import { datesOf, parseOrgSearch, periodOf } from './org-search.ts'
import { dayInWords, type OrgDay, type OrgSchedule, teamSummaries } from './team-summary.ts'

const day = (date: string, more: Partial<OrgDay> = {}): OrgDay => ({
  date,
  cover: 'covered',
  gapMinutes: 0,
  users: ['ana'],
  policies: [],
  away: [],
  overload: [],
  ...more,
})
const schedule = (team: string, days: OrgDay[], openAlertGroups = 0): OrgSchedule => ({
  schedule: `${team}-primary`,
  displayName: `${team} primary`,
  team: { name: team, displayName: team },
  timeZone: 'Europe/Vienna',
  openAlertGroups,
  days,
})
const period = { words: 'next week', dates: new Set(['2026-11-23', '2026-11-24']) }

describe('the sentence of a team', () => {
  test('says what makes it thin', () => {
    const days = [
      day('2026-11-23', {
        cover: 'partly',
        gapMinutes: 180,
        away: [{ user: 'b', isOnCall: true }],
      }),
      day('2026-11-24', {
        cover: 'partly',
        gapMinutes: 60,
        away: [{ user: 'b', isOnCall: false }],
      }),
    ]
    expect(teamSummaries([schedule('Search', days)], period)).toMatchObject([
      {
        isThin: true,
        sentence: 'Search is thin next week: no one for 4 h on 2 days, 1 away (1 while on call).',
      },
    ])
  })

  test('names people away who are not missed, and stays calm', () => {
    const days = [day('2026-11-23', { away: [{ user: 'b', isOnCall: false }] })]
    expect(teamSummaries([schedule('Search', days)], period)).toMatchObject([
      { isThin: false, sentence: 'Search is covered next week: 1 away.' },
    ])
  })

  test('counts only the days of its period, and the alerts of a team once', () => {
    const gap = day('2026-11-30', { cover: 'nobody', gapMinutes: 1_440, users: [] })
    const two = [schedule('Search', [gap], 3), schedule('Search', [day('2026-11-23')], 3)]
    expect(teamSummaries(two, period)).toMatchObject([
      { isThin: false, openAlertGroups: 3, sentence: 'Search is covered next week.' },
    ])
  })
})

test('a day is said in sentences', () => {
  const one = day('2026-11-23', {
    cover: 'partly',
    gapMinutes: 240,
    away: [{ user: 'ana', isOnCall: true }],
    overload: [{ user: 'ana', why: 'double-duty' }],
  })
  expect(dayInWords(one, () => 'Ana')).toEqual([
    'No one for 4 h; else Ana.',
    'Ana is away while on call.',
    'Ana is on call twice at once.',
  ])
})

test('a policy that holds the turn is named as people are', () => {
  const policies = [{ id: 'p', name: 'everyone-payments', displayName: 'Everyone in payments' }]
  const say = (more: Partial<OrgDay>) => dayInWords(day('2026-11-23', more), () => 'Ana')[0]
  expect(say({ users: [], policies })).toBe('On call: ↳ Everyone in payments.')
  expect(say({ policies })).toBe('On call: Ana, ↳ Everyone in payments.')
  expect(say({ users: [], policies, cover: 'partly', gapMinutes: 240 })).toBe(
    'No one for 4 h; else ↳ Everyone in payments.',
  )
})

describe('the period that is summed up', () => {
  const now = Date.parse('2026-11-18T12:00:00Z')
  const zone = 'Europe/Vienna'
  const days = (from: string, until: string) =>
    datesOf({ startsAt: Date.parse(from), endsAt: Date.parse(until) }, zone)

  test('is next week where it is on display', () => {
    const { words, dates } = periodOf(
      days('2026-11-15T23:00:00Z', '2026-11-29T23:00:00Z'),
      now,
      zone,
    )
    expect([words, dates.size, [...dates][0]]).toEqual(['next week', 7, '2026-11-23'])
  })

  test('is everything on display where it is not', () => {
    const { words, dates } = periodOf(
      days('2026-11-29T23:00:00Z', '2026-12-13T23:00:00Z'),
      now,
      zone,
    )
    expect([words, dates.size]).toEqual(['in the days shown', 14])
  })
})

test('an address that means nothing is the calendar of today', () => {
  expect(parseOrgSearch({ span: 'year', date: '2026-13-45', view: 'list', thin: 'no' })).toEqual({})
})
