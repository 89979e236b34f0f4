// Events of a calendar as the holding of a schedule: who is on call when, without overlaps.
//
// Events that overlap are on call together. Each piece is named after the event that begins first
// in it; a piece that is an event as it stands bears exactly its name.

import type { Instant, Span } from '../../platform/time.ts'

export type HeldEvent = Span & { readonly ref: string; readonly userIds: readonly string[] }

/** In the order of time; neighbours with the same people and the same name are one piece. */
export function feedSegments(events: readonly HeldEvent[]): HeldEvent[] {
  const inOrder = [...events].sort((a, b) => a.startsAt - b.startsAt || (a.ref < b.ref ? -1 : 1))
  const edges = [...new Set(inOrder.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]))].sort(
    (a, b) => a - b,
  )
  const segments: HeldEvent[] = []
  let next = 0
  let standing: HeldEvent[] = []
  for (const [i, startsAt] of edges.entries()) {
    const endsAt = edges[i + 1]
    if (endsAt === undefined) break
    for (let event = inOrder[next]; event && event.startsAt <= startsAt; event = inOrder[next]) {
      standing.push(event)
      next += 1
    }
    standing = standing.filter((event) => event.endsAt > startsAt)
    const [first] = standing
    if (first === undefined) continue
    const userIds = [...new Set(standing.flatMap((event) => event.userIds))].sort()
    const last = segments.at(-1)
    if (last && last.endsAt === startsAt && saysTheSame(last, first.ref, userIds)) {
      segments[segments.length - 1] = { ...last, endsAt }
    } else segments.push({ ref: first.ref, startsAt, endsAt, userIds })
  }
  return segments.map((segment) => ({ ...segment, ref: refOf(segment, inOrder) }))
}

/** What stands from `now` on: who was on call before is not rewritten. */
export function segmentsFrom(segments: readonly HeldEvent[], now: Instant): HeldEvent[] {
  return segments
    .filter(({ endsAt }) => endsAt > now)
    .map((one) => ({ ...one, startsAt: Math.max(one.startsAt, now) }))
}

function saysTheSame(last: HeldEvent, ref: string, userIds: readonly string[]): boolean {
  return last.ref === ref && last.userIds.join() === userIds.join()
}

function refOf(segment: HeldEvent, events: readonly HeldEvent[]): string {
  const event = events.find(({ ref }) => ref === segment.ref)
  return event?.startsAt === segment.startsAt ? segment.ref : `${segment.ref}@${segment.startsAt}`
}
