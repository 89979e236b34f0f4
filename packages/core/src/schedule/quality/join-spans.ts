// Small arithmetic on spans. Lists it returns are sorted and disjoint.

import type { Span } from '../../platform/time.ts'

/** Spans that touch or overlap become one. */
export function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const span of [...spans].sort((a, b) => a.startsAt - b.startsAt)) {
    const last = joined[joined.length - 1]
    if (last && span.startsAt <= last.endsAt) {
      const endsAt = Math.max(last.endsAt, span.endsAt)
      joined[joined.length - 1] = { startsAt: last.startsAt, endsAt }
    } else joined.push({ startsAt: span.startsAt, endsAt: span.endsAt })
  }
  return joined
}

export type Shared<A, B> = Span & { readonly one: A; readonly other: B }

/** Where two sorted, disjoint lists meet, piece by piece. */
export function sharedSpans<A extends Span, B extends Span>(
  ones: readonly A[],
  others: readonly B[],
): Shared<A, B>[] {
  const shared: Shared<A, B>[] = []
  let next = 0
  for (const one of ones) {
    while ((others[next]?.endsAt ?? Number.POSITIVE_INFINITY) <= one.startsAt) next += 1
    for (let i = next; i < others.length; i++) {
      const other = others[i]
      if (!other || other.startsAt >= one.endsAt) break
      const startsAt = Math.max(one.startsAt, other.startsAt)
      const endsAt = Math.min(one.endsAt, other.endsAt)
      if (startsAt < endsAt) shared.push({ startsAt, endsAt, one, other })
    }
  }
  return shared
}

export function lengthMs(spans: readonly Span[]): number {
  let total = 0
  for (const { startsAt, endsAt } of spans) total += endsAt - startsAt
  return total
}
