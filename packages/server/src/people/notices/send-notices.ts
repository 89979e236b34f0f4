// Sends notices that wait: by mail to the person's first verified address, once. Claimed with a
// number, like everything that is handed over, so that a process that was away cannot write its
// answer over its successor's. A mail may arrive twice if a process dies in between; a notice is
// never lost for it.

import { formatInstant, type Instant, MINUTE_MS, type Person } from '@evenwatch/core'
import {
  CHANNEL_TIMEOUT_MS,
  type ChannelOutcome,
  type Channels,
} from '../../paging/channels/channel.ts'
import type { ServerContext } from '../../platform/context.ts'
import type { HousekeepingJob } from '../../platform/housekeeping/housekeeping-job.ts'

export const NOTICES_PER_BATCH = 20
export const NOTICE_ATTEMPTS_MAX = 5
/** Longer than a batch of mails that all time out takes. */
export const NOTICE_LEASE_MS = NOTICES_PER_BATCH * CHANNEL_TIMEOUT_MS + MINUTE_MS
export const NOTICE_RETRY_MS = 5 * MINUTE_MS

type Waiting = {
  readonly id: string
  readonly userId: string
  readonly subject: string
  readonly text: string
  readonly path: string
  readonly byMail: boolean
  readonly claimNo: number
  readonly attempts: number
}

export function sendNoticesJob(channels: Channels): HousekeepingJob {
  return {
    name: 'send-notices',
    everyMs: 5_000,
    run: async (context, now) => {
      const rows = await claim(context, now)
      for (const row of rows) await sendOne(context, channels, row)
      return { rows: rows.length, more: rows.length === NOTICES_PER_BATCH }
    },
  }
}

async function claim({ pool }: ServerContext, now: Instant): Promise<Waiting[]> {
  const { rows } = await pool.query<Waiting>({
    name: 'claim-notices',
    text: CLAIM,
    values: [formatInstant(now), formatInstant(now + NOTICE_LEASE_MS), NOTICES_PER_BATCH],
  })
  return rows
}

async function sendOne(context: ServerContext, channels: Channels, row: Waiting): Promise<void> {
  const person = context.directory.current().people.get(row.userId)
  const method = row.byMail ? mailOf(person) : null
  const channel = channels.get('email')
  if (!person || !method || !channel || channel.missing !== null) {
    await finish(context, row, { state: 'kept', error: null, dueAt: null })
    return
  }
  const now = context.clock.now()
  const text = `${row.text}\n\n${new URL(row.path, context.config.publicUrl).href}\n`
  const outcome = await send(() =>
    channel.send(
      {
        id: row.id,
        at: now,
        body: { purpose: 'notice', subject: row.subject, text },
        to: {
          userId: person.id,
          displayName: person.displayName,
          contactMethodId: method.id,
          address: method.address,
          secret: null,
        },
      },
      AbortSignal.timeout(CHANNEL_TIMEOUT_MS),
    ),
  )
  if (outcome.kind === 'sent') {
    await finish(context, row, { state: 'sent', error: null, dueAt: null })
    return
  }
  const isOver =
    row.attempts >= NOTICE_ATTEMPTS_MAX || (outcome.kind === 'failed' && !outcome.retryable)
  const dueAt = context.clock.now() + NOTICE_RETRY_MS * row.attempts
  const state = isOver ? 'failed' : 'waiting'
  await finish(context, row, { state, error: outcome.detail, dueAt: isOver ? null : dueAt })
}

/** A channel that breaks has not sent; the notice is tried again. */
async function send(attempt: () => Promise<ChannelOutcome>): Promise<ChannelOutcome> {
  try {
    return await attempt()
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'The channel broke while sending.'
    return { kind: 'unknown', detail }
  }
}

function mailOf(person: Person | undefined) {
  if (!person?.isActive) return null
  const mails = person.contactMethods.filter(({ channel }) => channel === 'email')
  return mails.find(({ verifiedAt }) => verifiedAt !== null) ?? null
}

type Answer = {
  readonly state: 'sent' | 'kept' | 'failed' | 'waiting'
  readonly error: string | null
  /** When it is tried again. */
  readonly dueAt: Instant | null
}

async function finish({ pool, clock }: ServerContext, row: Waiting, answer: Answer): Promise<void> {
  const { state, error, dueAt } = answer
  const now = formatInstant(clock.now())
  const due = dueAt === null ? now : formatInstant(dueAt)
  await pool.query({
    name: 'finish-notice',
    text: FINISH,
    values: [row.id, row.claimNo, state, error, state === 'sent' ? now : null, due],
  })
}

const CLAIM = `
with due as (
  select id from notice where state = 'waiting' and due_at <= $1
  order by due_at limit $3 for update skip locked
)
update notice n set due_at = $2, claim_no = claim_no + 1, attempts = attempts + 1
from due where n.id = due.id
returning n.id, n.user_id as "userId", n.subject, n.text, n.path, n.claim_no as "claimNo",
  n.attempts, coalesce(
    (select by_mail from notice_setting s where s.user_id = n.user_id), true) as "byMail"`

const FINISH = `
update notice set state = $3, error = $4, sent_at = $5, due_at = $6
where id = $1 and claim_no = $2`
