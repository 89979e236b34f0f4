// Leaves out whatever a failure does not need: halves first, single moves last.

/** Walks that shrinking may cost. */
const TRIES_MAX = 60

export async function shrink<T>(
  moves: readonly T[],
  fails: (fewer: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let left = moves
  let tries = 0
  for (
    let size = Math.ceil(left.length / 2);
    size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < left.length && tries < TRIES_MAX; ) {
      const fewer = [...left.slice(0, from), ...left.slice(from + size)]
      tries += 1
      if (await fails(fewer)) left = fewer
      else from += size
    }
  }
  return left
}
