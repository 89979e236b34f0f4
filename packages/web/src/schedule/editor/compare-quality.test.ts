import type { FindingGroupView, ScheduleQualityView } from '@evenwatch/api'
import { expect, test } from 'vitest'
import { qualityOf } from '../../testing/fake-quality.ts'
import { emptyWorld, user } from '../../testing/world.ts'
import { compareQuality } from './compare-quality.ts'

const world = emptyWorld()
world.users.push(
  user('ana', 'Ana Soto', 'Europe/Vienna'),
  user('ben', 'Ben Adler', 'Europe/Vienna'),
)
const report = qualityOf(world, [], 0)
const ana = { id: 'id-ana', name: 'ana', displayName: 'Ana Soto' }
const group = (code: FindingGroupView['code'], count: number): FindingGroupView => ({
  code,
  severity: 'warning',
  sentence: `${code} ${count}`,
  users: [ana],
  count,
  findings: [],
})
const withGroups = (...groups: FindingGroupView[]): ScheduleQualityView => ({ ...report, groups })

test('what is new, more frequent or gone is told, what stays is not', () => {
  const now = withGroups(
    group('short-rest', 2),
    group('double-duty', 1),
    group('weeks-in-a-row', 4),
  )
  const draft = withGroups(
    group('short-rest', 3),
    group('absent-on-call', 1),
    group('weeks-in-a-row', 4),
  )
  const { added, gone } = compareQuality(now, draft)
  expect(added.map(({ sentence }) => sentence)).toEqual(['short-rest 3', 'absent-on-call 1'])
  expect(gone.map(({ sentence }) => sentence)).toEqual(['double-duty 1'])
})

test('only people and parts that change are told', () => {
  expect(compareQuality(report, report)).toEqual({ parts: [], people: [], added: [], gone: [] })
  const [first, ...rest] = report.people
  const [part, ...parts] = report.parts
  if (!first || !part) return expect.fail('a report')
  const draft = {
    ...report,
    people: [{ ...first, weightedHours: first.weightedHours + 40 }, ...rest],
    parts: [{ ...part, points: part.points - 3 }, ...parts],
  }
  const change = compareQuality(report, draft)
  expect(change.people).toMatchObject([{ now: first.weightedHours, id: first.user.id }])
  expect(change.parts).toMatchObject([
    { name: part.name, now: part.points, draft: part.points - 3 },
  ])
})
