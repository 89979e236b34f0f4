// Cancels overrides that belong together, on whatever schedules they are, all or none.
//
// What has begun ends now, what has ended stays: who was on call is not rewritten. When a later
// override depends on one of them, nothing happens until that is confirmed. An acceptance behind
// the link is taken back with it, and its request is open again for what was not done.

import { type JsonObject, laterDependants, type Override } from '@evenwatch/core'
import type { Principal } from '../../platform/http/principal.ts'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'
import { findOverrides, type OverrideRow, overrideOf } from '../find-overrides.ts'
import { overrideView } from '../override-views.ts'
import { cancelOrEnd, endedAt, lockSchedules } from '../write-overrides.ts'
import { announceChange, type ShiftChangeEvent } from './announce-change.ts'
import { lineViews, touchedLines } from './change-views.ts'
import { findCoverRequests, settleCoverRequest, undoAnswer } from './cover-request-rows.ts'
import type { ChangeWorld } from './load-change-world.ts'
import type { WorldChange } from './on-world.ts'
import { spanOfAll, toldOf, type Weighed, weighChange } from './weigh-change.ts'

export type Cancelling = {
  readonly event: ShiftChangeEvent
  readonly reason: string
  readonly linkId: string | null
  /** Although a later override depends on it. */
  readonly confirm: boolean
  readonly data?: JsonObject
}

/** The rows that stood, or why nothing was cancelled. */
export async function cancelOverrides(
  { change, world }: WorldChange,
  principal: Principal,
  rows: readonly OverrideRow[],
  cancelling: Cancelling,
): Promise<readonly OverrideRow[] | Refusal> {
  const standing = rows.filter((row) => row.cancelledAt === null && row.endsAt > change.now)
  if (standing.length === 0) {
    const cancelled = rows.every(({ cancelledAt }) => cancelledAt !== null)
    return refuse('state-conflict', { detail: cancelled ? 'It was cancelled.' : 'It has ended.' })
  }
  const weighed = weighCancelling(world, standing)
  if (!cancelling.confirm) {
    const depends = await refuseIfDependedOn({ change, world }, weighed, standing)
    if (depends) return depends
  }
  await lockSchedules(change, weighed.scheduleIds)
  for (const row of standing) await cancelOrEnd(change, row)
  if (cancelling.linkId !== null) await takeBackAnswer(change, cancelling.linkId, rows)
  await announceChange(change, {
    event: cancelling.event,
    reason: cancelling.reason,
    scheduleIds: weighed.scheduleIds,
    span: weighed.span,
    told: toldOf(world, weighed, { actorUserId: principal.userId }),
    overrides: standing,
    ...(cancelling.linkId !== null && { linkId: cancelling.linkId }),
    ...(cancelling.data && { data: cancelling.data }),
  })
  return standing
}

function weighCancelling(world: ChangeWorld, standing: readonly OverrideRow[]): Weighed {
  const changed = new Map<string, Override | null>(
    standing.map((row) => [row.id, endedAt(overrideOf(row), world.now)]),
  )
  return weighChange(world, 'override', {
    changed,
    scheduleIds: [...new Set(standing.map(({ scheduleId }) => scheduleId))],
    span: spanOfAll(standing),
  })
}

/** Rule 7: whoever changes what others build on is told whom it moves. */
export async function refuseIfDependedOn(
  { change, world }: Pick<WorldChange, 'change' | 'world'>,
  weighed: Weighed,
  changing: readonly OverrideRow[],
): Promise<Refusal | null> {
  const ids = new Set(changing.map(({ id }) => id))
  const dependants = weighed.scheduleIds.flatMap((scheduleId) => {
    const before = weighed.before.get(scheduleId)
    const after = weighed.after.get(scheduleId)
    return before && after ? laterDependants(before, after, ids, world.now) : []
  })
  if (dependants.length === 0) return null
  const wanted = new Set(dependants.map(({ id }) => id))
  const rows = await findOverrides(change.client, { scheduleIds: weighed.scheduleIds })
  const views = rows.flatMap((row) => {
    const plan = weighed.before.get(row.scheduleId)
    return wanted.has(row.id) && plan ? [overrideView(row, plan, world)] : []
  })
  const meant = changing.map(({ scheduleId, role, startsAt, endsAt }) => ({
    scheduleId,
    role,
    startsAt: Math.max(startsAt, world.now),
    endsAt,
  }))
  return refuse('later-depends', {
    detail: `${views.length === 1 ? 'One later override depends' : `${views.length} later overrides depend`} on it.`,
    current: {
      dependants: views,
      lines: lineViews(world, weighed, touchedLines(meant, weighed.lines)),
    },
  })
}

async function takeBackAnswer(
  change: WorldChange['change'],
  linkId: string,
  rows: readonly OverrideRow[],
): Promise<void> {
  const [request] = await findCoverRequests(change.client, { linkId })
  if (!request) return
  // Of several pieces the first may have ended already: it was done all the same.
  const hasBegun =
    request.kind === 'cover' &&
    rows.some((row) => row.scheduleId === request.scheduleId && row.startsAt < change.now)
  await undoAnswer(change, linkId, hasBegun ? change.now : null)
  await settleCoverRequest(change, request.id)
}
