import { expect, test } from 'vitest'
import { user } from '../../testing/world.ts'
import { weeksOf } from '../calendar/month.ts'
import { csvOf } from '../csv-of.ts'
import { finalBars, inLanes, overrideInWords, type RoleShifts } from '../shifts.ts'
import { layoutOf } from './row-layout.ts'
import { neighbour, rowsOf } from './rows.ts'
import { atX, scaleOf, tilesIn, xOf } from './scale.ts'

const HOUR = 3_600_000
const ana = { id: 'id-ana', name: 'ana', displayName: 'Ana Soto' }
const ben = { id: 'id-ben', name: 'ben', displayName: 'Ben, the "second"' }
const shift = (users: (typeof ana)[], startsAt: string, endsAt: string) => ({
  users,
  policies: [],
  startsAt,
  endsAt,
  source: { kind: 'layer' as const, layer: 'weekly', override: null },
})
const DATA: RoleShifts = {
  timeZone: 'Europe/Vienna',
  role: 'primary',
  roles: ['primary'],
  // The clock goes back in between: 25 Oct has 25 hours.
  shifts: [
    shift([ana], '2026-10-19T07:00:00Z', '2026-10-26T08:00:00Z'),
    shift([ben], '2026-10-26T12:00:00Z', '2026-11-02T08:00:00Z'),
  ],
  gaps: [{ startsAt: '2026-10-26T08:00:00Z', endsAt: '2026-10-26T12:00:00Z' }],
  layers: [
    {
      name: 'weekly',
      priority: 1,
      shifts: [shift([ana], '2026-10-19T07:00:00Z', '2026-10-26T08:00:00Z')],
    },
  ],
  overrides: [],
}
test('a slot that is a policy says so in every view, and belongs to no person', () => {
  const policies = [{ id: 'id-p', name: 'daytime', displayName: 'Payments daytime' }]
  const held = { ...shift([], '2026-10-19T07:00:00Z', '2026-10-26T08:00:00Z'), policies }
  const [bar, ...others] = finalBars({ ...DATA, shifts: [held], gaps: [] })
  expect(bar).toMatchObject({ kind: 'shift', people: [], policies })
  expect(bar?.words).toBe('policy Payments daytime')
  expect(others).toEqual([])
  expect(csvOf(bar ? [bar] : [])).toContain(',policy Payments daytime,')
})

const WINDOW = {
  startsAt: Date.parse('2026-10-18T22:00:00Z'),
  endsAt: Date.parse('2026-11-01T23:00:00Z'),
}
const schedule = {
  id: 'x',
  name: 'p',
  displayName: 'P',
  managedBy: null,
  version: 1,
  updatedAt: '2026-01-01T00:00:00Z',
  spec: { timeZone: 'Europe/Vienna', areas: [], stages: [], layers: [] },
}
const USER = user('ana', 'Ana Soto', 'Europe/Vienna', { id: 'id-ana' })
const rows = rowsOf({
  schedule,
  roles: [DATA],
  users: [],
  shadesOf: () => [],
  me: 'id-ben',
  window: WINDOW,
})

test('timeline, table file and month show identical spans over a change of clocks', () => {
  const final = rows.find((row) => row.kind === 'final')?.bars ?? []
  const spans = final.map(({ startsAt, endsAt }) => [startsAt, endsAt])
  const lines = csvOf(final).trim().split('\r\n').slice(1)
  const fromFile = lines.map((line) =>
    line
      .split(',')
      .slice(1, 3)
      .map((at) => Date.parse(at)),
  )
  const month = weeksOf([DATA], WINDOW, 'Europe/Vienna').flatMap((week) => week.days)
  const fromMonth = new Map(
    [
      ...month.flatMap((day) => day.bars.map((one) => one.bar)),
      ...month.flatMap((day) => day.lines),
    ].map((bar) => [bar.key, [bar.startsAt, bar.endsAt]]),
  )
  expect(fromFile).toEqual(spans)
  expect([...fromMonth.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))).toEqual(spans)
  expect(spans).toHaveLength(3)
  expect(lines[0]).toContain(',169,')
})

test('a file keeps its columns whatever a name holds', () => {
  expect(csvOf(finalBars(DATA))).toContain('"Ben, the ""second"""')
})

test('the final line comes first, then overrides, then layers, then people, mine first', () => {
  expect(rows.map((row) => row.key)).toEqual([
    'final.primary',
    'overrides.primary',
    'layer.primary.weekly',
    'people',
    'person.ben',
    'person.ana',
  ])
})

