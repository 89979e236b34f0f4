// Chance from a seed: the same seed gives the same numbers on every machine.

export type RandomSource = {
  /** From 0 to just below 1. */
  next(): number
  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number
}

/** SplitMix32: small, fast, and even enough to choose among moves. */
export function seededRandom(seed: number): RandomSource {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x9e3779b9) >>> 0
    let bits = state
    bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad)
    bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97)
    return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32
  }
  return { next, below: (limit) => Math.floor(next() * limit) }
}
