import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ClockEstimate,
  carryForward,
  estimateFromSample,
  isSureEnough,
  nextShown,
  type ShownTime,
  takeSample,
  toInstant,
} from './clock-estimate.ts'

const NOON = Date.UTC(2026, 0, 5, 12)

describe('a sample', () => {
  test('is read at the middle of its round trip, unsure by half of it', () => {
    expect(estimateFromSample({ databaseMs: NOON, sentMs: 100, receivedMs: 104 })).toEqual({
      databaseMs: NOON,
      counterMs: 102,
      uncertaintyMs: 2,
    })
  })

  test('always holds the true time within its uncertainty, wherever the delay lay', () => {
    const delay = fc.double({ min: 0, max: 400, noNaN: true })
    fc.assert(
      fc.property(delay, delay, (thereMs, backMs) => {
        const estimate = estimateFromSample({
          databaseMs: NOON + thereMs,
          sentMs: 0,
          receivedMs: thereMs + backMs,
        })
        const trueMs = NOON + estimate.counterMs
        // A nanosecond for floating point at this size of number.
        expect(Math.abs(estimate.databaseMs - trueMs)).toBeLessThanOrEqual(
          estimate.uncertaintyMs + 0.001,
        )
      }),
    )
  })
})

describe('an estimate', () => {
  const known: ClockEstimate = { databaseMs: NOON, counterMs: 0, uncertaintyMs: 1 }

  test('grows unsure by a millisecond a second', () => {
    const later = carryForward(known, 5_000)
    expect(later.databaseMs).toBe(NOON + 5_000)
    expect(later.uncertaintyMs).toBe(6)
  })

  test('is sure enough up to 500 ms and not beyond', () => {
    expect(isSureEnough(carryForward(known, 499_000).uncertaintyMs)).toBe(true)
    expect(isSureEnough(carryForward(known, 499_001).uncertaintyMs)).toBe(false)
  })

  test('is not made worse by a slow answer', () => {
    const slow = { databaseMs: NOON + 2_250, sentMs: 2_000, receivedMs: 2_400 }
    expect(takeSample(known, slow)).toEqual(carryForward(known, 2_200))
  })

  test('gives way to a surer one', () => {
    const quick = { databaseMs: NOON + 2_000.5, sentMs: 2_000, receivedMs: 2_000.4 }
    expect(takeSample(known, quick)).toEqual(estimateFromSample(quick))
  })

  test('gives way to one that it cannot be squared with, however slow: the clock was set', () => {
    const jumped = { databaseMs: NOON + 60_000, sentMs: 2_000, receivedMs: 2_400 }
    expect(takeSample(known, jumped)).toEqual(estimateFromSample(jumped))
  })
})

describe('the time shown', () => {
  test('follows a clock set forwards at once', () => {
    const shown: ShownTime = { shownMs: NOON, counterMs: 0 }
    const ahead: ClockEstimate = { databaseMs: NOON + 60_000, counterMs: 10, uncertaintyMs: 1 }
    expect(nextShown(shown, ahead, 10)).toEqual({ shownMs: NOON + 60_000, counterMs: 10 })
  })

  test('runs a tenth slower after a clock was set backwards, until both agree', () => {
    const behind: ClockEstimate = { databaseMs: NOON - 1_000, counterMs: 0, uncertaintyMs: 1 }
    const at = (counterMs: number) =>
      nextShown({ shownMs: NOON, counterMs: 0 }, behind, counterMs).shownMs - NOON
    expect(at(0)).toBe(0)
    expect(at(5_000)).toBe(4_500)
    expect(at(10_000)).toBe(9_000)
    expect(at(20_000)).toBe(19_000)
  })

  test('never decreases, whatever the samples say', () => {
    const step = fc.record({
      elapsedMs: fc.double({ min: 0, max: 5_000, noNaN: true }),
      databaseMs: fc.integer({ min: 0, max: 2 * NOON }),
      roundTripMs: fc.double({ min: 0, max: 1_000, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let counterMs = 0
        let known: ClockEstimate | null = null
        let shown: ShownTime | null = null
        for (const { elapsedMs, databaseMs, roundTripMs } of steps) {
          const sentMs = counterMs + elapsedMs
          counterMs = sentMs + roundTripMs
          known = takeSample(known, { databaseMs, sentMs, receivedMs: counterMs })
          const next = nextShown(shown, known, counterMs)
          if (shown !== null) expect(toInstant(next)).toBeGreaterThanOrEqual(toInstant(shown))
          shown = next
        }
      }),
    )
  })
})
