import { expect, test } from 'vitest'
import { nextRuleTurns } from './next-rule-turns.ts'
import { makeLayer, makeSchedule, utc } from './testing/make-schedule.ts'
import { validateSchedule } from './validate-schedule.ts'

const draft = {
  rrule: 'FREQ=WEEKLY;BYDAY=MO,TH',
  duration: '8h',
  firstHandoff: '2026-01-05T09:00',
  timeZone: 'Europe/Vienna',
}
const NOW = utc('2026-10-20T00:00Z')
const starts = (more: Partial<typeof draft>, count = 5) => {
  const told = nextRuleTurns({ ...draft, ...more }, NOW, count)
  return told.kind === 'turns'
    ? told.turns.map((one) => new Date(one.startsAt).toISOString())
    : told
}

test('the next turns of a rule, at the same wall time over a change of clocks', () => {
  expect(starts({}, 3)).toEqual([
    '2026-10-22T07:00:00.000Z',
    '2026-10-26T08:00:00.000Z',
    '2026-10-29T08:00:00.000Z',
  ])
})

test('a rare rule is looked for far ahead, and one that has ended has no more turns', () => {
  expect(starts({ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' }, 1)).toEqual([
    '2028-02-29T08:00:00.000Z',
  ])
  expect(starts({ rrule: 'FREQ=DAILY;COUNT=3' })).toEqual([])
})

test('what is wrong is said in the words of the refusal', () => {
  for (const rrule of ['FREQ=MINUTELY', 'every Monday', 'FREQ=WEEKLY;BYDAY=XX']) {
    const turn = { kind: 'rrule', rrule, durationMs: 3_600_000, count: 'worked' } as const
    const layer = makeLayer({ turn: { ...turn, shiftsPerMember: 1 } })
    const rules = validateSchedule(makeSchedule([layer])).map(({ rule }) => rule)
    const told = nextRuleTurns({ ...draft, rrule }, NOW, 5)
    expect(told).toMatchObject({ kind: 'fault', field: 'rrule' })
    expect(told.kind === 'fault' && rules).toContain(told.kind === 'fault' ? told.rule : '')
  }
  expect(starts({ duration: 'long' })).toMatchObject({ kind: 'fault', field: 'duration' })
  expect(starts({ duration: '0h' })).toMatchObject({ kind: 'fault', field: 'duration' })
})
