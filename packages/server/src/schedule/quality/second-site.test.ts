// What a second site does to the nights of the first, as the report of a draft shows it.

import {
  applyConfiguration,
  assessScheduleDraft,
  createSchedule,
  getScheduleQuality,
} from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { documentsOf } from '../../configuration/testing/documents.ts'
import { createInstallation } from '../../configuration/testing/installation.ts'

const NOW: Instant = Date.parse('2026-01-05T08:00:00Z')
const here = await createInstallation(NOW)
const schedule = 'around-the-clock'

const person = (name: string, timeZone: string) => `
apiVersion: evenwatch/v1
kind: User
metadata: { name: ${name} }
spec: { email: ${name}@example.org, timeZone: ${timeZone} }
`
const PEOPLE = [
  person('ana', 'Europe/Vienna'),
  person('ben', 'Europe/Vienna'),
  person('kiri', 'Pacific/Auckland'),
  person('moana', 'Pacific/Auckland'),
].join('---')

const EVERY_DAY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const site = (name: string, timeZone: string, members: string[], from: string, until: string) => ({
  name,
  timeZone,
  members,
  firstHandoff: '2026-01-05T08:00',
  turn: { length: 1, unit: 'week' as const },
  hours: [{ days: [...EVERY_DAY], from, until }],
})

test('a second site takes the nights: hours in sleep fall to none, cover stays, handovers lie in both days', async () => {
  await here.call(applyConfiguration, { body: { documents: documentsOf(PEOPLE) } })
  const zone = 'Europe/Vienna'
  const alone = { timeZone: zone, layers: [site('vienna', zone, ['ana', 'ben'], '08:00', '08:00')] }
  await here.call(createSchedule, { body: { name: schedule, spec: alone } })
  // In January it is twelve hours later in Auckland.
  const spec = {
    timeZone: zone,
    layers: [
      site('vienna', zone, ['ana', 'ben'], '08:00', '20:00'),
      site('auckland', 'Pacific/Auckland', ['kiri', 'moana'], '08:00', '20:00'),
    ],
  }
  const params = { schedule }
  const before = await here.call(getScheduleQuality, { params, query: { weeks: 4 } })
  const after = await here.call(assessScheduleDraft, { params, body: { spec, weeks: 4 } })
  const sleepOf = ({ people }: typeof before) =>
    people.reduce((sum, { hoursByClass }) => sum + hoursByClass.sleep, 0)
  // Nine hours of each of 28 nights.
  expect(sleepOf(before)).toBe(28 * 9)
  expect(sleepOf(after)).toBe(0)
  expect(after.people.map(({ user }) => user.name).sort()).toEqual(['ana', 'ben', 'kiri', 'moana'])
  expect(before.findings.map(({ code }) => code)).not.toContain('gap')
  expect(after.findings.map(({ code }) => code)).not.toContain('gap')
  expect(after.findings.map(({ code }) => code)).not.toContain('handoff-asleep')
})
