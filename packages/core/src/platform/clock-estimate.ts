// Estimates the database's clock from samples of it, between which only a steady counter runs.
//
// A sample says: at some moment between sending and receiving, the database's clock showed this.
// The middle is the best guess and half the round trip bounds the error; from then on the bound
// grows by what two clocks may drift apart. A slow round trip never replaces a better estimate,
// unless the two contradict each other: then the database's clock has jumped and the new one counts.

import { assert } from './assert.ts'
import type { Instant } from './time.ts'

/** Twice what clock discipline corrects by at most (500 parts per million, RFC 5905). */
export const DRIFT_PARTS_PER_MILLION = 1_000
export const UNCERTAINTY_MS_MAX = 500
/** While ahead of the database, our time runs this much slower. */
export const SLEW_SHARE = 0.1

export type ClockSample = {
  /** Milliseconds since 1970, with a fraction. */
  readonly databaseMs: number
  /** Readings of the steady counter around the question. */
  readonly sentMs: number
  readonly receivedMs: number
}

export type ClockEstimate = {
  readonly databaseMs: number
  readonly counterMs: number
  readonly uncertaintyMs: number
}

export function estimateFromSample(sample: ClockSample): ClockEstimate {
  const roundTripMs = sample.receivedMs - sample.sentMs
  assert(roundTripMs >= 0, 'the steady counter never runs backwards')
  return {
    databaseMs: sample.databaseMs,
    counterMs: sample.sentMs + roundTripMs / 2,
    uncertaintyMs: roundTripMs / 2,
  }
}

/** The database's time and its uncertainty at a reading of the counter. */
export function carryForward(estimate: ClockEstimate, counterMs: number): ClockEstimate {
  const elapsedMs = counterMs - estimate.counterMs
  const driftMs = (Math.abs(elapsedMs) * DRIFT_PARTS_PER_MILLION) / 1_000_000
  return {
    databaseMs: estimate.databaseMs + elapsedMs,
    counterMs,
    uncertaintyMs: estimate.uncertaintyMs + driftMs,
  }
}

/** The better of what we knew and what we just heard. */
export function takeSample(known: ClockEstimate | null, sample: ClockSample): ClockEstimate {
  const heard = estimateFromSample(sample)
  if (known === null) return heard
  const carried = carryForward(known, heard.counterMs)
  const apartMs = Math.abs(heard.databaseMs - carried.databaseMs)
  const jumped = apartMs > heard.uncertaintyMs + carried.uncertaintyMs
  return jumped || heard.uncertaintyMs <= carried.uncertaintyMs ? heard : carried
}

/** What was last shown to anybody, and when by the counter. */
export type ShownTime = { readonly shownMs: number; readonly counterMs: number }

/**
 * The time to show next. It follows the estimate forwards at once, but never backwards: after the
 * database's clock was set back, it runs slower until the estimate has caught up. Delays then
 * stretch by a tenth, where holding still would stop every timer.
 */
export function nextShown(
  shown: ShownTime | null,
  estimate: ClockEstimate,
  counterMs: number,
): ShownTime {
  const targetMs = carryForward(estimate, counterMs).databaseMs
  if (shown === null) return { shownMs: targetMs, counterMs }
  const elapsedMs = Math.max(0, counterMs - shown.counterMs)
  const slewedMs = shown.shownMs + elapsedMs * (1 - SLEW_SHARE)
  return { shownMs: Math.max(targetMs, slewedMs), counterMs }
}

export function isSureEnough(uncertaintyMs: number): boolean {
  return uncertaintyMs <= UNCERTAINTY_MS_MAX
}

/** Instants are whole milliseconds. */
export function toInstant(shown: ShownTime): Instant {
  return Math.floor(shown.shownMs)
}
