// Who could cover a span: the people of the team and of the schedule, but whoever is away.

import type { CallOutput, listCoverCandidates as route } from '@evenwatch/api'
import {
  formatInstant,
  hoursOf,
  type Instant,
  onCallAt,
  rankCandidates,
  type ShiftRole,
  type Span,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import type { Database } from '../../platform/definitions/definition.ts'
import { findDefinition } from '../../platform/definitions/find-definition.ts'
import type { Principal } from '../../platform/http/principal.ts'
import { isRefusal, type Refusal, refuse } from '../../platform/http/refusal.ts'
import { personRefs } from '../override-views.ts'
import { shiftCheckViews } from './change-views.ts'
import { type ChangeWorld, loadChangeWorld } from './load-change-world.ts'
import {
  holdsAnyOf,
  type LineSpan,
  readFutureSpan,
  readPerson,
  replacement,
} from './propose-change.ts'

export async function listCoverCandidates(
  context: ServerContext,
  principal: Principal,
  ref: string,
  query: {
    readonly role: ShiftRole
    readonly from: string
    readonly until: string
    readonly away?: string | undefined
  },
): Promise<CallOutput<typeof route> | Refusal> {
  const now = context.clock.now()
  const found = await findDefinition(context.pool, 'Schedule', ref)
  const world = await loadChangeWorld(context.pool, now)
  if (!found || !world.schedules.has(found.id)) return refuse('not-found')
  const span = readFutureSpan(query, now)
  if (isRefusal(span)) return span
  const line = { ...span, scheduleId: found.id, role: query.role }
  const proposer = { world, me: principal.userId, newId: () => context.random.uuid(now) }
  const named = query.away === undefined ? null : readPerson(proposer, query.away, 'away')
  if (isRefusal(named)) return named
  const awayIds = named ? [named.id] : holdersOf(world, principal, line)
  const ranked = rankCandidates({
    before: world.plans,
    span,
    now,
    nightsWithin: quarterOf(span.startsAt),
    userIds: peopleOf(world, found.id).filter((userId) => !awayIds.includes(userId)),
    people: world.people,
    followed: world.followed,
    rulesOf: world.rulesOf,
    lastCoverGivenAt: await lastCovers(context.pool),
    afterWith: (userId) => {
      const removed = awayIds.length > 0 ? awayIds : [null]
      const more = { addUserId: userId, cause: 'cover', linkId: null, reason: '' } as const
      const added = removed.map((removeUserId) =>
        replacement(proposer, line, { ...more, removeUserId }),
      )
      return world.plansWith({ added })
    },
  })
  const refOf = personRefs(world.names)
  return {
    items: ranked.map(({ userId, restMs, nights, checks, lastCoverGivenAt, ...row }) => ({
      ...row,
      user: refOf(userId),
      timeZone: world.people.get(userId)?.timeZone ?? 'UTC',
      restHours: restMs === null ? null : hoursOf(restMs),
      nightsThisQuarter: nights,
      lastCoverGivenAt: lastCoverGivenAt === null ? null : formatInstant(lastCoverGivenAt),
      checks: shiftCheckViews(
        world,
        checks.filter((check) => check.userId === userId),
      ),
    })),
  }
}

/** The caller when it is their shift, else whoever is on call as the span begins. */
function holdersOf(world: ChangeWorld, { userId }: Principal, line: LineSpan): readonly string[] {
  if (userId !== null && holdsAnyOf(world, userId, line)) return [userId]
  const plan = world.plans.get(line.scheduleId)?.ofRole(line.role)
  return plan ? onCallAt(plan, line.startsAt).userIds : []
}

/** Active people of the schedule's team, and whoever stands in its layers. */
export function peopleOf(world: ChangeWorld, scheduleId: string): string[] {
  const document = world.schedules.get(scheduleId)?.document
  const team = document?.teamId ? world.teams.get(document.teamId) : undefined
  const people = new Set([...(team?.leadIds ?? []), ...(team?.memberIds ?? [])])
  for (const { versions } of document?.layers ?? []) {
    for (const member of versions.at(-1)?.members ?? []) {
      if (member === null || 'policyId' in member) continue
      const ids = 'teamId' in member ? teamPeople(world, member.teamId) : member.userIds
      for (const userId of ids) people.add(userId)
    }
  }
  return [...people].filter((userId) => world.people.get(userId)?.isActive)
}

function teamPeople(world: ChangeWorld, teamId: string): readonly string[] {
  const team = world.teams.get(teamId)
  return [...(team?.leadIds ?? []), ...(team?.memberIds ?? [])]
}

/** The calendar quarter, in UTC: nights are only compared with each other. */
function quarterOf(at: Instant): Span {
  const date = new Date(at)
  const month = Math.floor(date.getUTCMonth() / 3) * 3
  const startsAt = Date.UTC(date.getUTCFullYear(), month, 1)
  return { startsAt, endsAt: Date.UTC(date.getUTCFullYear(), month + 3, 1) }
}

async function lastCovers(db: Database): Promise<Map<string, Instant>> {
  const { rows } = await db.query<{ userId: string; at: Instant }>(LAST_COVERS)
  return new Map(rows.map(({ userId, at }) => [userId, at]))
}

const LAST_COVERS = `
select add_user_id as "userId", max(starts_at) as at from schedule_override
where cause in ('cover', 'take-over', 'arranged') and cancelled_at is null
  and add_user_id is not null
group by add_user_id`
