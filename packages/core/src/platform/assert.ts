// Assertions find bugs, never bad input: they stop the operation loudly.

export class AssertionFailed extends Error {
  override readonly name = 'AssertionFailed'
}

/** Throws `AssertionFailed` when a fact that the code relies on does not hold. */
export function assert(condition: unknown, fact: string): asserts condition {
  if (!condition) throw new AssertionFailed(`expected: ${fact}`)
}

/** For the default branch of an exhaustive switch. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`no case for ${JSON.stringify(value)}`)
}
