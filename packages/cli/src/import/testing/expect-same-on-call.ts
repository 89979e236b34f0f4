// What a user would check after an import: at twenty random instants of what the other system has
// rendered, the server's public answer to "who is on call" is the other system's. The instants come
// from a seed, so a difference can be looked at again.

import { getOnCall } from '@evenwatch/api'
import { assert, formatInstant, type Instant, type ShiftRole } from '@evenwatch/core'
import fc from 'fast-check'
import { expect } from 'vitest'
import type { connect } from '../../connection/connect.ts'
import type { Turn } from './weekly-turns.ts'

const INSTANTS = 20
const SEED = 194

export type RenderedThere = {
  readonly schedule: string
  readonly role?: ShiftRole
  /** Persons by our names. Where no turn is, nobody is on call. */
  readonly turns: readonly Turn<string>[]
  /** What is over is not brought. */
  readonly now: Instant
}

export async function expectSameOnCall(
  call: ReturnType<typeof connect>['call'],
  { schedule, role = 'primary', turns, now }: RenderedThere,
): Promise<void> {
  const min = Math.max(now, Math.min(...turns.map(({ startsAt }) => startsAt)))
  const max = Math.max(...turns.map(({ endsAt }) => endsAt)) - 1
  assert(min < max, `${schedule}: something is rendered from now on`)
  const instants = fc.sample(fc.integer({ min, max }), { numRuns: INSTANTS, seed: SEED })
  const said: string[] = []
  const wanted: string[] = []
  for (const at of instants) {
    const query = { at: formatInstant(at), role }
    const { users } = await call(getOnCall, { params: { schedule }, query })
    const there = turns.filter((turn) => turn.startsAt <= at && at < turn.endsAt)
    said.push(`${query.at} ${users.map(({ name }) => name).sort()}`)
    wanted.push(`${query.at} ${[...new Set(there.map(({ person }) => person))].sort()}`)
  }
  expect(said).toEqual(wanted)
}

/** Every entry of the lists so named, however deep a system puts them in its answer. */
export function turnsIn<Entry>(
  answer: unknown,
  lists: readonly string[],
  turnOf: (entry: Entry) => Turn<string>,
): Turn<string>[] {
  const turns: Turn<string>[] = []
  JSON.stringify(answer, (key, value) => {
    if (lists.includes(key)) turns.push(...value.map(turnOf))
    return value
  })
  return turns
}
