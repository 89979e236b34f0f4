// What the alert room asks of housekeeping.

import type { HousekeepingJob } from '../platform/housekeeping/housekeeping-job.ts'
import { keepPartitions } from '../platform/partitions/keep-partitions.ts'
import { autoResolve } from './auto-resolve.ts'
import { moveFinishedGroups } from './move-finished-groups.ts'
import { sweepDedupSlots, sweepGroupSlots } from './sweep-slots.ts'

const HISTORY_TABLES = [
  'alert_group_history',
  'alert_history',
  'escalation_run_history',
  'page_history',
  'delivery_history',
  'message_history',
  'dead_letter_history',
] as const

export const alertJobs: readonly HousekeepingJob[] = [
  ...HISTORY_TABLES.map((table) => keepPartitions(table, { keepDays: null })),
  autoResolve,
  moveFinishedGroups,
  sweepDedupSlots,
  sweepGroupSlots,
]
