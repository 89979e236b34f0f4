import { expect, test } from 'vitest'
import { DAY_MS, HOUR_MS, type Instant } from '../platform/time.ts'
import { compileSchedule } from './compile-schedule.ts'
import { onCallAt } from './on-call-at.ts'
import { type ReviseOptions, reviseLayers } from './revise-layers.ts'
import type { Layer, LayerVersion } from './schedule.ts'

/** A Wednesday; turns begin on Mondays at 09:00. */
const NOW: Instant = Date.parse('2026-01-07T11:00:00Z')
const OPTIONS: ReviseOptions = { now: NOW, at: NOW, keepHolder: true }
const LATER: ReviseOptions = { ...OPTIONS, at: NOW + 30 * DAY_MS, keepHolder: false }

const version = (...people: string[]): LayerVersion => ({
  effectiveFrom: null,
  startsWith: 0,
  firstHandoff: '2026-01-05T09:00',
  until: null,
  turn: { kind: 'every', length: 1, unit: 'week', count: 'worked', shiftsPerMember: 1 },
  members: people.map((id) => ({ userIds: [id] })),
  hours: null,
})
const layer = (...people: string[]): Layer => ({
  name: 'weekly',
  priority: 1,
  role: 'primary',
  stages: null,
  timeZone: null,
  versions: [version(...people)],
})
const stored = (...layers: Layer[]) => ({ timeZone: 'UTC', stages: [], layers })
const short = (...layers: Layer[]) => ({ ...stored(...layers), isLong: layers.map(() => false) })
const long = (...layers: Layer[]) => ({ ...stored(...layers), isLong: layers.map(() => true) })

function whoIs(layers: readonly Layer[], at: Instant): readonly string[] {
  const schedule = { ...stored(...layers), id: 's', name: 's', teamId: null, overrides: [] }
  return onCallAt(compileSchedule(schedule, new Map()), at).userIds
}

test('a layer that says the same is left alone, whenever its newest version begins', () => {
  const first = reviseLayers(stored(layer('ana', 'ben')), short(layer('chen')), LATER)
  const again = reviseLayers(stored(...first.layers), short(layer('chen')), OPTIONS)
  expect(again).toEqual(first)
})

test('a changed layer begins anew, and whoever is on call stays until the next handoff', () => {
  const { layers } = reviseLayers(stored(layer('ana', 'ben')), short(layer('chen', 'ben')), OPTIONS)
  expect(whoIs(layers, NOW - HOUR_MS)).toEqual(['ana'])
  expect(whoIs(layers, NOW + HOUR_MS)).toEqual(['ana'])
  expect(whoIs(layers, NOW + 5 * DAY_MS)).toEqual(['ben'])
  expect(whoIs(layers, NOW + 12 * DAY_MS)).toEqual(['chen'])
})

test('a layer left out ends, and what it said before stays said', () => {
  const { layers } = reviseLayers(stored(layer('ana')), short(), OPTIONS)
  expect(whoIs(layers, NOW - 1000)).toEqual(['ana'])
  expect(whoIs(layers, NOW)).toEqual([])
  const again = reviseLayers(stored(...layers), short(), {
    ...OPTIONS,
    now: NOW + DAY_MS,
    at: NOW + DAY_MS,
  })
  expect(again.layers).toEqual(layers)
})

test('a layer that ended is brought back by naming it again', () => {
  const ended = reviseLayers(stored(layer('ana')), short(), OPTIONS).layers
  const at = NOW + 2 * DAY_MS
  const { layers } = reviseLayers(stored(...ended), short(layer('ana')), {
    now: at,
    at,
    keepHolder: true,
  })
  expect(whoIs(layers, NOW - HOUR_MS)).toEqual(['ana'])
  expect(whoIs(layers, NOW + HOUR_MS)).toEqual([])
  expect(whoIs(layers, at)).toEqual(['ana'])
})

test('a layer added to a schedule does not reach into the past', () => {
  const added = { ...layer('ben'), name: 'second' }
  const { layers } = reviseLayers(stored(layer('ana')), short(layer('ana'), added), OPTIONS)
  expect(whoIs(layers, NOW - HOUR_MS)).toEqual(['ana'])
  expect(whoIs(layers, NOW)).toEqual(['ana', 'ben'])
  const planned = reviseLayers(stored(layer('ana')), short(layer('ana'), added), LATER).layers
  const again = reviseLayers(stored(...planned), short(layer('ana'), added), OPTIONS).layers
  expect(again).toEqual(planned)
})

