// Each planted bug is caught, by the invariants of walks or by a scenario, within a bounded number of
// seeds; and the scenarios hold from the same seeds when nothing is planted.

import { afterAll, expect, test } from 'vitest'
import { play } from '../scenario/play.ts'
import { simDatabase, useSimDatabase } from '../scenario/scenario.ts'
import { Script } from '../scenario/script.ts'
import { walk } from '../walk/walk.ts'
import { PLANTED_BUGS, type PlantedBug } from './bugs.ts'

useSimDatabase()

/** Tries after which a bug counts as not caught. */
const WALKS_MAX = 12
const PLAYS_MAX = 60
const HONEST_PLAYS = 15

let caught = 0

for (const bug of PLANTED_BUGS) {
  test(`caught: ${bug.title}`, { timeout: 240_000 }, async () => {
    const isCaught = bug.script ? await isSeenInPlays(bug) : await isSeenInWalks(bug)
    expect(isCaught).toBe(true)
    caught += 1
  })
}

for (const { title, script } of PLANTED_BUGS.filter((bug) => bug.script)) {
  test(`holds without it: ${title}`, { timeout: 120_000 }, async () => {
    for (let seed = 1; seed <= HONEST_PLAYS; seed += 1) {
      expect(await faultsOf({ title, ...(script && { script }) }, seed)).toEqual([])
    }
  })
}

afterAll(() => {
  process.stdout.write(`planted bugs: ${caught} of ${PLANTED_BUGS.length} caught\n`)
})

async function isSeenInPlays(bug: PlantedBug): Promise<boolean> {
  for (let seed = 1; seed <= PLAYS_MAX; seed += 1) {
    if ((await faultsOf(bug, seed)).length > 0) return true
  }
  return false
}

async function faultsOf({ script: write, rewrite }: PlantedBug, seed: number) {
  const script = new Script()
  write?.(script)
  const options = { seed, interleave: true, ...(rewrite && { rewrite }) }
  return (await play(await simDatabase(), script, options)).faults
}

async function isSeenInWalks({ profile = 'calm', rewrite, plant }: PlantedBug): Promise<boolean> {
  const database = await simDatabase()
  for (let seed = 1_000; seed < 1_000 + WALKS_MAX; seed += 1) {
    const options = { seed, profile, ...(rewrite && { rewrite }), ...(plant && { plant }) }
    if ((await walk(database, options)).violations.length > 0) return true
  }
  return false
}
