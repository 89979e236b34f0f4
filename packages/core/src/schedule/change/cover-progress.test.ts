import { expect, test } from 'vitest'
import { type CoverAnswerFacts, coverProgress } from './cover-progress.ts'

const request = (answers: CoverAnswerFacts[], isCancelled = false) => ({
  span: { startsAt: 100, endsAt: 200 },
  askedUserIds: ['ben', 'chen'],
  isCancelled,
  answers,
})
const yes = (userId: string, startsAt: number, endsAt: number, isUndone = false) =>
  ({ kind: 'accepted', userId, span: { startsAt, endsAt }, isUndone }) as const
const no = (userId: string) => ({ kind: 'declined', userId }) as const

test('what nobody accepted stays open', () => {
  expect(coverProgress(request([yes('ben', 120, 150)]), 50)).toEqual({
    state: 'partly-covered',
    open: [
      { startsAt: 100, endsAt: 120 },
      { startsAt: 150, endsAt: 200 },
    ],
  })
})

test('is covered when the parts fill it, and open again when one is taken back', () => {
  const parts = [yes('ben', 100, 150), yes('chen', 150, 200)]
  expect(coverProgress(request(parts), 50)).toEqual({ state: 'covered', open: [] })
  const back = [yes('ben', 100, 150), yes('chen', 150, 200, true)]
  expect(coverProgress(request(back), 50).state).toBe('partly-covered')
})

test('is declined only when everybody’s last word is no', () => {
  expect(coverProgress(request([no('ben')]), 50).state).toBe('open')
  expect(coverProgress(request([no('ben'), no('chen')]), 50).state).toBe('declined')
  expect(coverProgress(request([no('ben'), no('chen'), yes('ben', 100, 110)]), 50).state).toBe(
    'partly-covered',
  )
})

test('expires when what is open has passed, unless it was withdrawn', () => {
  expect(coverProgress(request([]), 199).state).toBe('open')
  expect(coverProgress(request([]), 200).state).toBe('expired')
  expect(coverProgress(request([yes('ben', 150, 200)]), 150).state).toBe('expired')
  expect(coverProgress(request([], true), 300).state).toBe('cancelled')
})
