import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { HOUR_MS } from '../platform/time.ts'
import { formatWallTime, parseWallTime } from './wall-time.ts'
import { isTimeZone, zoneTable } from './zone-table.ts'

const ZONES = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/Vienna',
  'Pacific/Apia',
  'UTC',
]

function wall(text: string): number {
  const read = parseWallTime(text)
  if (read === null) throw new RangeError(text)
  return read
}

const read = (zone: string, text: string, repeated: 'first' | 'second' = 'first') =>
  new Date(zoneTable(zone).instantOf(wall(text), repeated)).toISOString()

describe('a zone table', () => {
  it('agrees with Temporal on any wall time, whatever was asked before', () => {
    const asked = fc.record({
      zone: fc.constantFrom(...ZONES),
      at: fc.integer({ min: Date.UTC(1970, 0, 3) / 60_000, max: Date.UTC(2060, 0, 1) / 60_000 }),
    })
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1, maxLength: 20 }), (questions) => {
        for (const { zone, at } of questions) {
          const table = zoneTable(zone)
          const text = formatWallTime(at * 60_000)
          const plain = Temporal.PlainDateTime.from(text)
          const oracle = (disambiguation: 'compatible' | 'later') =>
            plain.toZonedDateTime(zone, { disambiguation })
          expect(table.instantOf(at * 60_000, 'first')).toBe(oracle('compatible').epochMilliseconds)
          expect(table.instantOf(at * 60_000, 'second')).toBe(oracle('later').epochMilliseconds)
          const exists = oracle('compatible').toPlainDateTime().equals(plain)
          expect(table.gapEndOf(at * 60_000) === null).toBe(exists)
          const shown = Temporal.Instant.fromEpochMilliseconds(at * 60_000).toZonedDateTimeISO(zone)
          expect(table.wallAt(at * 60_000)).toBe(at * 60_000 + shown.offsetNanoseconds / 1e6)
        }
      }),
    )
  })

  it('agrees with Temporal in every half hour around each clock change of eight years', () => {
    for (const zone of ZONES) {
      let here = Temporal.ZonedDateTime.from(`2009-06-01T00:00[${zone}]`)
      for (;;) {
        const change = here.getTimeZoneTransition('next')
        if (!change || change.year > 2017) break
        const middle = change.epochMilliseconds + change.offsetNanoseconds / 1e6
        for (let half = -60; half <= 60; half++) {
          const at = middle + half * (HOUR_MS / 2)
          const plain = Temporal.PlainDateTime.from(formatWallTime(at))
          expect(zoneTable(zone).instantOf(at, 'first')).toBe(
            plain.toZonedDateTime(zone).epochMilliseconds,
          )
        }
        here = change
      }
    }
  })

  it('reads a time in a gap with the offset before the gap', () => {
    expect(read('Europe/Vienna', '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z')
    expect(read('Australia/Lord_Howe', '2025-10-05T02:10')).toBe('2025-10-04T15:40:00.000Z')
  })

  it('reads a repeated time as the first pass, or as the second when asked', () => {
    expect(read('Europe/Vienna', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
    expect(read('Europe/Vienna', '2026-10-25T02:30', 'second')).toBe('2026-10-25T01:30:00.000Z')
  })

  it('knows that a whole day was skipped', () => {
    const gapEnd = zoneTable('Pacific/Apia').gapEndOf(wall('2011-12-30T05:00'))
    expect(gapEnd === null ? null : formatWallTime(gapEnd)).toBe('2011-12-31T00:00:00')
  })

  it('answers for instants beyond the years it reads', () => {
    const table = zoneTable('Europe/Vienna')
    expect(table.wallAt(Date.UTC(1900, 0, 1))).toBe(Date.UTC(1900, 0, 1, 1))
    expect(Number.isFinite(table.wallAt(Date.UTC(3000, 0, 1)))).toBe(true)
    expect(table.wallAt(Date.UTC(2026, 6, 1))).toBe(Date.UTC(2026, 6, 1, 2))
  })

  it('is made for named zones only', () => {
    expect(isTimeZone('Europe/Vienna')).toBe(true)
    expect(isTimeZone('Mars/Olympus')).toBe(false)
    expect(isTimeZone('+02:00')).toBe(false)
    expect(isTimeZone('')).toBe(false)
  })
})
