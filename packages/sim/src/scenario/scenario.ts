// Registers scenarios as tests. Each runs the production engine and its SQL from a fixed seed; a
// failing one prints the seed, what was not as expected, and what happened minute by minute.

import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSimDatabase, type SimDatabase } from '../world/sim-database.ts'
import { play } from './play.ts'
import { Script } from './script.ts'

let opened: Promise<SimDatabase> | undefined

/** One server for a test file, stopped when the file is done. */
export function simDatabase(): Promise<SimDatabase> {
  opened ??= openSimDatabase()
  return opened
}

/** To be called once in each test file, outside of its tests. */
export function useSimDatabase(): void {
  beforeAll(async () => {
    await simDatabase()
  })
  afterAll(async () => {
    await (await opened)?.close()
    opened = undefined
  })
}

export function scenario(title: string, write: (world: Script) => void): void {
  test(title, async () => {
    const script = new Script()
    write(script)
    const seed = seedOf(title)
    const played = await play(await simDatabase(), script, { seed })
    const story = played.faults.length > 0 ? await played.story() : ''
    expect(played.faults, `seed ${seed}\n${played.faults.join('\n')}\n\n${story}\n`).toEqual([])
  })
}

/** Set EVENWATCH_SEED to play every scenario from another one. */
function seedOf(title: string): number {
  const given = Number(process.env.EVENWATCH_SEED)
  if (Number.isInteger(given) && given > 0) return given
  return createHash('sha256').update(title).digest().readUInt32BE(0)
}
