// Accounts as Opsgenie gives them, each with the shifts that a person worked out for it. The texts
// beside the fixtures were written by hand from the vendor's rules; nothing of ours made them.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, finalTimeline, type Instant } from '@evenwatch/core'
import { describe, expect, test } from 'vitest'
import { compareCoverage, compileSchedules } from '../compare-coverage.ts'
import type { ImportResult, RenderedSchedule } from '../import-result.ts'
import { readCollections } from '../read-collections.ts'
import { convertOpsgenie } from './convert-opsgenie.ts'
import { OPSGENIE_COLLECTIONS, opsgenieSource } from './opsgenie-source.ts'

const FOLDER = join(import.meta.dirname, 'fixtures')
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''))

type Expected = {
  readonly now: Instant
  readonly from: Instant
  readonly until: Instant
  readonly timeZone: string
  readonly shifts: readonly string[]
  readonly findings: readonly string[]
}

function readExpected(name: string): Expected {
  const lines = readFileSync(join(FOLDER, `${name}.txt`), 'utf8')
    .trim()
    .split('\n')
  const value = (head: string) => lines.find((line) => line.startsWith(head))?.slice(head.length)
  const span = /^(\S+ \S+) -> (\S+ \S+) (\S+)$/.exec(value('span: ') ?? '')
  assert(span !== null, `${name} names its span`)
  return {
    now: instantOf(value('now: ') ?? ''),
    from: instantOf(span[1] ?? ''),
    until: instantOf(span[2] ?? ''),
    timeZone: span[3] ?? '',
    shifts: lines.filter((line) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) /.test(line)),
    findings: lines.filter((line) => line.startsWith('finding: ')).map((line) => line.slice(9)),
  }
}

/** `2026-01-05 09:00+01:00` */
function instantOf(text: string): Instant {
  const at = Date.parse(text.replace(' ', 'T'))
  assert(!Number.isNaN(at), `${text} is an instant`)
  return at
}

async function convertFixture(name: string, change = (text: string) => text) {
  const path = join(FOLDER, `${name}.json`)
  const { now } = readExpected(name)
  const collections = await readCollections(path, OPSGENIE_COLLECTIONS)
  const changed: typeof collections = JSON.parse(change(JSON.stringify(collections)))
  return convertOpsgenie(opsgenieSource(changed), { now })
}

/** Ours, in the words of the texts: neighbours with the same people are one shift. */
function shiftsOf(result: ImportResult, { from, until, timeZone }: Expected): string[] {
  const plan = compileSchedules(result).get('primary')
  assert(plan !== undefined, 'the schedule compiles')
  const joined: { startsAt: Instant; endsAt: Instant; who: string }[] = []
  for (const { startsAt, endsAt, userIds, policyIds } of finalTimeline(plan, {
    startsAt: from,
    endsAt: until,
  })) {
    const policies = policyIds.map((policyId) => `${POLICY}${policyId}`)
    const who = [...[...userIds].sort(), ...policies].join(', ')
    const last = joined.at(-1)
    if (last?.who === who && last.endsAt === startsAt) last.endsAt = endsAt
    else joined.push({ startsAt, endsAt, who })
  }
  return joined
    .filter(({ who }) => who !== '')
    .map(
      ({ startsAt, endsAt, who }) =>
        `${wall(startsAt, timeZone)} -> ${wall(endsAt, timeZone)}: ${who}`,
    )
}

function wall(at: Instant, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  const day = `${part('weekday')} ${part('year')}-${part('month')}-${part('day')}`
  return `${day} ${part('hour')}:${part('minute')}${offset}`
}

/** The hand-written shifts as if the source had rendered them. */
function renderedOf({ from, until, shifts }: Expected): RenderedSchedule {
  return {
    schedule: 'primary',
    from,
    until,
    shifts: shifts.map((line) => {
      const found = /^\w+ (\S+ \S+) -> \w+ (\S+ \S+): (.*)$/.exec(line)
      assert(found !== null, `${line} is a shift`)
      return {
        startsAt: instantOf(found[1] ?? ''),
        endsAt: instantOf(found[2] ?? ''),
        ...namesIn(found[3] ?? ''),
      }
    }),
  }
}

/** How the texts tell a policy from a person. */
const POLICY = 'policy '

function namesIn(text: string) {
  const names = text.split(', ')
  return {
    users: names.filter((name) => !name.startsWith(POLICY)),
    policies: names.flatMap((name) => (name.startsWith(POLICY) ? name.slice(POLICY.length) : [])),
  }
}

test('there are enough of them', () => {
  expect(NAMES.length).toBeGreaterThanOrEqual(20)
})

describe.each(NAMES)('%s', (name) => {
  const expected = readExpected(name)

  test('names the people whom a person worked out', async () => {
    expect(shiftsOf(await convertFixture(name), expected)).toEqual(expected.shifts)
  })

  test('says what did not come over whole', async () => {
    const { findings } = await convertFixture(name)
    const said = findings.map(({ outcome, code, object }) => `${outcome} ${code} ${object.name}`)
    expect(said.sort()).toEqual([...expected.findings].sort())
  })

  test('shows no difference to those shifts, and one when the turns are mixed up', async () => {
    const differences = async (change?: (text: string) => string) => {
      const result = await convertFixture(name, change)
      const compared = compareCoverage(
        { ...result, rendered: [renderedOf(expected)] },
        expected.now,
      )
      return compared.flatMap((one) => one.differences)
    }
    expect(await differences()).toEqual([])
    if (expected.shifts.length === 0) return
    const mixed = await differences((text) =>
      text
        .replaceAll('ana@example.org', 'X@example.org')
        .replaceAll('chen@example.org', 'ana@example.org')
        .replaceAll('X@example.org', 'chen@example.org'),
    )
    const namesThem = expected.shifts.some((line) => /ana|chen/.test(line))
    expect(mixed.length > 0).toBe(namesThem)
  })
})
