import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../../platform/time.ts'
import { type EngagementKind, engagedSpans, engagedWithin } from './engaged-spans.ts'
import { ENGAGED_MS_MAX } from './load-limits.ts'

type Line = readonly [
  minute: number,
  kind: EngagementKind,
  userId?: string | null,
  groupId?: string,
]

/** Minutes engaged, by person. */
function engaged(lines: readonly Line[], nowMinute = 10_000) {
  const answers = lines.map(([minute, kind, userId = null, groupId = 'g']) => {
    return { at: minute * MINUTE_MS, kind, userId, groupId }
  })
  return engagedSpans(answers, nowMinute * MINUTE_MS).map(
    (one) => `${one.userId} ${one.startsAt / MINUTE_MS}-${one.endsAt / MINUTE_MS}`,
  )
}

describe('somebody is engaged from acknowledging a group', () => {
  test('until it is resolved, by whomever', () => {
    expect(
      engaged([
        [2, 'group-acknowledged', 'ana'],
        [32, 'group-resolved'],
      ]),
    ).toEqual(['ana 2-32'])
  })

  test('until somebody else takes it, who is engaged from then on', () => {
    expect(
      engaged([
        [2, 'group-acknowledged', 'ana'],
        [10, 'group-unacknowledged', 'ben'],
        [12, 'group-acknowledged', 'ben'],
        [20, 'group-resolved', 'ben'],
      ]),
    ).toEqual(['ana 2-10', 'ben 12-20'])
  })

  test.each(['group-snoozed', 'escalated', 'acknowledgement-lapsed', 'group-reopened'] as const)(
    'until %s',
    (kind) => {
      expect(
        engaged([
          [2, 'group-acknowledged', 'ana'],
          [9, kind, 'ana'],
          [50, 'group-resolved'],
        ]),
      ).toEqual(['ana 2-9'])
    },
  )

  test('for so long at most: a forgotten group does not count for days', () => {
    const most = ENGAGED_MS_MAX / MINUTE_MS
    expect(
      engaged([
        [0, 'group-acknowledged', 'ana'],
        [most * 3, 'group-resolved'],
      ]),
    ).toEqual([`ana 0-${most}`])
  })

  test('until now, when it still goes on', () => {
    expect(engaged([[2, 'group-acknowledged', 'ana']], 30)).toEqual(['ana 2-30'])
  })

  test('an integration that acknowledges engages nobody, and groups do not end each other', () => {
    expect(
      engaged([
        [1, 'group-acknowledged', 'ana', 'one'],
        [2, 'group-acknowledged', null, 'two'],
        [3, 'group-resolved', null, 'two'],
        [9, 'group-resolved', null, 'one'],
      ]),
    ).toEqual(['ana 1-9'])
  })
})

test('time on two groups at once counts once, and only within the span', () => {
  const at = (from: number, until: number) => {
    return { startsAt: from * HOUR_MS, endsAt: until * HOUR_MS }
  }
  expect(engagedWithin([at(1, 4), at(2, 6), at(8, 9), at(20, 21)], at(2, 9))).toEqual([
    at(2, 6),
    at(8, 9),
  ])
})
