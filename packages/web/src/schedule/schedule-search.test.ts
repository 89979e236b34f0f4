import { expect, test } from 'vitest'
import { parseScheduleSearch, stepDate, windowOf } from './schedule-search.ts'

const NOW = Date.parse('2026-10-21T10:00:00Z')
const ZONE = 'Europe/Vienna'
const shown = (search: Record<string, unknown>) => {
  const { startsAt, endsAt } = windowOf(parseScheduleSearch(search), NOW, ZONE)
  return [new Date(startsAt).toISOString(), new Date(endsAt).toISOString()]
}

test('without words two weeks from this Monday are shown, whatever the clocks do', () => {
  expect(shown({})).toEqual(['2026-10-18T22:00:00.000Z', '2026-11-01T23:00:00.000Z'])
})

test('a month is a month of the calendar, a year fifty-two weeks', () => {
  expect(shown({ span: 'month' })).toEqual(['2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'])
  expect(shown({ span: 'year' })).toEqual(['2026-10-18T22:00:00.000Z', '2027-10-17T22:00:00.000Z'])
  expect(shown({ view: 'calendar', span: 'day' })).toEqual(shown({ span: 'month' }))
})

test('steps go on to the next span and back to the former one', () => {
  const step = (search: Record<string, unknown>, by: 1 | -1) =>
    stepDate(parseScheduleSearch(search), by, NOW, ZONE)
  expect([step({}, 1), step({}, -1)]).toEqual(['2026-11-02', '2026-10-05'])
  expect([step({ span: 'month', date: '2027-01-31' }, 1), step({ span: 'month' }, -1)]).toEqual([
    '2027-02-01',
    '2026-09-01',
  ])
  expect(step({ span: 'day', date: '2026-10-25' }, 1)).toBe('2026-10-26')
})

test('an address that says nonsense says nothing', () => {
  expect(
    parseScheduleSearch({
      view: 'x',
      span: 4,
      date: 'today',
      in: 'Mars/Base',
      at: 'soon',
      panel: 1,
    }),
  ).toEqual({})
  expect(parseScheduleSearch({ view: 'timeline', span: 'fortnight', in: 'Asia/Tokyo' })).toEqual({
    in: 'Asia/Tokyo',
  })
})
