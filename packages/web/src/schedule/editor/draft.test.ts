import { scheduleSpecSchema } from '@evenwatch/api'
import { expect, test } from 'vitest'
import {
  draftOf,
  hoursInWords,
  isChanged,
  moved,
  ruleTurnOf,
  specOfDraft,
  turnInWords,
  withMembers,
} from './draft.ts'
import { TEMPLATES, templateLayers } from './templates.ts'

const short = {
  name: 'weekly',
  firstHandoff: '2026-01-05T09:00',
  turn: { length: 1, unit: 'week' },
  members: ['ana', ['ben', 'chen'], null],
}
const long = {
  name: 'nights',
  priority: 2,
  versions: [
    { ...short, name: undefined, effectiveFrom: null },
    { ...short, name: undefined, effectiveFrom: '2026-03-02T08:00:00Z', startsWith: 1 },
  ].map(({ name: _, ...version }) => version),
}
const SPEC = scheduleSpecSchema.parse({ timeZone: 'Europe/Vienna', layers: [short, long] })

test('a draft that nobody touched is the plan as it stands, in both forms of a layer', () => {
  const draft = draftOf(SPEC)
  expect(isChanged(SPEC, draft)).toBe(false)
  expect(specOfDraft(SPEC, draft)).toEqual(SPEC)
})

test('only the layer that is touched is written anew, as its newest version', () => {
  const [weekly, nights] = draftOf(SPEC)
  if (!weekly || !nights) return expect.fail('two layers')
  const next = { ...nights, version: { ...nights.version, members: ['ana'] } }
  const spec = specOfDraft(SPEC, [weekly, next])
  expect(isChanged(SPEC, [weekly, next])).toBe(true)
  expect(spec.layers[0]).toEqual(SPEC.layers[0])
  expect(spec.layers[1]).toMatchObject({ name: 'nights', priority: 2, members: ['ana'] })
  expect(scheduleSpecSchema.safeParse(spec).success).toBe(true)
})

test('who has the first turn is kept, also when the layer is touched elsewhere', () => {
  const [weekly, nights] = draftOf(SPEC)
  if (!weekly || !nights) return expect.fail('two layers')
  expect([weekly.version.startsWith, nights.version.startsWith]).toEqual([0, 1])
  const next = { ...nights, version: { ...nights.version, firstHandoff: '2026-01-06T09:00' } }
  expect(specOfDraft(SPEC, [weekly, next]).layers[1]).toMatchObject({ startsWith: 1 })
  const chosen = { ...weekly, version: { ...weekly.version, startsWith: 2 } }
  const spec = specOfDraft(SPEC, [chosen, nights])
  expect(spec.layers[0]).toMatchObject({ startsWith: 2 })
  expect(scheduleSpecSchema.safeParse(spec).success).toBe(true)
})

test('the person of the first turn keeps it when the order changes; the first in the list stays that', () => {
  const [weekly] = draftOf(SPEC)
  if (!weekly) return expect.fail('a layer')
  const first = { ...weekly.version, members: ['ana', 'ben', 'chen'], startsWith: 1 }
  expect(withMembers(first, ['chen', 'ana', 'ben']).startsWith).toBe(2)
  expect(withMembers(first, ['chen', 'ana']).startsWith).toBe(0)
  expect(withMembers({ ...first, startsWith: 0 }, ['chen', 'ana', 'ben']).startsWith).toBe(0)
})

test('a turn becomes the rule that says the same', () => {
  const [weekly] = draftOf(SPEC)
  if (!weekly) return expect.fail('a layer')
  const turn = { length: 2, unit: 'week', count: 'worked', shiftsPerMember: 3 } as const
  expect(ruleTurnOf({ ...weekly.version, turn })).toEqual({
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO',
    duration: '14d',
    count: 'worked',
    shiftsPerMember: 3,
  })
})

test('length and handoff are said in words', () => {
  const [weekly] = draftOf(SPEC)
  if (!weekly) return expect.fail('a layer')
  expect(turnInWords(weekly.version)).toBe('every week, Monday 09:00')
  const turn = { length: 2, unit: 'day', count: 'worked', shiftsPerMember: 1 } as const
  expect(turnInWords({ ...weekly.version, turn })).toBe('every 2 days, 09:00')
  expect(hoursInWords(null)).toBe('around the clock')
  expect(
    hoursInWords([{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' }]),
  ).toBe('Mon to Fri 09:00 – 17:00')
})

test('moving somebody past either end changes nothing', () => {
  const list = ['a', 'b', 'c']
  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(list, 0, -1)).toBe(list)
  expect(moved(list, 2, 3)).toBe(list)
})

test.each(TEMPLATES)('the template $title is a plan that the contract accepts', ({ name }) => {
  const people = [
    { name: 'ana', timeZone: 'Europe/Vienna' },
    { name: 'ben', timeZone: 'America/Lima' },
    { name: 'chen', timeZone: 'Asia/Singapore' },
  ]
  const offsets: Record<string, number> = { 'Europe/Vienna': 1, 'America/Lima': -5 }
  const layers = templateLayers(name, people, '2026-11-23', (zone) => offsets[zone] ?? 8)
  const spec = specOfDraft({ ...SPEC, layers: [] }, layers)
  expect(scheduleSpecSchema.safeParse(spec).error).toBeUndefined()
  expect(new Set(layers.map((layer) => layer.name)).size).toBe(layers.length)
})

test('follow the sun gives each part of the day to those who are awake', () => {
  const people = [
    { name: 'ana', timeZone: 'Europe/Vienna' },
    { name: 'chen', timeZone: 'Asia/Singapore' },
  ]
  const layers = templateLayers('sun', people, '2026-11-23', (zone) =>
    zone === 'Europe/Vienna' ? 1 : 8,
  )
  expect(layers.map((layer) => layer.version.members)).toEqual([['chen'], ['ana'], ['ana', 'chen']])
})