test('arrow keys go along a row and to the nearest bar of the next one', () => {
  const [first, gap, last] = rows[0]?.bars ?? []
  const key = (press: string, from: string | undefined) =>
    neighbour(rows, from ?? null, press, WINDOW.startsAt)?.key
  expect(key('ArrowRight', first?.key)).toBe(gap?.key)
  expect(key('ArrowRight', gap?.key)).toBe(last?.key)
  expect(key('ArrowRight', last?.key)).toBeUndefined()
  expect(key('ArrowDown', first?.key)).toMatch(/^layer\.primary\.weekly/)
  expect(key('End', first?.key)).toBe(last?.key)
})

test('bars that overlap lie in lanes of their own, and a free lane is used again', () => {
  const [bar] = finalBars(DATA)
  if (!bar) return expect.fail('a bar')
  const at = (from: number, until: number) => ({
    ...bar,
    startsAt: from * HOUR,
    endsAt: until * HOUR,
  })
  expect(inLanes([at(0, 4), at(2, 6), at(4, 5), at(7, 8)]).map((one) => one.lane)).toEqual([
    0, 1, 0, 0,
  ])
})

test('pixels and instants are each other’s inverse, and a zone changes neither', () => {
  const scale = scaleOf(WINDOW, 'fortnight', 1_000, false)
  for (const bar of finalBars(DATA))
    expect(Math.abs(atX(scale, xOf(scale, bar.startsAt)) - bar.startsAt)).toBeLessThan(HOUR)
  expect(tilesIn(scale, 0, 1_000).first).toBe(0)
})

test('what is too short to be read is painted; gaps never are, and say their length', () => {
  const year = scaleOf(
    { startsAt: WINDOW.startsAt, endsAt: WINDOW.startsAt + 364 * 24 * HOUR },
    'year',
    900,
    true,
  )
  const [row] = rows
  if (!row) return expect.fail('a row')
  const layout = layoutOf(row, year)
  expect(layout.drawn.filter((bar) => bar.kind === 'gap')).toHaveLength(1)
  expect(layout.labels.size).toBe(1)
  expect(layout.painted.length + layout.drawn.length).toBe(3)
})

test('a year fits into the room there is, and day by day it is as long as it has to be', () => {
  const window = { startsAt: WINDOW.startsAt, endsAt: WINDOW.startsAt + 364 * 24 * HOUR }
  expect(scaleOf(window, 'year', 900, false).width).toBe(900)
  expect(scaleOf(window, 'year', 900, true).width).toBeGreaterThan(8_000)
})

test('why somebody is away stands in a strip of its own, and no two words touch', () => {
  const day = (from: number, until: number) => ({
    startsAt: WINDOW.startsAt + from * 24 * HOUR,
    endsAt: WINDOW.startsAt + until * 24 * HOUR,
  })
  const shades = [
    { kind: 'holiday' as const, words: 'A public holiday', ...day(1, 2) },
    { kind: 'absence' as const, words: 'Vacation', ...day(1.2, 3) },
    { kind: 'holiday' as const, words: 'Another one', ...day(9, 10) },
    { kind: 'absence' as const, words: 'Unavailable', ...day(40, 41) },
  ]
  const users = [USER]
  const away = rowsOf({
    ...{ schedule, roles: [DATA], users, shadesOf: () => shades, me: '', window: WINDOW },
  }).find((row) => row.kind === 'person' && row.person)
  const plain = rows.find((row) => row.key === away?.key)
  if (!away || !plain) return expect.fail('a row of a person')
  expect(away.height).toBeGreaterThan(plain.height)
  const { away: labels } = layoutOf(away, scaleOf(WINDOW, 'fortnight', 1_000, false))
  expect(labels.map(({ shade }) => shade.words)).toEqual(['Vacation', 'Another one'])
})

test('an override says who is there for whom', () => {
  const base = {
    id: '1',
    position: 1,
    role: 'primary',
    cause: 'override',
    linkId: null,
    sourceRef: null,
    layer: null,
    startsAt: '',
    endsAt: '',
    reason: '',
    createdBy: { kind: 'user', id: null, name: 'x' },
    createdAt: '',
    cancelledAt: null,
    hasEffect: true,
    version: 1,
  } as const
  const effect = { acts: 'wholly' as const, spans: [], idle: [], words: 'Acts.' }
  const plain = { ...base, effect, add: null, remove: null, users: [] }
  expect(overrideInWords({ ...plain, kind: 'replace', add: ben, remove: ana })).toBe(
    'Ben, the "second" for Ana Soto',
  )
  expect(overrideInWords({ ...plain, kind: 'remove', remove: ana })).toBe('Ana Soto off')
  expect(overrideInWords({ ...plain, kind: 'set' })).toBe('Nobody, on purpose')
})
