import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../platform/time.ts'
import type { LayerVersion, Override, Turn } from './schedule.ts'
import { MEMBERS_PER_LAYER_MAX } from './schedule-limits.ts'
import {
  every,
  hours,
  makeLayer,
  makeOverride,
  makeSchedule,
  makeVersion,
  people,
} from './testing/make-schedule.ts'
import { validateSchedule } from './validate-schedule.ts'

const paths = (schedule: ReturnType<typeof makeSchedule>) =>
  validateSchedule(schedule).map((fault) => fault.path.join('.'))

const ofVersion = (version: Partial<LayerVersion>) =>
  paths(makeSchedule([makeLayer(version)])).map((path) => path.replace('layers.0.versions.0.', ''))

const ofOverride = (override: Partial<Override>) =>
  paths(makeSchedule([makeLayer({})], [makeOverride(override)])).map((path) =>
    path.replace('overrides.0.', ''),
  )

const rrule = (text: string, durationMs = HOUR_MS): Turn => ({
  kind: 'rrule',
  rrule: text,
  durationMs,
  count: 'worked',
  shiftsPerMember: 1,
})

describe('a schedule', () => {
  it('without faults has none to report', () => {
    const window = hours(['mon'], '22:00', '06:00')
    const override = makeOverride({ addUserId: 'zoe', layerName: 'weekly' })
    expect(validateSchedule(makeSchedule([makeLayer({ hours: [window] })], [override]))).toEqual([])
    expect(ofVersion({ turn: rrule('FREQ=WEEKLY;BYDAY=MO,TU') })).toEqual([])
    expect(ofVersion({ turn: rrule('RRULE:FREQ=DAILY;UNTIL=20270101T000000Z') })).toEqual([])
  })

  it('reports every fault at once, each with its place, its rule and an example', () => {
    const broken = makeSchedule([makeLayer({ firstHandoff: '5 January', members: [] })], [], 'Mars')
    expect(validateSchedule(broken)).toEqual([
      { path: ['timeZone'], rule: 'A time zone is an IANA name.', example: 'Europe/Vienna' },
      {
        path: ['layers', 0, 'versions', 0, 'firstHandoff'],
        rule: 'A wall time between 1970 and 2199, without a zone.',
        example: '2026-01-05T09:00',
      },
      {
        path: ['layers', 0, 'versions', 0, 'members'],
        rule: 'A rotation has at least one member.',
      },
    ])
  })

  it('has wall times that a calendar knows', () => {
    for (const wrong of [
      '2026-02-30T09:00',
      '2026-01-05T24:00',
      '2026-01-05',
      '2026-01-05T09:00Z',
      '1969-01-01T00:00',
    ]) {
      expect(ofVersion({ firstHandoff: wrong })).toEqual(['firstHandoff'])
    }
    expect(ofVersion({ firstHandoff: '2028-02-29T23:59:59' })).toEqual([])
    expect(ofVersion({ until: '2026-01-05T09:00' })).toEqual(['until'])
  })

  it('has turns of whole, limited lengths', () => {
    expect(ofVersion({ turn: every(0, 'day') })).toEqual(['turn.length'])
    expect(ofVersion({ turn: every(1.5, 'day') })).toEqual(['turn.length'])
    expect(ofVersion({ turn: every(366, 'day') })).toEqual([])
    expect(ofVersion({ turn: every(367, 'day') })).toEqual(['turn.length'])
    expect(ofVersion({ turn: every(1, 'day', { shiftsPerMember: 0 }) })).toEqual([
      'turn.shiftsPerMember',
    ])
    expect(ofVersion({ turn: rrule('FREQ=DAILY', 367 * DAY_MS) })).toEqual(['turn.durationMs'])
  })

  it('has recurrence rules that RFC 5545 knows and that are not finer than hours', () => {
    for (const wrong of [
      '',
      'every monday',
      'FREQ=MINUTELY',
      'FREQ=WEEKLY;BYDAY=XX',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY\nEXDATE:20260105T090000Z',
    ]) {
      expect(ofVersion({ turn: rrule(wrong) })).toEqual(['turn.rrule'])
    }
    expect(ofVersion({ turn: rrule(`FREQ=DAILY;BYHOUR=${'1,'.repeat(400)}2`) })).toEqual([
      'turn.rrule',
    ])
  })

  it('has members and begins with one of them', () => {
    expect(ofVersion({ members: [{ userIds: [] }] })).toEqual(['members.0'])
    expect(ofVersion({ members: [{ teamId: '' }] })).toEqual(['members.0'])
    expect(ofVersion({ members: people(null) })).toEqual([])
    expect(ofVersion({ startsWith: 3 })).toEqual(['startsWith'])
    expect(
      ofVersion({ members: Array.from({ length: MEMBERS_PER_LAYER_MAX + 1 }, () => null) }),
    ).toEqual(['members'])
  })

  it('has hours on known days between clock times', () => {
    expect(ofVersion({ hours: [] })).toEqual(['hours'])
    expect(ofVersion({ hours: [hours([], '09:00', '17:00')] })).toEqual(['hours.0.days'])
    expect(ofVersion({ hours: [hours(['mon', 'mon'], '09:00', '17:00')] })).toEqual([
      'hours.0.days',
    ])
    expect(ofVersion({ hours: [hours(['mon'], '9:00', '24:00')] })).toEqual([
      'hours.0.from',
      'hours.0.until',
    ])
  })

  it('has layers with names of their own, and versions that follow one another', () => {
    expect(paths(makeSchedule([makeLayer({}), makeLayer({})]))).toEqual(['layers.1.name'])
    const versions = [
      makeVersion({ effectiveFrom: 5 }),
      makeVersion({ effectiveFrom: 5 }),
      makeVersion({}),
    ]
    expect(paths(makeSchedule([makeLayer({}, { versions })]))).toEqual([
      'layers.0.versions.1.effectiveFrom',
      'layers.0.versions.2.effectiveFrom',
    ])
    expect(paths(makeSchedule([makeLayer({}, { versions: [] })]))).toEqual(['layers.0.versions'])
    expect(
      paths(makeSchedule(Array.from({ length: 51 }, (_, i) => makeLayer({}, { name: `${i}` })))),
    ).toEqual(['layers'])
  })

  it('has overrides that say whom, when and on what', () => {
    expect(ofOverride({ kind: 'add' })).toEqual(['addUserId'])
    expect(ofOverride({ kind: 'replace', addUserId: 'ana' })).toEqual(['removeUserId'])
    expect(ofOverride({ kind: 'replace', addUserId: 'ana', removeUserId: 'ana' })).toEqual([
      'addUserId',
    ])
    expect(ofOverride({ kind: 'set' })).toEqual(['userIds'])
    expect(ofOverride({ kind: 'set', userIds: [] })).toEqual([])
    expect(ofOverride({ addUserId: 'ana', startsAt: 5, endsAt: 5 })).toEqual(['endsAt'])
    expect(ofOverride({ addUserId: 'ana', layerName: 'gone' })).toEqual(['layerName'])
    const twice = makeOverride({ addUserId: 'ana' })
    expect(paths(makeSchedule([makeLayer({})], [twice, twice]))).toEqual([
      'overrides.1.id',
      'overrides.1.position',
    ])
  })
})
