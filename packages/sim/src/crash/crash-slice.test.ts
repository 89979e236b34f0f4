// The bounded slices of the long runs, so that continuous integration kills and freezes, too.

import { expect, test } from 'vitest'
import { sliceOptions } from './crash-options.ts'
import { crashRun } from './crash-run.ts'
import { crashFindings, describeCrash } from './describe-crash.ts'

/** Printed with a failure; any seed must pass. */
const SEED = 20_261

const RUN_MS_MAX = 120_000

test(
  'kill -9 loses nothing and copies only what was being handed over',
  async () => {
    const result = await crashRun(sliceOptions(SEED), () => undefined)
    const report = describeCrash(result, SEED).join('\n')
    expect(crashFindings(result), report).toEqual([])
    expect(result.kills.length, report).toBeGreaterThan(0)
  },
  RUN_MS_MAX,
)
