// Classic schedules of any make against PagerDuty's rules, worked out here hour by hour in UTC: the
// highest layer that is in force, within its restrictions, holds; its person is the one whose turn
// it is, counted from the virtual start in seconds; the override made last is over everything.

import { assert, DAY_MS, formatInstant, HOUR_MS, type Instant, onCallAt } from '@evenwatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileSchedules } from '../compare-coverage.ts'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutyLayer, PagerdutyOverride, PagerdutyRestriction } from './pagerduty-source.ts'

const NOW = Date.UTC(2026, 2, 2)
const HOURS = 21 * 24
const NAMES = ['ana', 'ben', 'chen', 'dora']
const users = NAMES.map((name) => ({ id: name, name, email: `${name}@example.org` }))

const hourOf = (from: number, until: number) =>
  fc.integer({ min: from, max: until }).map((hour) => NOW + hour * HOUR_MS)
const anyUser = fc.constantFrom(...NAMES).map((id) => ({ id }))

const anyRestriction: fc.Arbitrary<PagerdutyRestriction> = fc.record({
  type: fc.constantFrom('daily_restriction', 'weekly_restriction'),
  start_time_of_day: fc
    .integer({ min: 0, max: 23 })
    .map((hour) => `${String(hour).padStart(2, '0')}:00:00`),
  duration_seconds: fc.integer({ min: 1, max: 80 }).map((hours) => hours * 3_600),
  start_day_of_week: fc.integer({ min: 1, max: 7 }),
})

const anyLayer = fc
  .record({
    startsAt: hourOf(-400, 200),
    virtualAt: hourOf(-2_000, 300),
    lastsHours: fc.option(fc.integer({ min: 450, max: 800 })),
    turnHours: fc.constantFrom(1, 7, 12, 24, 36, 48, 168, 336),
    members: fc.array(anyUser, { minLength: 1, maxLength: 4 }),
    restrictions: fc.array(anyRestriction, { maxLength: 3 }),
  })
  .map(({ startsAt, virtualAt, lastsHours, turnHours, members, restrictions }) => ({
    start: formatInstant(startsAt),
    end: lastsHours === null ? null : formatInstant(startsAt + lastsHours * HOUR_MS),
    rotation_virtual_start: formatInstant(virtualAt),
    rotation_turn_length_seconds: turnHours * 3_600,
    users: members.map((user) => ({ user })),
    restrictions,
  }))

const anyOverride = fc
  .record({ from: hourOf(0, 400), hours: fc.integer({ min: 1, max: 100 }), user: anyUser })
  .map(({ from, hours, user }) => ({
    start: formatInstant(from),
    end: formatInstant(from + hours * HOUR_MS),
    user,
  }))

test('the same person is on call in every hour', () => {
  const anyLayers = fc.array(anyLayer, { minLength: 1, maxLength: 4 })
  const anyOverrides = fc.array(anyOverride, { maxLength: 4 })
  fc.assert(
    fc.property(anyLayers, anyOverrides, (drawnLayers, drawnOverrides) => {
      const layers = drawnLayers.map((layer, i) => ({ ...layer, id: `PL${i}`, name: `Layer ${i}` }))
      const overrides = drawnOverrides.map((override, i) => ({ ...override, id: `PO${i}` }))
      const schedule = { id: 'PS1', name: 'any', time_zone: 'UTC', schedule_layers: layers }
      const source = { users, schedules: [schedule], schedule_overrides: { PS1: overrides } }
      const plan = compileSchedules(convertPagerduty(source, { now: NOW })).get('any')
      assert(plan !== undefined, 'the schedule compiles')
      const hours = Array.from({ length: HOURS }, (_, hour) => NOW + hour * HOUR_MS)
      const there = hours.map((at) => [onCallThere(layers, overrides, at) ?? 'nobody', at])
      const here = hours.map((at) => [onCallAt(plan, at).userIds.join() || 'nobody', at])
      expect(here).toEqual(there)
    }),
    { numRuns: 60 },
  )
})

function onCallThere(
  layers: readonly PagerdutyLayer[],
  overrides: readonly PagerdutyOverride[],
  at: Instant,
): string | null {
  const isIn = (start: string | null | undefined, end: string | null | undefined) =>
    Date.parse(start ?? '') <= at && (!end || at < Date.parse(end))
  const override = overrides.findLast(({ start, end }) => isIn(start, end))
  if (override) return override.user?.id ?? null
  for (const layer of layers) {
    const isHeld = isIn(layer.start, layer.end) && isUnrestricted(layer.restrictions ?? [], at)
    if (isHeld) return holderOf(layer, at)
  }
  return null
}

function holderOf(layer: PagerdutyLayer, at: Instant): string | null {
  const sinceMs = at - Date.parse(layer.rotation_virtual_start ?? '')
  const turn = Math.floor(sinceMs / ((layer.rotation_turn_length_seconds ?? 0) * 1_000))
  const people = layer.users ?? []
  const place = ((turn % people.length) + people.length) % people.length
  return people[place]?.user?.id ?? null
}

function isUnrestricted(restrictions: readonly PagerdutyRestriction[], at: Instant): boolean {
  if (restrictions.length === 0) return true
  return restrictions.some(({ type, start_time_of_day, duration_seconds, start_day_of_week }) => {
    const lastsMs = (duration_seconds ?? 0) * 1_000
    const startMs = Number(start_time_of_day?.slice(0, 2)) * HOUR_MS
    // Any of the last eight days may be the one on which it began.
    for (let back = 0; back <= 7; back += 1) {
      const day = Math.floor(at / DAY_MS) - back
      const weekday = ((day + 3) % 7) + 1
      if (type === 'weekly_restriction' && weekday !== start_day_of_week) continue
      const from = day * DAY_MS + startMs
      if (from <= at && at < from + lastsMs) return true
    }
    return false
  })
}
