import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, type Span } from '../../platform/time.ts'
import { utc, WORKDAYS } from '../testing/make-schedule.ts'
import { type HourPiece, hourClasses } from './hour-classes.ts'
import { makePerson } from './testing/quality-input.ts'

const ana = makePerson('ana')
const day = (text: string): Span => ({ startsAt: utc(text), endsAt: utc(text) + DAY_MS })
const hours = (pieces: readonly HourPiece[]) =>
  pieces.map(({ startsAt, endsAt, hour }) => `${(endsAt - startsAt) / HOUR_MS}h ${hour}`)

describe('the hours of a person', () => {
  it('are sleep, evening, working and evening again on a working day', () => {
    expect(hours(hourClasses(ana, [], day('2026-01-07T00:00+01:00')))).toEqual([
      '7h sleep',
      '2h evening',
      '8h working',
      '5h evening',
      '2h sleep',
    ])
  })

  it('are weekend on the two free days, but for sleep', () => {
    expect(hours(hourClasses(ana, [], day('2026-01-10T00:00+01:00')))).toEqual([
      '7h sleep',
      '15h weekend',
      '2h sleep',
    ])
  })

  it('have their weekend where the week of the person has it', () => {
    const dina = makePerson('dina', {
      timeZone: 'Asia/Riyadh',
      workingHours: { days: ['sun', 'mon', 'tue', 'wed', 'thu'], from: '08:00', until: '16:00' },
    })
    const weekend = hourClasses(dina, [], day('2026-01-09T00:00+03:00'))
    expect(weekend.map(({ hour }) => hour)).toContain('weekend')
    const sunday = hourClasses(dina, [], day('2026-01-11T00:00+03:00'))
    expect(sunday.map(({ hour }) => hour)).toContain('working')
  })

  it('have a weekend of two days for somebody who works three days', () => {
    const part = makePerson('part', {
      workingHours: { days: ['mon', 'tue', 'wed'], from: '09:00', until: '17:00' },
    })
    const thursday = hourClasses(part, [], day('2026-01-08T00:00+01:00'))
    expect(hours(thursday)).toEqual(['7h sleep', '15h evening', '2h sleep'])
  })

  it('are holiday on a public holiday, working or not, but sleep stays sleep', () => {
    const holiday = day('2026-01-06T00:00+01:00')
    expect(hours(hourClasses(ana, [holiday], holiday))).toEqual([
      '7h sleep',
      '15h holiday',
      '2h sleep',
    ])
  })

  it('are sleep at 03:00 in each person’s own zone', () => {
    const hiro = makePerson('hiro', { timeZone: 'Asia/Tokyo' })
    const at = { startsAt: utc('2026-01-06T18:00Z'), endsAt: utc('2026-01-06T19:00Z') }
    expect(hours(hourClasses(hiro, [], at))).toEqual(['1h sleep'])
    expect(hours(hourClasses(ana, [], at))).toEqual(['1h evening'])
  })

  it('lose an hour of sleep when clocks go forward, and count one night', () => {
    const night = { startsAt: utc('2026-03-28T22:00+01:00'), endsAt: utc('2026-03-29T07:00+02:00') }
    const pieces = hourClasses(ana, [], night)
    expect(hours(pieces)).toEqual(['8h sleep'])
  })

  it('know overnight work and hours that are none', () => {
    const owl = makePerson('owl', {
      workingHours: { days: WORKDAYS, from: '22:00', until: '06:00' },
      sleepHours: { from: '08:00', until: '08:00' },
    })
    expect(hours(hourClasses(owl, [], day('2026-01-07T00:00+01:00')))).toEqual([
      '6h working',
      '16h evening',
      '2h working',
    ])
  })

  it('partition any span in any zone', () => {
    const zones = ['Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Cairo', 'America/Sao_Paulo']
    const clock = fc.constantFrom('00:00', '00:30', '02:30', '09:00', '17:00', '23:30')
    const window = fc.record({ from: clock, until: clock })
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        window,
        window,
        fc.integer({ min: 0, max: 6_000 }),
        fc.integer({ min: 1, max: 900 }),
        (timeZone, work, sleep, fromDay, spanHours) => {
          const startsAt = utc('2010-01-01T00:00Z') + fromDay * DAY_MS
          const span = { startsAt, endsAt: startsAt + spanHours * HOUR_MS }
          const person = makePerson('x', {
            timeZone,
            workingHours: { days: WORKDAYS, ...work },
            sleepHours: sleep,
          })
          const holiday = { startsAt: startsAt + 5 * HOUR_MS, endsAt: startsAt + 29 * HOUR_MS }
          const pieces = hourClasses(person, [holiday], span)
          expect(pieces[0]?.startsAt).toBe(span.startsAt)
          expect(pieces.at(-1)?.endsAt).toBe(span.endsAt)
          pieces.slice(1).forEach((piece, i) => {
            expect(piece.startsAt).toBe(pieces[i]?.endsAt)
            expect(piece.startsAt).toBeLessThan(piece.endsAt)
          })
        },
      ),
    )
  })
})
