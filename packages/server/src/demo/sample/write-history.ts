import type { Instant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'

export async function writeHistory(
  _context: ServerContext,
  _now: Instant,
  _seed: number,
): Promise<void> {}
