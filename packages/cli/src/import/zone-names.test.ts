import { isTimeZone } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { RAILS_ZONES, readZone } from './zone-names.ts'

const OBJECT = { kind: 'schedule', id: '1', name: 'Primary' }

test('the names of Rails are IANA zones here, and every one of those exists', () => {
  expect(readZone('Pacific Time (US & Canada)', OBJECT).timeZone).toBe('America/Los_Angeles')
  expect(readZone('Vienna', OBJECT)).toMatchObject({
    timeZone: 'Europe/Vienna',
    findings: [{ code: 'time-zone-mapped' }],
  })
  const unknown = Object.entries(RAILS_ZONES).filter(([, zone]) => !isTimeZone(zone ?? ''))
  expect(unknown).toEqual([])
  expect(Object.keys(RAILS_ZONES).length).toBeGreaterThanOrEqual(150)
})

test('IANA names and their aliases pass as they are', () => {
  for (const zone of ['Europe/Vienna', 'US/Pacific', 'Asia/Calcutta', 'UTC']) {
    expect(readZone(zone, OBJECT)).toEqual({ timeZone: zone, findings: [] })
  }
})

test('a zone that nobody knows is UTC, and a finding; none at all is the fallback', () => {
  expect(readZone('Mars/Base', OBJECT)).toMatchObject({
    timeZone: 'UTC',
    findings: [{ outcome: 'changed', code: 'time-zone-unknown' }],
  })
  expect(readZone(undefined, OBJECT, 'Asia/Tokyo')).toEqual({
    timeZone: 'Asia/Tokyo',
    findings: [],
  })
})
