// Lists cover requests and swaps, the newest first, a page at a time; and shows one.

import type { CallOutput, CoverRequestView, listCoverRequests as route } from '@evenwatch/api'
import { type CoverRequestState, formatInstant } from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import { decodeCursor, pageOfRows } from '../../platform/http/cursor.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { type CoverRequestFilter, findCoverRequests } from './cover-request-rows.ts'
import {
  coverRequestView,
  ESCALATED_MS,
  isEscalated,
  isTheirsToAssign,
} from './cover-request-view.ts'
import { loadChangeWorld } from './load-change-world.ts'

export type CoverRequestQuery = {
  readonly mine: boolean
  readonly forMe: boolean
  readonly escalated: boolean
  readonly toAssign: boolean
  readonly team?: string | undefined
  readonly schedule?: string | undefined
  readonly state?: CoverRequestState | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export async function listCoverRequests(
  { pool, clock }: ServerContext,
  principal: Principal,
  query: CoverRequestQuery,
): Promise<CallOutput<typeof route> | Refusal> {
  const now = clock.now()
  const key = decodeCursor(query.cursor, 2)
  if (isRefusal(key)) return key
  const world = await loadChangeWorld(pool, now)
  if ((query.mine || query.forMe) && principal.userId === null) {
    return { items: [], nextCursor: null }
  }
  const me = principal.userId ?? ''
  let scheduleIds: string[] | null = null
  if (query.schedule !== undefined) {
    const schedule = await findDefinition(pool, 'Schedule', query.schedule)
    if (!schedule) return refuse('not-found')
    scheduleIds = [schedule.id]
  }
  if (query.team !== undefined) {
    const team = await findDefinition(pool, 'Team', query.team)
    if (!team) return refuse('not-found')
    const theirs = [...world.schedules.values()].filter((one) => one.document.teamId === team.id)
    const ids = theirs.map(({ id }) => id)
    scheduleIds = scheduleIds ? scheduleIds.filter((id) => ids.includes(id)) : ids
  }
  const filter: CoverRequestFilter = {
    now,
    limit: query.limit + 1,
    ...(query.mine && { ownerUserId: me }),
    ...(query.forMe && { askedUserId: me }),
    ...(scheduleIds !== null && { scheduleIds }),
    ...((query.escalated || query.toAssign) && { isOpen: true, startsBefore: now + ESCALATED_MS }),
    ...(query.state !== undefined && { state: query.state }),
    ...(key !== null && { before: { createdAt: String(key[0]), id: String(key[1]) } }),
  }
  const { rows, nextCursor } = pageOfRows(
    await findCoverRequests(pool, filter),
    query.limit,
    ({ createdAt, id }) => [formatInstant(createdAt), id],
  )
  const wanted = rows.filter(
    (row) =>
      !(query.escalated || query.toAssign) ||
      (isEscalated(world, row) && (!query.toAssign || isTheirsToAssign(world, principal, row))),
  )
  return { items: wanted.map((row) => coverRequestView(world, principal, row)), nextCursor }
}

export async function getCoverRequest(
  { pool, clock }: ServerContext,
  principal: Principal,
  id: string,
): Promise<CoverRequestView | Refusal> {
  const [request] = await findCoverRequests(pool, { id })
  if (!request) return refuse('not-found')
  return coverRequestView(await loadChangeWorld(pool, clock.now()), principal, request)
}
