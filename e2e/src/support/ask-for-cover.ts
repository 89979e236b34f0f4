// A cover request that stands open: for the first shift of a person that begins in two days or later, so
// that no reminder and no card of a lead hangs on when the tests run.

import { listShifts, requestCover } from '@evenwatch/api'
import { expect } from 'vitest'
import type { Installation } from './installation.ts'

const DAY_MS = 86_400_000
const AHEAD_DAYS = { from: 2, until: 60 } as const

/** Answers its path. */
export async function askForCover(
  { call }: Installation,
  schedule: string,
  owner: string,
): Promise<string> {
  const params = { schedule }
  const at = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString()
  const query = { from: at(AHEAD_DAYS.from), until: at(AHEAD_DAYS.until) }
  const { shifts } = await call(listShifts, { params, query })
  const shift = shifts.find(
    ({ users, startsAt }) => users[0]?.name === owner && startsAt > query.from,
  )
  if (!shift) return expect.fail(`${owner} has no shift on ${schedule}`)
  const { href } = await call(requestCover, {
    params,
    body: { from: shift.startsAt, until: shift.endsAt, owner, note: 'A wedding' },
  })
  return href
}
