// Outcomes that are no success, as refusals that say who was faster and how long ago.

import type { AlertGroup } from '@evenwatch/api'
import {
  DAY_MS,
  type GroupAction,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
} from '@evenwatch/core'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

const DONE: { readonly [K in GroupAction['kind']]: string } = {
  acknowledge: 'acknowledged',
  resolve: 'resolved',
  snooze: 'snoozed',
  reopen: 'reopened',
  escalate: 'passed on',
  note: 'noted',
}

/** "Ben acknowledged this 4 s ago." */
export function refuseAlreadyDone(
  action: GroupAction['kind'],
  by: string,
  at: Instant,
  now: Instant,
  current: AlertGroup | undefined,
): Refusal {
  const detail = `${by} ${DONE[action]} this ${ago(now - at)}.`
  return refuse('already-done', current === undefined ? { detail } : { detail, current })
}

export function ago(ms: number): string {
  if (ms < SECOND_MS) return 'just now'
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s ago`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min ago`
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h ago`
  return `${Math.floor(ms / DAY_MS)} d ago`
}
