// Whether an override is one that a calendar feed brings, by where it says it came from. Such rows
// stand for the rotation of a line that follows a calendar: people decide on top of them.

import type { OverrideRow } from '../find-overrides.ts'

const FROM_FEED = 'feed:'

/** What the feed's rows say; unique within a schedule. */
export function feedSourceRef(feedId: string, eventRef: string): string {
  return `${FROM_FEED}${feedId}:${eventRef}`
}

export function isFollowed({ cause, sourceRef }: Pick<OverrideRow, 'cause' | 'sourceRef'>) {
  return cause === 'import' && sourceRef !== null && sourceRef.startsWith(FROM_FEED)
}
