// The guide shows the formula that the report uses: same parts, same weights, same codes.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CALENDAR_DAYS_MAX } from '@evenwatch/api'
import {
  FINDINGS_PER_CODE_MAX,
  HOUR_CLASSES,
  HOUR_WEIGHTS,
  QUALITY_CODES,
  scoreQuality,
} from '@evenwatch/core'
import { expect, test } from 'vitest'

const guide = readFileSync(
  join(import.meta.dirname, '../../../../../docs/guides/schedule-quality.md'),
  'utf8',
)

test('the guide names every part with its points and its formula', () => {
  const nothing = {
    spanMs: 1,
    uncoveredMs: 0,
    coveredMs: 1,
    differences: [],
    weeks: 1,
    restBreaches: 0,
    onCallMs: 1,
    absentMs: 0,
    people: { all: 1, unreached: 0, unverified: 0 },
    neglects: [],
    areaCount: 0,
    areaMissingMs: 0,
  }
  for (const { name, pointsMax, formula } of scoreQuality(nothing).parts) {
    expect(guide).toContain(`| ${name} | ${pointsMax} | ${formula} |`)
  }
})

test('the guide names every class of hour with its weight, every code and every limit', () => {
  for (const hour of HOUR_CLASSES) expect(guide).toContain(`| ${hour} | ${HOUR_WEIGHTS[hour]} |`)
  for (const code of QUALITY_CODES) expect(guide).toContain(`\`${code}\``)
  expect(guide).toContain(`At most ${FINDINGS_PER_CODE_MAX} of one code`)
  expect(guide).toContain(`up to ${CALENDAR_DAYS_MAX} days`)
})
