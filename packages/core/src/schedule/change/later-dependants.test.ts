import { expect, test } from 'vitest'
import { compileSchedule } from '../compile-schedule.ts'
import { overrideEffects } from '../override-effects.ts'
import type { Override } from '../schedule.ts'
import { makeLayer, people, utc } from '../testing/make-schedule.ts'
import { laterDependants } from './later-dependants.ts'
import { replacing, weeklySchedule } from './testing/change-cases.ts'

const FROM = '2026-01-07T10:00Z'
const UNTIL = '2026-01-07T18:00Z'
const NOW = utc('2026-01-06T00:00Z')
const schedule = weeklySchedule('payments')

const planWith = (...overrides: Override[]) =>
  compileSchedule({ ...schedule, overrides }, new Map())
const first = replacing('ana', 'ben', FROM, UNTIL, { id: 'first', position: 1 })
const ids = (overrides: readonly Override[]) => overrides.map(({ id }) => id)

test('a replacement of the one who was put there depends on it', () => {
  const second = replacing('ben', 'chen', FROM, UNTIL, { id: 'second', position: 2 })
  const before = planWith(first, second)
  expect(ids(laterDependants(before, planWith(second), new Set(['first']), NOW))).toEqual([
    'second',
  ])
  expect(ids(laterDependants(before, planWith(first), new Set(['second']), NOW))).toEqual([])
})

test('one that would stand anyway does not, nor one that has ended', () => {
  const added = {
    ...replacing('x', 'chen', FROM, UNTIL, { id: 'added', position: 2 }),
    kind: 'add' as const,
  }
  expect(laterDependants(planWith(first, added), planWith(added), new Set(['first']), NOW)).toEqual(
    [],
  )
  const second = replacing('ben', 'chen', FROM, UNTIL, { id: 'second', position: 2 })
  const later = utc('2026-01-08T00:00Z')
  expect(
    laterDependants(planWith(first, second), planWith(second), new Set(['first']), later),
  ).toEqual([])
})

test('an override of the secondary line has its effect there', () => {
  const backup = makeLayer({ members: people('dia') }, { name: 'backup', role: 'secondary' })
  const override = replacing('dia', 'eli', FROM, UNTIL, { role: 'secondary' })
  const both = { ...schedule, layers: [...schedule.layers, backup], overrides: [override] }
  const plan = compileSchedule(both, new Map())
  expect(overrideEffects(plan.ofRole('secondary'), override)).toMatchObject([
    { before: ['dia'], after: ['eli'] },
  ])
})
