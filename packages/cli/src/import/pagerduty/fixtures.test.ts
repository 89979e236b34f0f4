// Every fixture's schedules, converted and compiled by the functions that the engine pages by, say
// exactly what the fixture's own rendered shifts say. Those were written by hand from PagerDuty's
// rules, never taken from here.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documentSchema } from '@evenwatch/api'
import { assert, coverageDiff, finalTimeline, type Span } from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import { compareCoverage, compileSchedules } from '../compare-coverage.ts'
import type { ImportResult } from '../import-result.ts'
import { convertPagerduty } from './convert-pagerduty.ts'
import type { PagerdutySource } from './pagerduty-source.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')

type Fixture = {
  readonly about: string
  readonly now: string
  readonly findings: readonly string[]
  readonly source: PagerdutySource
}

const fixtures = readdirSync(FOLDER)
  .filter((file) => /^v[23]-/.test(file))
  .map((file) => ({ name: file.replace('.json', ''), fixture: readFixture(file) }))

describe.each(fixtures)('$name: $fixture.about', ({ fixture }) => {
  const result = convertPagerduty(fixture.source, { now: Date.parse(fixture.now) })

  test('the same people are on call at every instant', () => {
    const plans = compileSchedules(result)
    for (const { schedule, span, shifts } of expectedOf(fixture, result)) {
      const plan = plans.get(schedule)
      assert(plan !== undefined, 'the schedule compiles')
      expect(coverageDiff(shifts, finalTimeline(plan, span), span)).toEqual([])
    }
  })

  test('the import’s own comparison finds no difference either', () => {
    const compared = compareCoverage(result, Date.parse(fixture.now))
    expect(compared.flatMap(({ differences }) => differences)).toEqual([])
    expect(compared.every(({ span }) => span !== null)).toBe(true)
  })

  test('there is a finding for what is different, and none besides', () => {
    expect(result.findings.map(({ code }) => code).sort()).toEqual(fixture.findings)
  })

  test('every document is one of ours', () => {
    for (const document of result.documents)
      expect(documentSchema.parse(document)).toEqual(document)
  })
})

test('there are at least ten fixtures of classic schedules and eight of v3', () => {
  expect(fixtures.filter(({ name }) => name.startsWith('v2-')).length).toBeGreaterThanOrEqual(10)
  expect(fixtures.filter(({ name }) => name.startsWith('v3-')).length).toBeGreaterThanOrEqual(8)
})

test.each([
  'v2-weekly-over-a-clock-change',
  'v2-twelve-hours-on-weekends',
  'v3-weekdays-count-occurrences',
  'v3-two-shifts-each',
])('%s: a rotation that begins with another person is a difference', (name) => {
  const { source, now } = readFixture(`${name}.json`)
  const result = convertPagerduty(turned(source), { now: Date.parse(now) })
  const [coverage] = compareCoverage(result, Date.parse(now))
  expect(coverage?.differences).not.toEqual([])
})

function readFixture(file: string): Fixture {
  const people: PagerdutySource = JSON.parse(readFileSync(join(FOLDER, 'people.json'), 'utf8'))
  const fixture: Fixture = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))
  return { ...fixture, source: { ...people, ...fixture.source } }
}

/** The rendered shifts as they stand in the file, with people by our names. */
function expectedOf({ source }: Fixture, { documents }: ImportResult) {
  const nameOf = (id: string | null | undefined) =>
    source.users?.find((user) => user.id === id)?.name?.toLowerCase()
  const span: Span = {
    startsAt: Date.parse(source.window?.since ?? ''),
    endsAt: Date.parse(source.window?.until ?? ''),
  }
  type Text = string | null | undefined
  const shift = (start: Text, end: Text, id: Text) => ({
    startsAt: Date.parse(start ?? ''),
    endsAt: Date.parse(end ?? ''),
    userIds: [nameOf(id)].filter((name) => name !== undefined),
  })
  const classic = (source.schedules ?? []).map(({ name, final_schedule }) => ({
    title: name,
    shifts: (final_schedule?.rendered_schedule_entries ?? []).map(({ start, end, user }) =>
      shift(start, end, user?.id),
    ),
  }))
  const shiftBased = (source.schedules_v3 ?? []).map(({ name, final_schedule }) => ({
    title: name,
    shifts: (final_schedule?.computed_shift_assignments ?? []).map((one) =>
      shift(one.start_time, one.end_time, one.member?.user_id),
    ),
  }))
  return [...classic, ...shiftBased].map(({ title, shifts }) => {
    const document = documents.find(
      ({ metadata }) => (metadata.displayName ?? metadata.name) === title,
    )
    assert(document !== undefined, 'each schedule comes over')
    return { schedule: document.metadata.name, span, shifts }
  })
}

/** The same schedules with the last member first. */
function turned(source: PagerdutySource): PagerdutySource {
  const turn = <T>(list: readonly T[] | null | undefined): T[] => [
    ...(list ?? []).slice(-1),
    ...(list ?? []).slice(0, -1),
  ]
  return {
    ...source,
    schedules: (source.schedules ?? []).map((schedule) => ({
      ...schedule,
      schedule_layers: (schedule.schedule_layers ?? []).map((layer) => ({
        ...layer,
        users: turn(layer.users),
      })),
    })),
    schedules_v3: (source.schedules_v3 ?? []).map((schedule) => ({
      ...schedule,
      rotations: (schedule.rotations ?? []).map((rotation) => ({
        ...rotation,
        events: (rotation.events ?? []).map((event) => ({
          ...event,
          assignment_strategy: {
            ...event.assignment_strategy,
            members: turn(event.assignment_strategy?.members),
          },
        })),
      })),
    })),
  }
}
