// Removes slots that nothing open stands behind and that no event has touched for a day.
//
// A slot's own row is locked and judged anew by its touched_at, so one that an event has just
// taken up is left alone; an event that waits for a slot being removed makes it again.

import { DAY_MS, formatInstant, HOUR_MS } from '@evenwatch/core'
import {
  batchOf,
  HOUSEKEEPING_BATCH_ROWS,
  type HousekeepingJob,
} from '../platform/housekeeping/housekeeping-job.ts'

export const SLOT_KEPT_MS = DAY_MS

const SWEEP_DEDUP_SLOTS = `
delete from dedup_slot where (scope_id, dedup_key) in (
  select s.scope_id, s.dedup_key from dedup_slot s
  where s.touched_at < $1
    and not exists (select from alert a where a.id = s.open_alert_id and a.status <> 'resolved')
  limit ${HOUSEKEEPING_BATCH_ROWS} for update of s skip locked)`

const SWEEP_GROUP_SLOTS = `
delete from group_slot where (service_id, group_key) in (
  select s.service_id, s.group_key from group_slot s
  where s.touched_at < $1
    and not exists (select from alert_group g where g.id = s.open_group_id and g.status <> 'resolved')
  limit ${HOUSEKEEPING_BATCH_ROWS} for update of s skip locked)`

export const sweepDedupSlots: HousekeepingJob = sweep('sweep-dedup-slots', SWEEP_DEDUP_SLOTS)
export const sweepGroupSlots: HousekeepingJob = sweep('sweep-group-slots', SWEEP_GROUP_SLOTS)

function sweep(name: string, text: string): HousekeepingJob {
  return {
    name,
    everyMs: HOUR_MS,
    run: async ({ pool }, now) => {
      const { rowCount } = await pool.query(text, [formatInstant(now - SLOT_KEPT_MS)])
      return batchOf(rowCount)
    },
  }
}
