import { expect, test } from 'vitest'
import { isKnownTimeZone } from './is-known-time-zone.ts'

test('zones are IANA names', () => {
  for (const zone of ['UTC', 'Europe/Vienna', 'America/Argentina/Buenos_Aires']) {
    expect(isKnownTimeZone(zone), zone).toBe(true)
  }
  for (const zone of ['', '+02:00', 'Europe/Atlantis', 'Vienna', 'Europe/Vienna ']) {
    expect(isKnownTimeZone(zone), zone).toBe(false)
  }
})
