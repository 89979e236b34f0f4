// Random walks of the whole engine. A failing one prints its seed, the moves that are left after
// shrinking, and what happened minute by minute.
//
// Bounded by a number of seeds, not by time, so that every run checks the same; EVENWATCH_DEEP=1
// walks further, EVENWATCH_WALK=calm:17 walks one again.

import { expect, test } from 'vitest'
import { simDatabase, useSimDatabase } from '../scenario/scenario.ts'
import { PROFILES, type Profile } from './plan.ts'
import { shrink } from './shrink.ts'
import { walk } from './walk.ts'

useSimDatabase()

const SEEDS = process.env.EVENWATCH_DEEP === '1' ? 2_000 : 10
const [onlyProfile, onlySeed] = (process.env.EVENWATCH_WALK ?? '').split(':')

for (const profile of PROFILES.filter((name) => !onlyProfile || name === onlyProfile)) {
  const seeds = onlySeed
    ? [Number(onlySeed)]
    : Array.from({ length: SEEDS }, (_, index) => 1_000 + index)
  test(`${profile}: ${seeds.length} walks keep every promise`, {
    timeout: seeds.length * 30_000,
  }, async () => {
    for (const seed of seeds) await walkOrExplain(profile, seed)
  })
}

async function walkOrExplain(profile: Profile, seed: number): Promise<void> {
  const database = await simDatabase()
  const walked = await walk(database, { seed, profile })
  if (walked.violations.length === 0) return
  const moves = await shrink(walked.moves, async (fewer) => {
    const again = await walk(database, { seed, profile, moves: fewer })
    return again.violations.length > 0
  })
  const shrunk = await walk(database, { seed, profile, moves })
  const words = shrunk.violations.map(({ rule, detail }) => `${rule}: ${detail}`).join('\n')
  const found = walked.violations.map(({ rule, detail }) => `${rule}: ${detail}`).join('\n')
  expect.fail(
    `EVENWATCH_WALK=${profile}:${seed}\n${found}\n\nshrunk to ${moves.length} moves:\n${words}\n${moves
      .map((move) => JSON.stringify(move))
      .join('\n')}\n\n${await shrunk.story()}`,
  )
}
