// All schedules as they were within a span.

import type { Directory, Plans, Span } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { plansSince } from '../../schedule/quality/plans-since.ts'

export async function plansOfSpan(
  context: ServerContext,
  directory: Directory,
  { startsAt }: Span,
): Promise<Plans> {
  const entries = await plansSince(context, directory, startsAt)
  return new Map(entries.map(({ schedule, plan }) => [schedule.id, plan]))
}
