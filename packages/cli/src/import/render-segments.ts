// Single stretches of single people, as a source lists them, as stretches of who was on call.

import type { Instant } from '@evenwatch/core'
import type { RenderedShift } from './import-result.ts'

export type PersonalSpan = {
  readonly user: string
  readonly startsAt: Instant
  readonly endsAt: Instant
}

/** Sorted and disjoint; those who are on call together stand in one, sorted by name. */
export function renderSegments(spans: readonly PersonalSpan[]): RenderedShift[] {
  const found: RenderedShift[] = []
  const real = spans.filter((span) => span.startsAt < span.endsAt)
  const starts = [...real].sort((a, b) => a.startsAt - b.startsAt)
  const cuts = [...new Set(real.flatMap((span) => [span.startsAt, span.endsAt]))]
  cuts.sort((a, b) => a - b)
  let active: PersonalSpan[] = []
  let next = 0
  cuts.forEach((at, i) => {
    active = active.filter((span) => span.endsAt > at)
    for (let span = starts[next]; span && span.startsAt <= at; span = starts[next]) {
      active.push(span)
      next += 1
    }
    const until = cuts[i + 1]
    const users = [...new Set(active.map((span) => span.user))].sort()
    if (until === undefined || users.length === 0) return
    const last = found.at(-1)
    if (last?.endsAt === at && last.users.join() === users.join()) {
      found[found.length - 1] = { ...last, endsAt: until }
    } else found.push({ startsAt: at, endsAt: until, users })
  })
  return found
}
