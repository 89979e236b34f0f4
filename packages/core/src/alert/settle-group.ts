// What a group is, given what its members are: resolved exactly when none is open, acknowledged
// exactly when some are open and none is triggered, triggered otherwise.

import { assert } from '../platform/assert.ts'
import type { GroupStatus } from './ingest-types.ts'

export type MemberCounts = {
  readonly triggered: number
  /** Triggered and acknowledged ones. */
  readonly open: number
}

export function settleGroup(members: MemberCounts): GroupStatus {
  assert(
    members.triggered >= 0 && members.open >= members.triggered,
    'triggered members are open ones',
  )
  if (members.open === 0) return 'resolved'
  return members.triggered === 0 ? 'acknowledged' : 'triggered'
}
