// The order in which overlapping overrides of a classic schedule act.
//
// In PagerDuty the one made last wins, and its list does not say which that is. The rendered
// overrides do: whoever stands there in an overlap comes after the other. Where they are silent,
// the list's own order holds.

import type { PagerdutyEntry, PagerdutyOverride } from './pagerduty-source.ts'
import { instantOf } from './schedule-spec.ts'

export function orderOverrides(
  overrides: readonly PagerdutyOverride[],
  rendered: readonly PagerdutyEntry[],
): PagerdutyOverride[] {
  const ordered: PagerdutyOverride[] = []
  for (const override of overrides) {
    // Each goes in front of the first that is seen to win over it, else to the end.
    const place = ordered.findIndex((placed) => winsOver(placed, override, rendered))
    if (place < 0) ordered.push(override)
    else ordered.splice(place, 0, override)
  }
  return ordered
}

function winsOver(
  one: PagerdutyOverride,
  other: PagerdutyOverride,
  rendered: readonly PagerdutyEntry[],
): boolean {
  const from = Math.max(instantOf(one.start), instantOf(other.start))
  const until = Math.min(instantOf(one.end), instantOf(other.end))
  if (from >= until || one.user?.id === other.user?.id) return false
  const shown = rendered.find(({ start, end }) => instantOf(start) < until && instantOf(end) > from)
  return shown?.user?.id === one.user?.id && shown?.user !== undefined
}
