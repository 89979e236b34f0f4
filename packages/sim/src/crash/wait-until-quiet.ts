// Waits until nothing is on its way any more: no step of a paging policy is due soon and no delivery
// is pending or being handed over. Bounded; what is left over then shows in the comparison.

import { setTimeout as delay } from 'node:timers/promises'
import type { ServerContext } from '@evenwatch/server'

/** Runs of the quiet service are due hours later. */
const BUSY = `
select (select count(*) from escalation_run where state = 'active' and due_at < $1)::int
  + (select count(*) from delivery where state in ('pending', 'handing-over'))::int as busy`
const POLL_MS = 250
const SOON_MS = 60 * 60 * 1_000

/** False: it was not quiet in time. */
export async function waitUntilQuiet(
  pool: ServerContext['pool'],
  atMostMs: number,
): Promise<boolean> {
  const endsAt = performance.now() + atMostMs
  while (performance.now() < endsAt) {
    const { rows } = await pool.query<{ busy: number }>(BUSY, [new Date(Date.now() + SOON_MS)])
    if (rows[0]?.busy === 0) return true
    await delay(POLL_MS)
  }
  return false
}
