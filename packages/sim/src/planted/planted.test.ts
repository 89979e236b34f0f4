// Each planted bug is caught by the invariants of the walks, within a bounded number of seeds.

import { afterAll, expect, test } from 'vitest'
import { simDatabase, useSimDatabase } from '../scenario/scenario.ts'
import { walk } from '../walk/walk.ts'
import { PLANTED_BUGS } from './bugs.ts'

useSimDatabase()

/** Walks after which a bug counts as not caught. */
const SEEDS_MAX = 12
let caught = 0

for (const { title, profile, rewrite, plant } of PLANTED_BUGS) {
  test(`caught: ${title}`, { timeout: 240_000 }, async () => {
    const database = await simDatabase()
    for (let seed = 1_000; seed < 1_000 + SEEDS_MAX; seed += 1) {
      const { violations } = await walk(database, {
        seed,
        profile,
        ...(rewrite && { rewrite }),
        ...(plant && { plant }),
      })
      if (violations.length === 0) continue
      caught += 1
      return
    }
    expect.fail(`${SEEDS_MAX} ${profile} walks found nothing wrong`)
  })
}

afterAll(() => {
  process.stdout.write(`planted bugs: ${caught} of ${PLANTED_BUGS.length} caught\n`)
})
