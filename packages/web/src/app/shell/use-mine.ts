// What is triggered for me: one read shared by rail, banner and home.

import { listAlertGroups } from '@evenwatch/api'
import { POLL_MS, useRead } from '../query.ts'

export const MINE_MAX = 200

export function useMine() {
  const read = useRead(
    listAlertGroups,
    { query: { status: 'triggered', scope: 'mine', limit: MINE_MAX } },
    { everyMs: POLL_MS },
  )
  return { read, items: read.data?.items ?? [], count: read.data?.counts.mine ?? 0 }
}