test('versions written out may follow those that have begun, not change or precede them', () => {
  const begun = version('ana')
  const next = { ...version('ben'), effectiveFrom: NOW + DAY_MS }
  const versions = (...all: LayerVersion[]) => long({ ...layer(), versions: all })
  const faultsOf = (wanted: ReturnType<typeof long>) =>
    reviseLayers(stored(layer('ana')), wanted, OPTIONS).faults.map(({ path }) => path.join('.'))
  expect(faultsOf(versions(begun, next))).toEqual([])
  expect(faultsOf(versions(version('ben'), next))).toEqual([
    'layers.0.versions.0.members[0].userIds[0]',
  ])
  expect(faultsOf(versions(begun, { ...next, effectiveFrom: NOW - DAY_MS }))).toEqual([
    'layers.0.versions',
  ])
  expect(faultsOf(long({ ...layer('ben'), name: 'other' }))).toEqual(['layers.0.versions'])
})

test('priority and zone of a layer that has begun stay', () => {
  const moved = { ...layer('ana'), priority: 2, timeZone: 'Asia/Tokyo' }
  const { faults } = reviseLayers(stored(layer('ana')), short(moved), OPTIONS)
  expect(faults.map(({ path }) => path.join('.'))).toEqual([
    'layers.0.priority',
    'layers.0.timeZone',
  ])
  const pinned = { ...short({ ...layer('ana'), timeZone: 'UTC' }), timeZone: 'Asia/Tokyo' }
  expect(reviseLayers(stored(layer('ana')), pinned, OPTIONS).faults).toEqual([])
})

test('a stage that began is not moved under a layer that is left out', () => {
  const staged: Layer = { ...layer('ana'), stages: ['launch'] }
  const launch = { name: 'launch', from: NOW - DAY_MS }
  const present = { ...stored(staged), stages: [launch] }
  const without = (stages: (typeof launch)[]) => ({ ...short(), stages })
  expect(reviseLayers(present, without([launch]), OPTIONS).faults).toEqual([])
  const moved = [{ ...launch, from: NOW + DAY_MS }]
  expect(reviseLayers(present, without(moved), OPTIONS).faults).toMatchObject([
    { path: ['stages'] },
  ])
})

test('a layer has begun when any of its versions has', () => {
  const late = { ...version('ben'), firstHandoff: '2026-02-01T09:00' }
  const early = { ...version('ana'), effectiveFrom: NOW - DAY_MS }
  const { layers } = reviseLayers(stored({ ...layer(), versions: [late, early] }), short(), OPTIONS)
  expect(whoIs(layers, NOW - HOUR_MS)).toEqual(['ana'])
  expect(whoIs(layers, NOW)).toEqual([])
})

test('a layer that is left out while its newest version waits for a handoff has had nobody since', () => {
  const waiting = {
    ...version('ben'),
    effectiveFrom: NOW - DAY_MS,
    firstHandoff: '2026-02-01T09:00',
  }
  const { layers } = reviseLayers(
    stored({ ...layer(), versions: [version('ana'), waiting] }),
    short(),
    OPTIONS,
  )
  expect(whoIs(layers, NOW - 2 * DAY_MS)).toEqual(['ana'])
  expect(whoIs(layers, NOW - HOUR_MS)).toEqual([])
  expect(whoIs(layers, NOW + 40 * DAY_MS)).toEqual([])
})

test('a layer that ends in the second pass of a repeated hour ends then, not an hour before', () => {
  // 02:30 in Vienna, for the second time that night.
  const at = Date.parse('2026-10-25T01:30:00Z')
  const vienna: Layer = { ...layer('ana'), timeZone: 'Europe/Vienna' }
  const options = { now: at, at, keepHolder: true }
  const { layers, faults } = reviseLayers(stored(vienna), short(), options)
  expect(faults).toEqual([])
  expect(whoIs(layers, at - 1)).toEqual(['ana'])
  expect(whoIs(layers, at)).toEqual([])
  const again = { now: at + DAY_MS, at: at + DAY_MS, keepHolder: true }
  expect(reviseLayers(stored(...layers), short(), again).layers).toEqual(layers)
})

test('another zone of the schedule does not let a turn begin in the past', () => {
  const tonight = { ...version('ana'), firstHandoff: '2026-01-07T12:00' }
  const wanted = { ...long({ ...layer(), versions: [tonight] }), timeZone: 'Asia/Tokyo' }
  const { faults } = reviseLayers(stored({ ...layer(), versions: [tonight] }), wanted, OPTIONS)
  expect(faults.map(({ path }) => path.join('.'))).toEqual(['layers.0.versions'])
})
