// Every fixture is an export in the shape of LinkedIn Oncall's API, with the shifts that its rules
// give for each role, written by hand. They are checked by compiling what the converter makes of it.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formatInstant, type Instant, SHIFT_ROLES } from '@evenwatch/core'
import { expect, test } from 'vitest'
import { compareCoverage, unexplained } from '../compare-coverage.ts'
import { timelineOf } from '../testing/timeline-of.ts'
import { convertLinkedinOncall } from './convert-linkedin-oncall.ts'
import type { LinkedinOncallSource } from './linkedin-oncall-source.ts'

type Fixture = {
  readonly rule: string
  readonly now: string
  readonly from: string
  readonly until: string
  /** By schedule, then by role. */
  readonly expected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  readonly absences: readonly string[]
  readonly findings: readonly string[]
  readonly source: LinkedinOncallSource
}

const folder = join(import.meta.dirname, 'fixtures')
const people = read<LinkedinOncallSource>(join(import.meta.dirname, 'fixture-people.json'))
const files = readdirSync(folder)

/** Of the two persons who do not come over, which is the same in each fixture. */
const ABOUT_PEOPLE = ['user-without-email', 'user-inactive']

test('there are fixtures for every trap', () => {
  expect(files.length).toBeGreaterThanOrEqual(20)
})

test.each(files)('%s', (file) => {
  const fixture = read<Fixture>(join(folder, file))
  const now = Date.parse(fixture.now)
  const result = convertLinkedinOncall({ ...people, ...fixture.source }, { now })
  for (const [schedule, byRole] of Object.entries(fixture.expected)) {
    for (const role of SHIFT_ROLES) {
      const expected = byRole[role]
      if (expected === undefined) continue
      const found = timelineOf(result, schedule, fixture, role)
      expect(found, `${role}: ${fixture.rule}`).toEqual(expected)
    }
  }
  const absences = result.absences.map(({ user, kind, startsAt, endsAt, note }) =>
    [user, kind, text(startsAt), text(endsAt), note].join(' ').trim(),
  )
  expect(absences).toEqual(fixture.absences)
  const codes = result.findings.map(({ code }) => code).filter((one) => !ABOUT_PEOPLE.includes(one))
  expect(codes).toEqual(fixture.findings)
})

test.each(files)('%s agrees with its own calendar as far as it is populated', (file) => {
  const fixture = read<Fixture>(join(folder, file))
  const now = Date.parse(fixture.now)
  const result = convertLinkedinOncall({ ...people, ...fixture.source }, { now })
  expect(unexplained(compareCoverage(result, now))).toEqual([])
})

function text(at: Instant): string {
  return formatInstant(at).replace(/:00(\.000)?Z$/, 'Z')
}

function read<T>(file: string): T {
  // Fixtures are ours; a wrong one fails its test.
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
