import { scheduleSpecSchema } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { membersOfLayer, type PlanForm, planRequest, whyNotPlan } from './plan-request.ts'

const NOW = Date.parse('2026-03-10T10:00:00Z')
const FORM: PlanForm = {
  layer: 'weekly',
  from: '',
  turns: '26',
  people: ['ana', 'ben'],
  max: { ana: '3', chen: '1', ben: '' },
  restHours: '',
  weeksInARow: '4',
  seed: 2,
}

test('what is left empty is left to the server; a maximum counts for those who are chosen', () => {
  expect(planRequest(FORM, 'Europe/Vienna', NOW)).toEqual({
    layer: 'weekly',
    turns: 26,
    people: ['ana', 'ben'],
    shiftsMax: { ana: 3 },
    limits: { weeksInARowMax: 4 },
    seed: 2,
  })
})

test('a day is its beginning in the schedule’s zone; today means from now on', () => {
  const from = (day: string) => planRequest({ ...FORM, from: day }, 'Europe/Vienna', NOW).from
  expect(from('2026-04-06')).toBe('2026-04-05T22:00:00.000Z')
  expect(from('2026-03-10')).toBeUndefined()
})

test('a form says why it cannot be sent', () => {
  expect(whyNotPlan(FORM)).toBeUndefined()
  expect(whyNotPlan({ ...FORM, people: [] })).toBe('Choose at least one person.')
  for (const turns of ['', '0', '401', '2.5', 'many']) {
    expect(whyNotPlan({ ...FORM, turns })).toBe('Say how many turns, from 1 to 400.')
  }
})

test('members of the newest version, teams as their people, leavers left out', () => {
  const layer = {
    name: 'weekly',
    firstHandoff: '2026-01-05T09:00',
    turn: { length: 1, unit: 'week' },
  }
  const members = ['ben', ['ana', 'gone'], { team: 'payments' }, null]
  const spec = scheduleSpecSchema.parse({
    timeZone: 'Europe/Vienna',
    layers: [{ ...layer, members }],
  })
  const everybody = [
    { name: 'ana', teams: [] },
    { name: 'ben', teams: [{ name: 'payments' }] },
    { name: 'chen', teams: [{ name: 'payments' }] },
  ]
  expect(membersOfLayer(spec, 'weekly', everybody)).toEqual(['ben', 'ana', 'chen'])
})
