// Answers a concern, once. Its owner may, a lead of the schedule's team and every manager.

import type { ConcernView, ScheduleDocument } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, mayEditTeam, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { concernView, lockConcern } from './concerns.ts'

type Target = { readonly schedule: string; readonly concern: string }

export function answerConcern(
  context: ServerContext,
  principal: Principal,
  target: Target,
  answer: string,
): Promise<ConcernView | Refusal> {
  return inTransaction(context.pool, async (client) => {
    const schedule = await findDefinition<ScheduleDocument>(client, 'Schedule', target.schedule)
    const row = schedule && (await lockConcern(client, schedule.id, target.concern))
    if (!row) return refuse('not-found')
    if (principal.userId !== row.ownerId && !mayEditTeam(principal, schedule.document.teamId)) {
      const detail = 'Its owner answers it, a lead of the team, or a manager.'
      return refuse('not-allowed', { detail })
    }
    const directory = context.directory.current()
    const now = context.clock.now()
    if (row.answeredAt !== null) {
      return refuse('already-done', { current: concernView(row, directory, now) })
    }
    const answeredBy = formatActor(principal.actor)
    await client.query(
      'update concern set answer = $2, answered_by = $3, answered_at = $4 where id = $1',
      [row.id, answer, answeredBy, formatInstant(now)],
    )
    await appendTimeline(client, [
      {
        at: now,
        subjectKind: 'schedule',
        subjectId: schedule.id,
        kind: 'concern-answered',
        actor: answeredBy,
      },
    ])
    return concernView({ ...row, answer, answeredBy, answeredAt: now }, directory, now)
  })
}
