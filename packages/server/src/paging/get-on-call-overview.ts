// The home screen's answer: each team's escalation order as it would run now, my own state, gaps
// ahead. Answered from the snapshot by the functions that the engine pages by, so that the screen
// never promises another person than the one who is paged.

import type { CallOutput, getOnCallOverview as route } from '@evenwatch/api'
import {
  DAY_MS,
  type Directory,
  type EscalationPolicy,
  formatDuration,
  formatInstant,
  gapsBetween,
  type Instant,
  nextOnCall,
  onCallAt,
  reachedByStep,
  type ScheduleEntry,
  type SchedulePlan,
  SHIFT_ROLES,
  type Shift,
  type ShiftRole,
  shiftsBetween,
  type Team,
} from '@evenwatch/core'
import { listReachability } from '../people/list-reachability.ts'
import type { ServerContext } from '../platform/context.ts'
import { namesOfDirectory } from '../platform/definitions/names.ts'
import type { Principal } from '../platform/http/principal.ts'
import type { Refusal } from '../platform/http/refusal.ts'
import { readInstant } from '../schedule/read-instant.ts'
import { displayNameOf, onCallPolicies, policyRefs } from './policy-refs.ts'

const GAPS_AHEAD_MS = 14 * DAY_MS
const MY_SHIFTS_AHEAD_MS = 30 * DAY_MS
const MY_NEXT_AHEAD_MS = 120 * DAY_MS
/** Beyond this nobody plans; a shift that lasts longer is open-ended. */
const OPEN_ENDED_MS = 400 * DAY_MS

type Overview = CallOutput<typeof route>
type Query = { readonly at?: string | undefined; readonly scope: 'mine' | 'all' }

export async function getOnCallOverview(
  context: ServerContext,
  { userId }: Principal,
  query: Query,
): Promise<Overview | Refusal> {
  const at = query.at === undefined ? context.clock.now() : readInstant(query.at, 'at')
  if (typeof at !== 'number') return at
  const directory = context.directory.current()
  const teams = [...directory.teams.values()]
    .filter((team) => query.scope === 'all' || isIn(team, userId))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return {
    at: formatInstant(at),
    me: userId === null ? null : await myState(context, directory, userId, at),
    teams: teams.map((team) => teamNow(directory, team, at)),
  }
}

function isIn(team: Team, userId: string | null): boolean {
  return userId !== null && (team.leadIds.includes(userId) || team.memberIds.includes(userId))
}

async function myState(
  context: ServerContext,
  directory: Directory,
  userId: string,
  at: Instant,
): Promise<Overview['me']> {
  const entries = schedulesByName(directory)
  const mine = entries.flatMap((entry) => {
    const span = { startsAt: at, endsAt: at + MY_NEXT_AHEAD_MS }
    return SHIFT_ROLES.flatMap((role) =>
      shiftsBetween(entry.plan.ofRole(role), span)
        .filter((one) => one.userIds.includes(userId))
        .map((shift) => ({ entry, role, shift })),
    )
  })
  const ahead = mine.sort((a, b) => a.shift.startsAt - b.shift.startsAt)
  const next = ahead.find(({ shift }) => shift.startsAt > at)
  const methods = await listReachability(context.pool, userId)
  return {
    onCall: ahead
      .filter(({ shift }) => shift.startsAt <= at)
      .map(({ entry, role, shift }) => ({
        schedule: entry.schedule.name,
        displayName: lineName(entry, role),
        until: untilOf(shift, at),
        ...successorsOf(directory, entry.plan.ofRole(role), at),
      })),
    next: next
      ? {
          schedule: next.entry.schedule.name,
          displayName: lineName(next.entry, next.role),
          startsAt: formatInstant(next.shift.startsAt),
        }
      : null,
    shifts: ahead
      .filter(({ shift }) => shift.startsAt < at + MY_SHIFTS_AHEAD_MS)
      .map(({ entry, role, shift }) => ({
        schedule: entry.schedule.name,
        displayName: lineName(entry, role),
        startsAt: formatInstant(shift.startsAt),
        endsAt: formatInstant(shift.endsAt),
      })),
    reachability: methods.map(({ method, type, verifiedAt, lastSuccessAt, lastFailure }) => ({
      method,
      type,
      verified: verifiedAt !== null,
      lastSuccessAt: lastSuccessAt === null ? null : formatInstant(lastSuccessAt),
      lastFailure,
    })),
  }
}

