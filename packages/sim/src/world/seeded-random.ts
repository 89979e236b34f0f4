// Chance from a seed: the same seed gives the same world, identifiers included.

import { type Instant, type Random, UUIDV7_RANDOM_BYTES, uuidv7 } from '@evenwatch/core'

export type SeededRandom = Random & {
  /** A whole number from 0 to `below` - 1. */
  below(limit: number): number
  chance(probability: number): boolean
  pick<T>(options: readonly [T, ...T[]]): T
  pickOr<T>(options: readonly T[], fallback: T): T
  /** An independent source, so that one part of the world drawing more does not move another. */
  fork(name: string): SeededRandom
}

export function createSeededRandom(seed: number): SeededRandom {
  let state = mix(seed >>> 0)

  // SplitMix32: small, fast, and good enough to choose among interleavings.
  function next32(): number {
    state = (state + 0x9e3779b9) >>> 0
    return mix(state)
  }

  const next = () => next32() / 2 ** 32
  const below = (limit: number) => Math.floor(next() * limit)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (options) => options[below(options.length)] ?? options[0],
    pickOr: (options, fallback) => options[below(options.length)] ?? fallback,
    uuid(now: Instant) {
      const bytes = Uint8Array.from({ length: UUIDV7_RANDOM_BYTES }, () => below(256))
      return uuidv7(now, bytes)
    },
    fork(name) {
      let hash = seed >>> 0
      for (const char of name) hash = mix((hash ^ (char.codePointAt(0) ?? 0)) >>> 0)
      return createSeededRandom(hash)
    },
  }
}

function mix(value: number): number {
  let mixed = value
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
