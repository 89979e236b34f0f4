// Reads vitest's JSON report into the three figures of the closing line.
//
// A run may fail without any failed test: a file that does not load, a global setup that breaks,
// an error outside of every test. Each of these counts as one failed test, so that the closing
// line never says "0 failed" about a run that failed.

export type TestCounts = {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const NO_TESTS: TestCounts = { passed: 0, failed: 0, skipped: 0 }

type VitestReport = {
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** `report` is null when vitest ended before it wrote one. */
export function countTests(report: VitestReport | null, exitCode: number): TestCounts {
  let counts = NO_TESTS
  for (const file of report?.testResults ?? []) {
    const inFile = file.assertionResults.reduce(
      (sum, { status }) => addCounts(sum, countOne(status)),
      NO_TESTS,
    )
    const brokenFile = file.status === 'failed' && inFile.failed === 0
    counts = addCounts(counts, brokenFile ? { ...inFile, failed: 1 } : inFile)
  }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

function countOne(status: string): TestCounts {
  if (status === 'passed') return { ...NO_TESTS, passed: 1 }
  if (status === 'failed') return { ...NO_TESTS, failed: 1 }
  // Vitest says skipped, pending, todo or disabled: none of them was run.
  return { ...NO_TESTS, skipped: 1 }
}

export function addCounts(a: TestCounts, b: TestCounts): TestCounts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  }
}

/** The last line of `npm test`, which continuous integration reads. */
export function closingLine(counts: TestCounts): string {
  return `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`
}