/** `Payments`, or `Payments, secondary`: what is not said is primary. */
function lineName({ displayName }: ScheduleEntry, role: ShiftRole): string {
  return role === 'primary' ? displayName : `${displayName}, ${role}`
}

function teamNow(directory: Directory, team: Team, at: Instant): Overview['teams'][number] {
  const policies = [...directory.policies.values()].filter(({ teamId }) => teamId === team.id)
  const schedules = schedulesByName(directory).filter(({ schedule }) => schedule.teamId === team.id)
  return {
    team: { name: team.name, displayName: team.displayName },
    policies: policies
      // What alerts arrive by stands first; fallbacks that no service names come after it.
      .sort(
        (a, b) =>
          Number(isUsed(directory, b)) - Number(isUsed(directory, a)) || (a.name < b.name ? -1 : 1),
      )
      .map((policy) => policyNow(directory, policy, at)),
    schedules: schedules.map((entry) => scheduleNow(directory, entry, at)),
  }
}

function isUsed(directory: Directory, { id }: EscalationPolicy): boolean {
  return [...directory.services.values()].some(({ policyRoutes }) =>
    policyRoutes.some(({ policyId }) => policyId === id),
  )
}

function scheduleNow(directory: Directory, entry: ScheduleEntry, at: Instant) {
  const present = onCallAt(entry.plan, at)
  const shift = shiftsBetween(entry.plan, { startsAt: at, endsAt: at + 1 })[0]
  const gaps = gapsBetween(entry.plan, { startsAt: at, endsAt: at + GAPS_AHEAD_MS })
  return {
    schedule: entry.schedule.name,
    displayName: entry.displayName,
    timeZone: entry.schedule.timeZone,
    users: peopleOf(directory, present.userIds),
    policies: onCallPolicies(directory, present.policyIds, at),
    until: shift ? untilOf(shift, at) : endOfGap(gaps[0], at),
    ...successorsOf(directory, entry.plan, at),
    gaps: gaps.map(({ startsAt, endsAt }) => ({
      startsAt: formatInstant(startsAt),
      endsAt: formatInstant(endsAt),
    })),
  }
}

function policyNow(directory: Directory, policy: EscalationPolicy, at: Instant) {
  const { nameOf } = namesOfDirectory(directory)
  const kinds = {
    user: 'User',
    team: 'Team',
    schedule: 'Schedule',
    policy: 'EscalationPolicy',
  } as const
  return {
    policy: policy.name,
    displayName: displayNameOf(policy),
    steps: policy.steps.map((step) => ({
      after: formatDuration(step.afterMs),
      users: peopleOf(
        directory,
        reachedByStep(directory, step, at).map(({ userId }) => userId),
      ),
      targets: step.notify.map(({ kind, id }) => `${kind} ${nameOf(kinds[kind], id)}`),
    })),
  }
}

function schedulesByName(directory: Directory): ScheduleEntry[] {
  return [...directory.schedules.values()].sort((a, b) =>
    a.schedule.name < b.schedule.name ? -1 : 1,
  )
}

function successorsOf(directory: Directory, plan: SchedulePlan, at: Instant) {
  const next = nextOnCall(plan, at)
  return {
    successors: peopleOf(directory, next?.userIds ?? []),
    nextPolicies: (next?.policyIds ?? []).map(policyRefs(directory)),
  }
}

/** Active people, each once. */
function peopleOf(directory: Directory, userIds: readonly string[]) {
  return [...new Set(userIds)].flatMap((id) => {
    const person = directory.people.get(id)
    if (!person?.isActive) return []
    return [{ id, name: person.name, displayName: person.displayName }]
  })
}

/** When somebody is on call again; null when the gap reaches as far as we looked. */
function endOfGap(gap: { readonly endsAt: Instant } | undefined, at: Instant): string | null {
  return gap && gap.endsAt < at + GAPS_AHEAD_MS ? formatInstant(gap.endsAt) : null
}

function untilOf(shift: Shift, at: Instant): string | null {
  return shift.endsAt - at > OPEN_ENDED_MS ? null : formatInstant(shift.endsAt)
}
