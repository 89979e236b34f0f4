// Rule 13: messages to somebody who already has an unanswered page may wait a little, so that a
// storm becomes one message and not fifty.

import type { Severity } from '../alert/event.ts'
import { SECOND_MS } from '../platform/time.ts'

export const BUNDLE_WAIT_MS = 10 * SECOND_MS

/** Unanswered pages to one person from which on even critical ones are bundled: a storm. */
export const STORM_OPEN_PAGES = 50

export function bundleWaitMs(openPages: number, severity: Severity | null): number {
  if (openPages === 0) return 0
  if (severity === 'critical' && openPages < STORM_OPEN_PAGES) return 0
  return BUNDLE_WAIT_MS
}
