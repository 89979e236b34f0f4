// What people carried before a period. It is the one place where planning asks the past.

import type { CarriedLoad, Span } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'

/** By person; empty as long as loads are not recorded. */
export async function carriedOf(
  _context: ServerContext,
  _scheduleId: string,
  _span: Span,
): Promise<ReadonlyMap<string, CarriedLoad>> {
  return new Map()
}
