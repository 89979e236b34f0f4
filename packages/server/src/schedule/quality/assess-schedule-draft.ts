// The quality report of a changed plan, before it is published (row 3): read as it would be saved at
// the chosen instant, assessed, and forgotten.

import type {
  assessScheduleDraft as route,
  ScheduleDocument,
  ScheduleQualityView,
} from '@evenwatch/api'
import type { z } from 'zod'
import { readNames } from '../../people/read-names.ts'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { readInstant } from '../read-instant.ts'
import { readSchedule } from '../schedule-room.ts'
import { reportOf } from './get-schedule-quality.ts'

type Draft = z.output<(typeof route)['body']>

export async function assessScheduleDraft(
  context: ServerContext,
  ref: string,
  { spec, at: atText, weeks }: Draft,
): Promise<ScheduleQualityView | Refusal> {
  const stored = await findDefinition<ScheduleDocument>(context.pool, 'Schedule', ref)
  if (!stored) return refuse('not-found')
  const now = context.clock.now()
  const at = atText === undefined ? now : readInstant(atText, 'at')
  if (typeof at !== 'number') return at
  if (at < now) {
    const fields = [{ field: 'at', rule: 'Now or later: the past stays.' }]
    return refuse('invalid-request', { fields })
  }
  const { name, document } = stored
  const metadata = { name, displayName: document.displayName, labels: document.labels }
  const names = await readNames(context.pool)
  const read = readSchedule({ metadata, spec, names, stored, now, at })
  if (!read.ok) return refuse('invalid-request', { fields: [...read.faults] })
  // Saving it is a change, so nothing of it would be unreviewed.
  const draft = { ...stored, document: read.document, updatedAt: now }
  return reportOf(context, draft, { from: now, weeks, isDraft: true })
}
