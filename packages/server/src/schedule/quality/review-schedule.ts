// Marks a schedule as reviewed: somebody looked and left it as it is, which is no change of it.

import type { CallOutput, reviewSchedule as route, ScheduleDocument } from '@evenwatch/api'
import { formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { inTransaction } from '../../platform/database/in-transaction.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { formatActor, mayEditTeam, type Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { appendTimeline } from '../../platform/timeline/append-timeline.ts'
import { writeReview } from './read-reviews.ts'

export function reviewSchedule(
  context: ServerContext,
  principal: Principal,
  ref: string,
): Promise<CallOutput<typeof route> | Refusal> {
  return inTransaction(context.pool, async (client) => {
    const schedule = await findDefinition<ScheduleDocument>(client, 'Schedule', ref)
    if (!schedule) return refuse('not-found')
    if (!mayEditTeam(principal, schedule.document.teamId)) {
      return refuse('not-allowed', {
        detail: 'Only a lead of its team or a manager may review it.',
      })
    }
    const at = context.clock.now()
    const actor = formatActor(principal.actor)
    await writeReview(client, schedule.id, { by: actor, at })
    await appendTimeline(client, [
      { at, subjectKind: 'schedule', subjectId: schedule.id, kind: 'reviewed', actor },
    ])
    return { by: principal.actor, at: formatInstant(at) }
  })
}
