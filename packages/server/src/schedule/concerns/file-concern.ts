// Files a concern: gives it an owner who has to answer and a date by which.
//
// The owner is a lead of the schedule's team, else an administrator, and not the author where there
// is somebody else. The author of an anonymous concern plays no part in that choice: then the owner
// gives nobody away.

import type { ConcernView, fileConcern as route, ScheduleDocument } from '@evenwatch/api'
import { DAY_MS, type Directory, formatInstant, type Instant } from '@evenwatch/core'
import type { z } from 'zod'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { type ConcernRow, concernView, OPEN_CONCERNS_MAX } from './concerns.ts'

type Input = z.output<(typeof route)['body']>

/** The record says of whom a concern came only when they said so themselves. */
const NOBODY_NAMED = 'system'

export function fileConcern(
  context: ServerContext,
  principal: Principal,
  ref: string,
  { concern, anonymous, answerInDays }: Input,
): Promise<ConcernView | Refusal> {
  return inTransaction(context.pool, async (client) => {
    const schedule = await findDefinition<ScheduleDocument>(client, 'Schedule', ref)
    if (!schedule) return refuse('not-found')
    const directory = context.directory.current()
    const authorId = anonymous ? null : principal.userId
    if (!anonymous && authorId === null) {
      return refuse('invalid-request', {
        fields: [{ field: 'anonymous', rule: 'True for a token that belongs to no person.' }],
      })
    }
    const ownerId = ownerOf(directory, schedule.document.teamId, authorId)
    if (ownerId === null) {
      return refuse('state-conflict', { detail: 'There is nobody who could answer it.' })
    }
    const now = context.clock.now()
    // The minute of an anonymous concern would tell who was at their desk.
    const at = anonymous ? startOfDay(now) : now
    const row: ConcernRow = {
      id: context.random.uuid(at),
      scheduleId: schedule.id,
      authorId,
      concern,
      ownerId,
      answerBy: startOfDay(now) + (answerInDays + 1) * DAY_MS,
      createdAt: at,
      answer: null,
      answeredBy: null,
      answeredAt: null,
    }
    if (!(await insert(client, row))) {
      const detail = `At most ${OPEN_CONCERNS_MAX} concerns about one schedule can be open.`
      return refuse('state-conflict', { detail })
    }
    await appendTimeline(client, [
      {
        at,
        subjectKind: 'schedule',
        subjectId: schedule.id,
        kind: 'concern-filed',
        actor: authorId === null ? NOBODY_NAMED : formatActor(principal.actor),
        data: { anonymous },
      },
    ])
    return concernView(row, directory, now)
  })
}

function startOfDay(at: Instant): Instant {
  return Math.floor(at / DAY_MS) * DAY_MS
}

function ownerOf(
  directory: Directory,
  teamId: string | null,
  authorId: string | null,
): string | null {
  const leads = directory.teams.get(teamId ?? '')?.leadIds ?? []
  const candidates = [...leads, ...directory.administratorIds].filter(
    (id) => directory.people.get(id)?.isActive,
  )
  return candidates.find((id) => id !== authorId) ?? candidates[0] ?? null
}

async function insert(
  client: Parameters<typeof appendTimeline>[0],
  row: ConcernRow,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into concern (id, schedule_id, author_id, concern, owner_id, answer_by, created_at)
     select $1, $2, $3, $4, $5, $6, $7
     where (select count(*) from concern where schedule_id = $2 and answered_at is null)
       < ${OPEN_CONCERNS_MAX}`,
    [
      row.id,
      row.scheduleId,
      row.authorId,
      row.concern,
      row.ownerId,
      formatInstant(row.answerBy),
      formatInstant(row.createdAt),
    ],
  )
  return rowCount === 1
}
