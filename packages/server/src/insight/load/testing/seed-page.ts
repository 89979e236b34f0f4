// A page of the past as the engine would have left it: sent, and answered when said so.

import { formatInstant, type Instant, type Severity, type Urgency } from '@evenwatch/core'
import type { Pool } from 'pg'
import {
  insertGroup,
  insertPage,
  insertRow,
  insertRun,
  insertTimeline,
} from '../../../alert/testing/insert-rows.ts'
import { systemRandom } from '../../../platform/clock/system-random.ts'

export type SeededPage = {
  readonly userId: string
  readonly at: Instant
  readonly severity?: Severity
  readonly urgency?: Urgency
  readonly isTest?: boolean
  /** Absent: whoever was paged never answered. */
  readonly acknowledgedAt?: Instant
  readonly resolvedAt?: Instant
  /** False: it was answered before anything was handed over. */
  readonly isSent?: boolean
}

/** Returns the id of the alert group. */
export async function seedPage(pool: Pool, page: SeededPage): Promise<string> {
  const { userId, at, severity = 'error', urgency = 'high', acknowledgedAt, resolvedAt } = page
  const groupId = await insertGroup(pool, at, {
    severity,
    urgency,
    is_test: page.isTest ?? false,
    ...(resolvedAt !== undefined && {
      status: 'resolved',
      resolved_at: formatInstant(resolvedAt),
      triggered_count: 0,
      open_count: 0,
    }),
  })
  const runId = await insertRun(pool, groupId, at, { state: 'finished' })
  const state = acknowledgedAt === undefined ? 'stopped' : 'answered'
  const pageId = await insertPage(pool, groupId, runId, userId, at, { state, urgency })
  await insertRow(pool, 'delivery', {
    id: systemRandom.uuid(at),
    page_id: pageId,
    group_id: groupId,
    user_id: userId,
    contact_method_id: userId,
    channel: 'inbox',
    rule_position: 0,
    attempt: 1,
    urgency,
    state: (page.isSent ?? true) ? 'sent' : 'cancelled',
    created_at: formatInstant(at),
  })
  if (acknowledgedAt !== undefined) {
    await insertTimeline(pool, groupId, acknowledgedAt, 'group-acknowledged', `user:${userId}`)
  }
  if (resolvedAt !== undefined) {
    await insertTimeline(pool, groupId, resolvedAt, 'group-resolved', 'system')
  }
  return groupId
}
