// Public holidays: what the calendars know, what a person may choose, and when their days are.

import {
  applyConfiguration,
  createUser,
  exportConfiguration,
  getUser,
  listHolidayCountries,
  listHolidayRegions,
  listHolidays,
  updateUser,
} from '@evenwatch/api'
import { describe, expect, test } from 'vitest'
import { createInstallation, problemOf } from '../../configuration/testing/installation.ts'
import { holidaysOf, holidaysOfPeople } from './holidays-of.ts'

const here = await createInstallation(Date.parse('2026-03-18T11:00:00Z'))
const iso = (at: number) => new Date(at).toISOString()
const year = (country: string, region?: string) =>
  here.call(listHolidays, { query: { country, year: 2026, ...(region && { region }) } })

describe('the calendars', () => {
  test('know countries, and the regions that have days of their own', async () => {
    const { countries } = await here.call(listHolidayCountries, {})
    expect(countries).toContainEqual({ code: 'AT', name: 'Austria' })
    const { regions } = await here.call(listHolidayRegions, { params: { country: 'DE' } })
    expect(regions).toContainEqual({ code: 'BY', name: 'Bayern' })
    expect(regions).toContainEqual({ code: 'BY-A', name: 'Bayern, Stadt Augsburg' })
  })

  test('hold public holidays alone, which differ by region', async () => {
    const names = async (region?: string) =>
      (await year('DE', region)).holidays.map(({ date }) => date)
    expect(await names()).toContain('2026-10-03')
    expect(await names()).not.toContain('2026-08-15')
    expect(await names('BY-A')).toContain('2026-08-08')
    const { holidays } = await year('AT', '9')
    expect(holidays[0]).toEqual({
      date: '2026-01-01',
      days: 1,
      name: "New Year's Day",
    })
    expect(holidays).toHaveLength(13)
  })

  test.each([
    ['XX', undefined, 'country'],
    ['AT', '77', 'region'],
    ['MC', '1', 'region'],
  ])('refuse %s %s at the field', async (country, region, field) => {
    const problem = await problemOf(year(country, region))
    expect(problem.fields?.[0]?.field).toBe(field)
  })
})

describe('a person’s holidays', () => {
  const vienna = { timeZone: 'Europe/Vienna', holidays: { country: 'AT', region: '9' } }

  test('last from midnight to midnight where the person is', async () => {
    const span = { startsAt: Date.UTC(2026, 9, 20), endsAt: Date.UTC(2026, 10, 2) }
    const found = await holidaysOf(vienna, span)
    expect(found.map(({ startsAt, endsAt }) => [iso(startsAt), iso(endsAt)])).toEqual([
      ['2026-10-25T23:00:00.000Z', '2026-10-26T23:00:00.000Z'],
      ['2026-10-31T23:00:00.000Z', '2026-11-01T23:00:00.000Z'],
    ])
    const elsewhere = await holidaysOf({ ...vienna, timeZone: 'Pacific/Auckland' }, span)
    expect(elsewhere[0] && iso(elsewhere[0].startsAt)).toBe('2026-10-25T11:00:00.000Z')
  })

  test('cross the turn of the year', async () => {
    const span = { startsAt: Date.UTC(2026, 11, 24), endsAt: Date.UTC(2027, 0, 2) }
    const found = await holidaysOf({ ...vienna, timeZone: 'Pacific/Kiritimati' }, span)
    expect(found.map(({ startsAt }) => iso(startsAt))).toEqual([
      '2026-12-24T10:00:00.000Z',
      '2026-12-25T10:00:00.000Z',
      '2026-12-31T10:00:00.000Z',
    ])
  })

  test('are none without a place', async () => {
    const span = { startsAt: 0, endsAt: Date.UTC(2026, 0, 1) }
    expect(await holidaysOf({ timeZone: 'UTC', holidays: null }, span)).toEqual([])
  })
})

describe('the place of a person', () => {
  test('is set, shown, taken away, and read for many at once', async () => {
    const spec = { email: 'ana@example.org', timeZone: 'Europe/Vienna' }
    const holidays = { country: 'AT', region: '9' }
    const made = await here.call(createUser, {
      body: { name: 'ana', displayName: 'Ana', spec: { ...spec, holidays } },
    })
    expect(made.holidays).toEqual(holidays)
    const span = { startsAt: Date.UTC(2026, 11, 25), endsAt: Date.UTC(2026, 11, 26) }
    const byPerson = await holidaysOfPeople(here.context.pool, [made.id], span)
    expect(byPerson.get(made.id)?.map(({ name }) => name)).toEqual(['Christmas Day', 'Boxing Day'])
    const change = (body: object) => here.call(updateUser, { params: { user: 'ana' }, body })
    expect((await change({ displayName: 'Ana S.' })).holidays).toEqual(holidays)
    expect((await change({ holidays: { country: 'DE' } })).holidays).toEqual({ country: 'DE' })
    expect((await change({ holidays: null })).holidays).toBeNull()
    const problem = await problemOf(change({ holidays: { country: 'AT', region: '77' } }))
    expect(problem.fields).toEqual([
      { field: 'holidays.region', rule: 'AT has no region 77.', example: '1' },
    ])
  })

  test('goes through files and comes back in the export', async () => {
    const apply = (holidays: object | undefined) =>
      here.call(applyConfiguration, {
        body: {
          documents: [
            {
              file: 'people.yaml',
              line: 1,
              document: {
                apiVersion: 'evenwatch/v1',
                kind: 'User',
                metadata: { name: 'ben' },
                spec: { email: 'ben@example.org', ...(holidays && { holidays }) },
              },
            },
          ],
        },
      })
    await apply({ country: 'DE', region: 'BY' })
    const ben = () => here.call(getUser, { params: { user: 'ben' } })
    expect((await ben()).holidays).toEqual({ country: 'DE', region: 'BY' })
    await apply(undefined)
    expect((await ben()).holidays).toEqual({ country: 'DE', region: 'BY' })
    const { documents } = await here.call(exportConfiguration, { query: {} })
    const exported = JSON.stringify(documents)
    expect(exported).toContain('"holidays":{"country":"DE","region":"BY"}')
    const problem = await problemOf(apply({ country: 'ZZ' }))
    expect(problem.fields?.[0]?.field).toContain('spec.holidays.country')
  })
})
