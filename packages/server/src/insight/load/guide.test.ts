// The guide shows the weights and limits that the ledger uses.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  ENGAGED_MS_MAX,
  HEAVY_SHIFT_PERCENT,
  HOUR_CLASSES,
  HOUR_MS,
  HOUR_WEIGHTS,
  INTERRUPTION_MS,
  INTERRUPTION_WEIGHTS,
  LOAD_DAYS_DEFAULT,
  LOAD_DAYS_MAX,
  SECOND_MS,
} from '@evenwatch/core'
import { expect, test } from 'vitest'

const file = join(import.meta.dirname, '../../../../../docs/guides/load-ledger.md')
const guide = readFileSync(file, 'utf8')

test('the guide names every class of hour with what it weighs', () => {
  for (const hour of HOUR_CLASSES) {
    expect(guide).toContain(`| ${hour} | ${HOUR_WEIGHTS[hour]} | ${INTERRUPTION_WEIGHTS[hour]} |`)
  }
})

test('the guide names every limit', () => {
  expect(guide).toContain(`within ${INTERRUPTION_MS / SECOND_MS} seconds`)
  expect(guide).toContain(`at most ${ENGAGED_MS_MAX / HOUR_MS} hours`)
  expect(guide).toContain(`at least ${HEAVY_SHIFT_PERCENT} % more`)
  expect(guide).toContain(`last ${LOAD_DAYS_DEFAULT} days; at most ${LOAD_DAYS_MAX} days`)
})
