// Chance that repeats: the same seed gives the same sample world. Not for anything secret.

import { type Instant, UUIDV7_RANDOM_BYTES, uuidv7 } from '@evenwatch/core'

export type Chance = {
  /** At least 0, less than 1. */
  next(): number
  between(min: number, max: number): number
  pick<T>(from: readonly [T, ...T[]]): T
  uuid(at: Instant): string
}

/** The mulberry32 generator. */
export function seededChance(seed: number): Chance {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (min, max) => Math.floor(min + next() * (max - min + 1)),
    pick: (from) => from[Math.floor(next() * from.length)] ?? from[0],
    uuid(at) {
      const bytes = new Uint8Array(UUIDV7_RANDOM_BYTES)
      for (let i = 0; i < bytes.length; i += 1) bytes[i] = Math.floor(next() * 256)
      return uuidv7(at, bytes)
    },
  }
}
