// When a layer holds because of the stages it names: spans in order, the last one open.
//
// A stage lasts until the next begins. A stage nobody has entered yet has no span, so a layer for
// it waits.

import type { Instant, Span } from '../platform/time.ts'
import type { Layer, Stage } from './schedule.ts'

/** Null: always. */
export function stageSpans(stages: readonly Stage[], layer: Pick<Layer, 'stages'>): Span[] | null {
  const named = layer.stages
  if (named === null) return null
  const spans: Span[] = []
  stages.forEach((stage, i) => {
    if (!named.includes(stage.name)) return
    const startsAt = stage.from ?? Number.NEGATIVE_INFINITY
    const endsAt = stages[i + 1]?.from ?? Number.POSITIVE_INFINITY
    const last = spans.at(-1)
    if (last && last.endsAt === startsAt) spans[spans.length - 1] = { ...last, endsAt }
    else spans.push({ startsAt, endsAt })
  })
  return spans
}

/** The stage at an instant; null before the first. */
export function stageAt(stages: readonly Stage[], at: Instant): Stage | null {
  return stages.findLast(({ from }) => from === null || from <= at) ?? null
}
