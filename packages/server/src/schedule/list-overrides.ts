// Lists a schedule's overrides in the order in which they act, a page at a time.

import type { OverrideView, ScheduleDocument } from '@evenwatch/api'
import { listKnownActors } from '../people/list-known-actors.ts'
import type { ServerContext } from '../platform/context.ts'
import { findDefinition } from '../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../platform/http/refusal.ts'
import { findOverrides } from './find-overrides.ts'
import { overrideView } from './override-views.ts'
import { planOfSchedule } from './plan-of-schedule.ts'

export type OverrideQuery = {
  readonly includePast: boolean
  readonly includeCancelled: boolean
  readonly limit: number
  readonly cursor?: string | undefined
}

export async function listOverrides(
  { pool, clock }: ServerContext,
  ref: string,
  query: OverrideQuery,
): Promise<{ items: OverrideView[]; nextCursor: string | null } | Refusal> {
  const schedule = await findDefinition<ScheduleDocument>(pool, 'Schedule', ref)
  if (!schedule) return refuse('not-found')
  const rows = await findOverrides(pool, {
    scheduleIds: [schedule.id],
    includeCancelled: query.includeCancelled,
    ...(!query.includePast && { endsAfter: clock.now() }),
  })
  // What a calendar brings stands below the rest, at positions under zero.
  const after = query.cursor === undefined ? Number.NEGATIVE_INFINITY : Number(query.cursor)
  const rest = rows.filter(({ position }) => position > after)
  const page = rest.slice(0, query.limit)
  const plan = await planOfSchedule(pool, schedule)
  const actors = await listKnownActors(pool)
  const last = page.at(-1)
  return {
    items: page.map((row) => overrideView(row, plan, actors)),
    nextCursor: rest.length > page.length && last ? String(last.position) : null,
  }
}
