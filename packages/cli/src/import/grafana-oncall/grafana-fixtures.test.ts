// Every fixture is an export in the shape of Grafana OnCall's API, with the shifts that its rules
// give, written by hand. They are checked by compiling what the converter makes of it.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { timelineOf } from '../testing/timeline-of.ts'
import { convertGrafanaOncall } from './convert-grafana-oncall.ts'
import type { GrafanaOncallSource } from './grafana-oncall-source.ts'

type Fixture = {
  readonly rule: string
  readonly now: string
  readonly from: string
  readonly until: string
  readonly expected: readonly string[]
  readonly findings: readonly string[]
  readonly source: GrafanaOncallSource
}

const folder = join(import.meta.dirname, 'fixtures')
const people = read<GrafanaOncallSource>(join(import.meta.dirname, 'fixture-people.json'))
const files = readdirSync(folder)

/** Of persons who have no address, which is the same in each fixture. */
const ABOUT_PEOPLE = ['user-without-email']

test('there are fixtures for every trap', () => {
  expect(files.length).toBeGreaterThanOrEqual(20)
})

test.each(files)('%s', (file) => {
  const fixture = read<Fixture>(join(folder, file))
  const result = convertGrafanaOncall(
    { ...people, ...fixture.source },
    { now: Date.parse(fixture.now) },
  )
  expect(timelineOf(result, 'demo-schedule', fixture), fixture.rule).toEqual(fixture.expected)
  const codes = result.findings.map(({ code }) => code).filter((one) => !ABOUT_PEOPLE.includes(one))
  expect(codes).toEqual(fixture.findings)
})

function read<T>(file: string): T {
  // Fixtures are ours; a wrong one fails its test.
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
