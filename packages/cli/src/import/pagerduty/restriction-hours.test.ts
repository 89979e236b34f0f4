// Windows must cover exactly the minutes of the week that the restrictions' seconds cover.

import { MINUTE_MS, parseClockTime, WEEKDAYS } from '@evenwatch/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PagerdutyRestriction } from './pagerduty-source.ts'
import { restrictionHours } from './restriction-hours.ts'
import type { HoursSpec } from './schedule-spec.ts'

const DAY = 24 * 60
const WEEK = 7 * DAY

const anyRestriction = fc.record({
  type: fc.constantFrom('daily_restriction', 'weekly_restriction'),
  start_time_of_day: fc
    .integer({ min: 0, max: DAY - 1 })
    .map((minute) => `${new Date(minute * MINUTE_MS).toISOString().slice(11, 19)}`),
  duration_seconds: fc.integer({ min: 1, max: WEEK }).map((minutes) => minutes * 60),
  start_day_of_week: fc.integer({ min: 1, max: 7 }),
})

test('windows cover the same minutes of the week, over midnight and over its end', () => {
  fc.assert(
    fc.property(fc.array(anyRestriction, { minLength: 1, maxLength: 4 }), (restrictions) => {
      const read = restrictionHours(restrictions)
      expect(minutesOfHours(read?.hours)).toEqual(minutesOf(restrictions))
    }),
  )
})

test('equal times of several days are one window', () => {
  const weekdays = [1, 2, 3, 4, 5].map((day) => ({
    type: 'weekly_restriction',
    start_time_of_day: '09:00:00',
    duration_seconds: 28_800,
    start_day_of_week: day,
  }))
  expect(restrictionHours(weekdays)).toEqual({
    hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', until: '17:00' }],
    isSplit: false,
    isRounded: false,
  })
})

test('seconds are widened to whole minutes, and no restriction is always', () => {
  const odd = { type: 'daily_restriction', start_time_of_day: '08:59:30', duration_seconds: 60 }
  expect(restrictionHours([odd])).toMatchObject({
    hours: [{ from: '08:59', until: '09:01' }],
    isRounded: true,
  })
  expect(restrictionHours([])?.hours).toBeNull()
})

test('a time or a day that does not exist is not said', () => {
  const wrong = { type: 'weekly_restriction', start_time_of_day: '09:00:00', duration_seconds: 60 }
  expect(restrictionHours([{ ...wrong, start_day_of_week: 8 }])).toBeNull()
  expect(
    restrictionHours([{ ...wrong, type: 'daily_restriction', start_time_of_day: '25:00:00' }]),
  ).toBeNull()
})

function minutesOf(restrictions: readonly PagerdutyRestriction[]): number[] {
  const covered = new Set<number>()
  for (const { type, start_time_of_day, duration_seconds, start_day_of_week } of restrictions) {
    const [hours = 0, minutes = 0] = (start_time_of_day ?? '').split(':').map(Number)
    const days =
      type === 'daily_restriction' ? [0, 1, 2, 3, 4, 5, 6] : [(start_day_of_week ?? 1) - 1]
    for (const day of days) {
      for (let i = 0; i < (duration_seconds ?? 0) / 60; i += 1) {
        covered.add((day * DAY + hours * 60 + minutes + i) % WEEK)
      }
    }
  }
  return [...covered].sort((a, b) => a - b)
}

function minutesOfHours(hours: HoursSpec | undefined): number[] {
  const covered = new Set<number>()
  if (!hours) return Array.from({ length: WEEK }, (_, i) => i)
  for (const { days, from, until } of hours) {
    const start = (parseClockTime(from) ?? 0) / MINUTE_MS
    const end = (parseClockTime(until) ?? 0) / MINUTE_MS
    const lasts = end > start ? end - start : end - start + DAY
    for (const day of days) {
      for (let i = 0; i < lasts; i += 1) {
        covered.add((WEEKDAYS.indexOf(day) * DAY + start + i) % WEEK)
      }
    }
  }
  return [...covered].sort((a, b) => a - b)
}
