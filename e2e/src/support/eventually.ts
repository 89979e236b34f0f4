// Asks again until the answer is there. The bound says how long a test is willing to wait on a busy
// machine; it is never what the test is about.

/** Generous: two cores may be shared with other test runs. */
export const PATIENCE_MS = 30_000
const PAUSE_MS = 50

export class NeverHappened extends Error {
  override readonly name = 'NeverHappened'
}

/** The first answer of `look` that is neither null, undefined nor false. */
export async function eventually<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  state: () => unknown = () => undefined,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const endsAt = performance.now() + patienceMs
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    if (performance.now() >= endsAt) {
      const seen = state()
      const known = seen === undefined ? '' : `\nSeen instead: ${JSON.stringify(seen, null, 2)}`
      throw new NeverHappened(`${what}: not within ${patienceMs} ms.${known}`)
    }
    await pause(PAUSE_MS)
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
