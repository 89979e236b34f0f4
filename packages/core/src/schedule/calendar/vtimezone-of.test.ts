import { describe, expect, test } from 'vitest'
import type { JcalComponent } from './jcal.ts'
import { vtimezoneOf } from './vtimezone-of.ts'

const YEAR = { startsAt: Date.UTC(2026, 0, 1), endsAt: Date.UTC(2027, 0, 1) }

function observances(timeZone: string, span = YEAR) {
  return vtimezoneOf(timeZone, span)[2].map(([name, properties]: JcalComponent) => {
    const value = (wanted: string) => properties.find(([property]) => property === wanted)?.[3]
    return [name, value('dtstart'), value('tzoffsetfrom'), value('tzoffsetto')].join(' ')
  })
}

describe('a zone in a calendar file', () => {
  test('names every change of the span, each in the wall time that held until then', () => {
    expect(observances('Europe/Vienna')).toEqual([
      'standard 1970-01-01T00:00:00 +01:00 +01:00',
      'daylight 2026-03-29T02:00:00 +01:00 +02:00',
      'standard 2026-10-25T03:00:00 +02:00 +01:00',
    ])
  })

  test('knows half an hour', () => {
    expect(observances('Australia/Lord_Howe')).toEqual([
      'standard 1970-01-01T00:00:00 +11:00 +11:00',
      'standard 2026-04-05T02:00:00 +11:00 +10:30',
      'daylight 2026-10-04T02:00:00 +10:30 +11:00',
    ])
  })

  test('knows changes at midnight', () => {
    expect(observances('Africa/Cairo')).toEqual([
      'standard 1970-01-01T00:00:00 +02:00 +02:00',
      'daylight 2026-04-24T00:00:00 +02:00 +03:00',
      'standard 2026-10-30T00:00:00 +03:00 +02:00',
    ])
  })

  test('has one observance where clocks no longer change', () => {
    expect(observances('America/Sao_Paulo')).toEqual(['standard 1970-01-01T00:00:00 -03:00 -03:00'])
  })

  test('is the same whatever was asked of the zone before', () => {
    const late = { startsAt: Date.UTC(2044, 0, 1), endsAt: Date.UTC(2044, 1, 1) }
    const before = observances('America/New_York', late)
    observances('America/New_York', { startsAt: 0, endsAt: late.endsAt })
    expect(observances('America/New_York', late)).toEqual(before)
  })
})
