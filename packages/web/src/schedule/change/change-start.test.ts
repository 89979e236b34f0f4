import { expect, test } from 'vitest'
import type { Shift } from '../shifts.ts'
import { isAboutMe, shiftMeant, spanAtFirst } from './change-start.ts'

const at = (hour: number) => Date.UTC(2026, 2, 16, hour)
const iso = (hour: number) => new Date(at(hour)).toISOString()
const shift = (name: string, from: number, until: number): Shift => ({
  users: [{ id: `id-${name}`, name, displayName: name }],
  policies: [],
  startsAt: iso(from),
  endsAt: iso(until),
  source: { kind: 'layer', layer: 'weekly', override: null },
})
const SHIFTS = [shift('ana', 0, 8), shift('ben', 8, 16), shift('ana', 18, 24)]
const cover = { kind: 'cover', role: 'primary' } as const

test('without words it is the person’s shift that runs, from now on, or the next one', () => {
  expect(spanAtFirst(cover, SHIFTS, 'ana', at(3))).toEqual({ startsAt: at(3), endsAt: at(8) })
  expect(spanAtFirst(cover, SHIFTS, 'ana', at(9))).toEqual({ startsAt: at(18), endsAt: at(24) })
  expect(spanAtFirst(cover, SHIFTS, 'chen', at(9))).toBeNull()
})

test('a span of the address is kept, from now on', () => {
  const search = { ...cover, from: iso(17), until: iso(18) }
  expect(spanAtFirst(search, SHIFTS, null, at(3))).toEqual({ startsAt: at(17), endsAt: at(18) })
  const begun = { ...cover, from: iso(1), until: iso(5) }
  expect(spanAtFirst(begun, SHIFTS, null, at(3))).toEqual({ startsAt: at(3), endsAt: at(5) })
})

test('the whole shift is the one that the span meets', () => {
  const part = { startsAt: at(19), endsAt: at(20) }
  expect(shiftMeant(SHIFTS, 'ana', part, at(3))).toEqual({ startsAt: at(18), endsAt: at(24) })
})

test('asking for cover is about one’s own shift unless another is named', () => {
  const me = { id: 'id-ana', name: 'ana', displayName: 'Ana' }
  expect(isAboutMe({ kind: 'cover' }, me)).toBe(true)
  expect(isAboutMe({ kind: 'cover', away: 'ben' }, me)).toBe(false)
  expect(isAboutMe({ kind: 'override' }, me)).toBe(false)
})
