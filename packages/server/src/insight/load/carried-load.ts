// What the past of a schedule weighs for each of its people, for whoever plans its next turns.

import { type CarriedLoad, carriedLoads, type Span } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { weighSchedule } from './weigh-schedule.ts'

/** By person; what lies ahead weighs nothing yet. Empty when there is no such schedule. */
export async function carriedLoad(
  context: ServerContext,
  scheduleId: string,
  { startsAt, endsAt }: Span,
): Promise<ReadonlyMap<string, CarriedLoad>> {
  const span = { startsAt, endsAt: Math.min(endsAt, context.clock.now()) }
  if (span.startsAt >= span.endsAt) return new Map()
  const directory = await context.directory.refresh()
  const weighed = await weighSchedule(context, directory, scheduleId, span)
  return weighed ? carriedLoads(weighed.shifts, weighed.unscheduled) : new Map()
}
