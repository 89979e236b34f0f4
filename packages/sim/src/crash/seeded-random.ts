// A small generator (mulberry32), so that a run can be repeated from the seed that it printed.

export type SeededRandom = {
  /** In [0, 1). */
  next(): number
  /** A whole number in [from, until). */
  between(from: number, until: number): number
}

export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return { next, between: (from, until) => from + Math.floor(next() * (until - from)) }
}
