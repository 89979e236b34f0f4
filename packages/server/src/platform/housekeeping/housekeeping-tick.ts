// One round of housekeeping: every job that is due and that no other process is at.
//
// A job's row says when it is next and who holds it until when. Taking it raises claim_no, and a
// process whose lease ran out cannot write its end over that of its successor. A job with more to
// do than one claim allows is due again at once, for whoever comes first.

import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../context.ts'
import type { HousekeepingJob } from './housekeeping-job.ts'

/** Longer than a batch takes, renewed by each. */
export const HOUSEKEEPING_LEASE_MS = 60_000
/** Batches of one job before the others get their turn. */
export const BATCHES_PER_CLAIM = 20
/** A job that failed is tried again after this, or after its own interval if that is shorter. */
export const HOUSEKEEPING_RETRY_MS = 60_000

export type JobRound = { readonly job: string; readonly rows: number; readonly failed: boolean }

const CLAIM = `
insert into housekeeping_claim as c (job, next_at, claim_no, claimed_by, lease_until)
values ($1, $2, 1, $3, $4)
on conflict (job) do update
set claim_no = c.claim_no + 1, claimed_by = $3, lease_until = $4
where c.next_at <= $2 and (c.lease_until is null or c.lease_until <= $2)
returning claim_no`

const RENEW = `
update housekeeping_claim set lease_until = $3 where job = $1 and claim_no = $2 returning job`

const FINISH = `
update housekeeping_claim set next_at = $3, claimed_by = null, lease_until = null
where job = $1 and claim_no = $2`

export async function housekeepingTick(
  context: ServerContext,
  jobs: readonly HousekeepingJob[],
): Promise<readonly JobRound[]> {
  const rounds: JobRound[] = []
  for (const job of jobs) {
    const claimNo = await claim(context, job)
    if (claimNo !== null) rounds.push(await runClaimed(context, job, claimNo))
  }
  return rounds
}

async function claim({ pool, clock, nodeId }: ServerContext, job: HousekeepingJob) {
  const now = clock.now()
  const { rows } = await pool.query<{ claim_no: number }>({
    name: 'claim-housekeeping',
    text: CLAIM,
    values: [job.name, formatInstant(now), nodeId, formatInstant(now + HOUSEKEEPING_LEASE_MS)],
  })
  return rows[0]?.claim_no ?? null
}

async function runClaimed(
  context: ServerContext,
  job: HousekeepingJob,
  claimNo: number,
): Promise<JobRound> {
  const { clock, log, pool } = context
  let rows = 0
  let nextInMs = job.everyMs
  let failed = false
  try {
    for (let batch = 1; ; batch += 1) {
      const done = await job.run(context, clock.now())
      rows += done.rows
      if (!done.more) break
      if (batch === BATCHES_PER_CLAIM) {
        nextInMs = 0
        break
      }
      if (!(await renew(context, job, claimNo))) return { job: job.name, rows, failed }
    }
  } catch (error) {
    failed = true
    nextInMs = Math.min(job.everyMs, HOUSEKEEPING_RETRY_MS)
    log.error({ err: error, job: job.name }, 'a housekeeping job failed and will be tried again')
  }
  await pool.query(FINISH, [job.name, claimNo, formatInstant(clock.now() + nextInMs)])
  if (rows > 0) log.debug({ job: job.name, rows }, 'housekeeping')
  return { job: job.name, rows, failed }
}

async function renew({ pool, clock }: ServerContext, job: HousekeepingJob, claimNo: number) {
  const until = formatInstant(clock.now() + HOUSEKEEPING_LEASE_MS)
  const { rowCount } = await pool.query(RENEW, [job.name, claimNo, until])
  return rowCount === 1
}
