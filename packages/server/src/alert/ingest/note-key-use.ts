// Remembers when a key last brought an event, for the screens. Written at most every few seconds a
// key and beside the answer: losing one costs nothing, and a storm must not queue up on one row.

import type { Instant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { hashToken } from '../../platform/secrets/secret-box.ts'

export const NOTED_EVERY_MS = 5_000
/** Keys remembered by a process; beyond it they are forgotten and noted anew. */
const KEYS_MAX = 10_000

const NOTE = `update integration_key set last_event_at = $2 where key_hash = $1`

const notedByContext = new WeakMap<ServerContext, Map<string, Instant>>()

export function noteKeyUse(context: ServerContext, key: string): void {
  const notedAt = notedByContext.get(context) ?? new Map<string, Instant>()
  notedByContext.set(context, notedAt)
  const keyHash = hashToken(key)
  const now = context.clock.now()
  if (now - (notedAt.get(keyHash) ?? 0) < NOTED_EVERY_MS) return
  if (notedAt.size >= KEYS_MAX) notedAt.clear()
  notedAt.set(keyHash, now)
  context.pool
    .query({ name: 'note-key-use', text: NOTE, values: [keyHash, new Date(now)] })
    .catch((error: unknown) => context.log.warn({ err: error }, 'a key’s use was not noted'))
}
