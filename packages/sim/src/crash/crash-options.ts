// The two sizes of a crash run: the whole one, and a slice that fits continuous integration.

import type { CrashOptions } from './crash-run.ts'

export function fullOptions(seed: number): CrashOptions {
  return {
    kills: 200,
    eventsPerSecond: 1_000,
    duePerMinute: 500,
    seed,
    killForMs: 60 * 60_000,
    pauseMs: [100, 4_000],
    secondStepAfterMs: 20_000,
    quietWithinMs: 180_000,
  }
}

export function sliceOptions(seed: number): CrashOptions {
  return {
    kills: 10,
    eventsPerSecond: 200,
    duePerMinute: 500,
    seed,
    killForMs: 25_000,
    pauseMs: [50, 800],
    secondStepAfterMs: 5_000,
    quietWithinMs: 60_000,
  }
}
