import { expect, test } from 'vitest'
import { startOfDay } from '../../ui/zone.ts'
import { daysOf, stretchesOf } from './zone-days.ts'

const HOUR = 3_600_000
const ZONES = [
  'Europe/Vienna',
  'America/Lima',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'UTC',
]

test.each(ZONES)('a year of days in %s starts where the zone starts its days', (zone) => {
  const startsAt = startOfDay(Date.parse('2026-01-05T12:00:00Z'), zone)
  const days = daysOf({ startsAt, endsAt: startOfDay(startsAt, zone, 364) }, zone)
  expect(days.length).toBe(364)
  expect(days.map((day) => day.startsAt)).toEqual(
    days.map((_, index) => startOfDay(startsAt, zone, index)),
  )
})

test('the two days on which Vienna changes its clocks are marked, and no other', () => {
  const zone = 'Europe/Vienna'
  const startsAt = startOfDay(Date.parse('2026-01-05T12:00:00Z'), zone)
  const days = daysOf({ startsAt, endsAt: startOfDay(startsAt, zone, 364) }, zone)
  expect(days.flatMap((day) => day.change ?? [])).toEqual([
    'clock goes forward, 23 h',
    'clock goes back, 25 h',
  ])
})

test('stretches of one offset meet at the minute of the change', () => {
  const window = {
    startsAt: Date.parse('2026-10-20T00:00:00Z'),
    endsAt: Date.parse('2026-11-20T00:00:00Z'),
  }
  const stretches = stretchesOf(window, 'Europe/Vienna')
  expect(stretches.map((one) => [new Date(one.endsAt).toISOString(), one.offsetMs / HOUR])).toEqual(
    [
      ['2026-10-25T01:00:00.000Z', 2],
      ['2026-11-20T00:00:00.000Z', 1],
    ],
  )
})
