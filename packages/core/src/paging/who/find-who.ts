// Who is on call for X: one search over services, teams, schedules and people, each answered with
// whom to turn to, in order, until when, and who is next (requirements row 21).
//
// Pure, from the directory alone, whatever the number of hits. Whom a policy's steps reach is asked
// of the functions that page, so that the answer and the pager cannot differ.

import type { Directory, ScheduleEntry } from '../../catalog/directory.ts'
import type { Service } from '../../catalog/service.ts'
import type { Person, Team } from '../../people/user.ts'
import { DAY_MS, type Instant } from '../../platform/time.ts'
import { gapsBetween } from '../../schedule/gaps-between.ts'
import { namesSomebody } from '../../schedule/names-somebody.ts'
import { nextOnCall } from '../../schedule/next-on-call.ts'
import { onCallAt } from '../../schedule/on-call-at.ts'
import { SHIFT_ROLES, type ShiftRole } from '../../schedule/schedule.ts'
import { shiftsBetween } from '../../schedule/shifts-between.ts'
import { lastResortOf } from '../people-of-step.ts'
import type { EscalationPolicy } from '../policy.ts'
import { reachedByStep } from '../reached-by-step.ts'
import { askAboutEvent } from '../what-if/ask-about-event.ts'
import { explainLastResort } from '../what-if/explain-step.ts'
import type { WhatIfGap, WhatIfReason } from '../what-if/what-if.ts'
import { matchWords } from './match-words.ts'

export const WHO_LIMITS = { queryChars: 128, hits: 8, peoplePerLevel: 20 } as const
const GAP_AHEAD_MS = 14 * DAY_MS
const MY_SHIFTS_AHEAD_MS = 120 * DAY_MS
/** Beyond this nobody plans; a shift that lasts longer is open-ended. */
const OPEN_ENDED_MS = 400 * DAY_MS

export type WhoPerson = {
  readonly userId: string
  /** When their shift ends; null: no shift, or an open end. */
  readonly until: Instant | null
  readonly reasons: readonly WhatIfReason[]
}
export type WhoNext = {
  readonly scheduleId: string
  readonly startsAt: Instant
  readonly userIds: readonly string[]
  readonly policyIds: readonly string[]
}
export type WhoLevel = {
  readonly kind: 'step' | 'last-resort' | 'on-call' | 'leads' | 'person'
  /** After the alert, for a step. */
  readonly afterMs: number | null
  /** For `on-call`. */
  readonly scheduleId: string | null
  readonly role: ShiftRole | null
  readonly people: readonly WhoPerson[]
  /** For `on-call`: policies that hold the slot; whom they page first stands among the people. */
  readonly policyIds: readonly string[]
  readonly gaps: readonly WhatIfGap[]
  readonly next: readonly WhoNext[]
}
export const WHO_KINDS = ['service', 'team', 'schedule', 'person'] as const
export type WhoKind = (typeof WHO_KINDS)[number]

export type WhoHit = {
  readonly kind: WhoKind
  readonly id: string
  readonly name: string
  readonly displayName: string
  readonly teamId: string | null
  /** The policy that an alert of the service would start. */
  readonly policyId: string | null
  readonly levels: readonly WhoLevel[]
}

export type WhoAnswer = { readonly hits: readonly WhoHit[]; readonly more: number }

type Candidate = { readonly score: number; readonly kind: WhoKind; readonly name: string } & {
  /** Only those that are shown are worked out. */
  readonly answer: () => WhoHit
}

/** `isHidden`: services and teams that are the product's own. */
export function findWho(
  directory: Directory,
  query: string,
  at: Instant,
  isHidden: (name: string) => boolean,
): WhoAnswer {
  const found: Candidate[] = []
  const look = (kind: WhoKind, name: string, words: readonly string[], answer: () => WhoHit) => {
    const score = isHidden(name) ? null : matchWords([name, ...words], query)
    if (score !== null) found.push({ score, kind, name, answer })
  }
  for (const service of directory.services.values()) {
    const words = [service.displayName, ...Object.values(service.labels)]
    look('service', service.name, words, () => serviceHit(directory, service, at))
  }
  for (const team of directory.teams.values()) {
    look('team', team.name, [team.displayName], () => teamHit(directory, team, at))
  }
  for (const entry of directory.schedules.values()) {
    const { name } = entry.schedule
    look('schedule', name, [entry.displayName], () => scheduleHit(directory, entry, at))
  }
  for (const person of directory.people.values()) {
    if (!person.isActive) continue
    look('person', person.name, [person.displayName], () => personHit(directory, person, at))
  }
  found.sort(
    (a, b) =>
      a.score - b.score ||
      WHO_KINDS.indexOf(a.kind) - WHO_KINDS.indexOf(b.kind) ||
      (a.name < b.name ? -1 : 1),
  )
  const hits = found.slice(0, WHO_LIMITS.hits).map((candidate) => candidate.answer())
  return { hits, more: found.length - hits.length }
}

function serviceHit(directory: Directory, service: Service, at: Instant): WhoHit {
  const event = { severity: 'critical', labels: {}, summary: '', source: '' } as const
  const { policy } = askAboutEvent(directory, service, event)
  const { id, name, displayName, teamId } = service
  const levels = levelsOfPolicy(directory, policy, at)
  return { kind: 'service', id, name, displayName, teamId, policyId: policy.id, levels }
}

function levelsOfPolicy(
  directory: Directory,
  policy: EscalationPolicy,
  at: Instant,
): readonly WhoLevel[] {
  let afterMs = 0
  const steps = policy.steps.map((step): WhoLevel => {
    afterMs = policy.delaysFrom === 'alertStart' ? step.afterMs : afterMs + step.afterMs
    const reached = reachedByStep(directory, step, at)
    const entries = step.notify.flatMap(({ kind, id }) => {
      const entry = kind === 'schedule' ? directory.schedules.get(id) : undefined
      return entry ? [entry] : []
    })
    const people = new Map(
      reached.map(({ userId, reasons }) => {
        const untils = reasons.flatMap((reason) => untilOf(directory, reason, userId, at))
        return [userId, { userId, reasons, until: untils[0] ?? null }]
      }),
    )
    return {
      kind: 'step',
      afterMs,
      scheduleId: null,
      role: null,
      people: [...people.values()],
      policyIds: [],
      gaps: entries.flatMap((entry) => gapOf(entry, at)),
      next: entries.flatMap((entry) => nextOf(directory, entry, at)),
    }
  })
  const isEmpty = steps.every(({ people }) => people.length === 0)
  return isEmpty && policy.whenNobody === 'lastResort'
    ? [...steps, lastResortLevel(directory, policy)]
    : steps
}

function lastResortLevel(directory: Directory, policy: EscalationPolicy): WhoLevel {
  const people = lastResortOf(directory, policy, 'high').map((userId) => {
    return { userId, until: null, reasons: [explainLastResort(directory, policy, userId)] }
  })
  return {
    kind: 'last-resort',
    afterMs: null,
    scheduleId: null,
    role: null,
    people,
    policyIds: [],
    gaps: [],
    next: [],
  }
}

function untilOf(
  directory: Directory,
  reason: WhatIfReason,
  userId: string,
  at: Instant,
): readonly Instant[] {
  if (reason.kind !== 'on-call') return []
  const entry = directory.schedules.get(reason.scheduleId)
  const until = entry ? endOfShift(entry, userId, at) : null
  return until === null ? [] : [until]
}

function teamHit(directory: Directory, team: Team, at: Instant): WhoHit {
  const { id, name, displayName } = team
  const schedules = [...directory.schedules.values()]
    .filter(({ schedule }) => schedule.teamId === id)
    .sort((a, b) => (a.schedule.name < b.schedule.name ? -1 : 1))
  const leads = team.leadIds.filter((userId) => directory.people.get(userId)?.isActive)
  const levels = [
    ...schedules.flatMap((entry) => onCallLevels(directory, entry, at)),
    ...(leads.length > 0 ? [leadsLevel(team, leads)] : []),
  ]
  return { kind: 'team', id, name, displayName, teamId: id, policyId: null, levels }
}

function leadsLevel(team: Team, leadIds: readonly string[]): WhoLevel {
  const reasons = [{ kind: 'team', teamId: team.id, as: 'lead' }] as const
  const people = leadIds.map((userId) => ({ userId, until: null, reasons }))
  return {
    kind: 'leads',
    afterMs: null,
    scheduleId: null,
    role: null,
    people,
    policyIds: [],
    gaps: [],
    next: [],
  }
}

function scheduleHit(directory: Directory, entry: ScheduleEntry, at: Instant): WhoHit {
  const { displayName, schedule } = entry
  const { id, name, teamId } = schedule
  const levels = onCallLevels(directory, entry, at)
  return { kind: 'schedule', id, name, displayName, teamId, policyId: null, levels }
}

/** Primary first; a schedule without any layer is a gap of its primary. */
function onCallLevels(
  directory: Directory,
  entry: ScheduleEntry,
  at: Instant,
): readonly WhoLevel[] {
  const roles = SHIFT_ROLES.filter(
    (role) => role === 'primary' || entry.schedule.layers.some((layer) => layer.role === role),
  )
  return roles.map((role) =>
    onCallLevel(directory, { ...entry, plan: entry.plan.ofRole(role) }, role, at),
  )
}

function onCallLevel(
  directory: Directory,
  entry: ScheduleEntry,
  role: ShiftRole,
  at: Instant,
): WhoLevel {
  const { id: scheduleId } = entry.schedule
  const { because, policyIds } = onCallAt(entry.plan, at)
  const people = because.flatMap(({ userId, layerName, overrideId }): WhoPerson[] => {
    if (!directory.people.get(userId)?.isActive) return []
    const reasons = [{ kind: 'on-call', scheduleId, layerName, overrideId }] as const
    return [{ userId, reasons, until: endOfShift(entry, userId, at) }]
  })
  const called = policyIds.flatMap((policyId) => firstOfPolicy(directory, policyId, at))
  const others = called.filter(({ userId }) => !people.some((one) => one.userId === userId))
  return {
    kind: 'on-call',
    afterMs: null,
    scheduleId,
    role,
    people: [...people, ...others],
    policyIds,
    gaps: gapOf(entry, at),
    next: nextOf(directory, entry, at),
  }
}

/** Whom a policy that holds a slot would page first. */
function firstOfPolicy(directory: Directory, policyId: string, at: Instant): readonly WhoPerson[] {
  const policy = directory.policies.get(policyId)
  const [first] = policy ? levelsOfPolicy(directory, policy, at) : []
  return first?.people ?? []
}

function personHit(directory: Directory, person: Person, at: Instant): WhoHit {
  const { id, name, displayName } = person
  const span = { startsAt: at, endsAt: at + MY_SHIFTS_AHEAD_MS }
  const onCall: { readonly reason: WhatIfReason; readonly until: Instant | null }[] = []
  const next: WhoNext[] = []
  for (const entry of directory.schedules.values()) {
    const { id: scheduleId } = entry.schedule
    const because = onCallAt(entry.plan, at).because.find(({ userId }) => userId === id)
    if (because) {
      const { layerName, overrideId } = because
      const reason = { kind: 'on-call', scheduleId, layerName, overrideId } as const
      onCall.push({ reason, until: endOfShift(entry, id, at) })
    }
    const later = shiftsBetween(entry.plan, span).find(
      ({ startsAt, userIds }) => startsAt > at && userIds.includes(id),
    )
    if (later) next.push({ scheduleId, startsAt: later.startsAt, userIds: [id], policyIds: [] })
  }
  const me = {
    userId: id,
    until: onCall[0]?.until ?? null,
    reasons: onCall.map(({ reason }) => reason),
  }
  const level: WhoLevel = {
    kind: 'person',
    afterMs: null,
    scheduleId: null,
    role: null,
    people: [me],
    policyIds: [],
    gaps: [],
    next: next.sort((a, b) => a.startsAt - b.startsAt).slice(0, 1),
  }
  return { kind: 'person', id, name, displayName, teamId: null, policyId: null, levels: [level] }
}

// ------------------------------------------------------------------ one schedule at an instant

function endOfShift(entry: ScheduleEntry, userId: string, at: Instant): Instant | null {
  const shifts = shiftsBetween(entry.plan, { startsAt: at, endsAt: at + 1 })
  const endsAt = shifts.find(({ userIds }) => userIds.includes(userId))?.endsAt
  return endsAt === undefined || endsAt - at > OPEN_ENDED_MS ? null : endsAt
}

function gapOf({ schedule, plan }: ScheduleEntry, at: Instant): readonly WhatIfGap[] {
  if (namesSomebody(onCallAt(plan, at))) return []
  const span = { startsAt: at, endsAt: at + GAP_AHEAD_MS }
  const endsAt = gapsBetween(plan, span)[0]?.endsAt ?? span.endsAt
  return [{ scheduleId: schedule.id, until: endsAt < span.endsAt ? endsAt : null }]
}

function nextOf(directory: Directory, entry: ScheduleEntry, at: Instant): readonly WhoNext[] {
  const next = nextOnCall(entry.plan, at)
  const userIds = next?.userIds.filter((userId) => directory.people.get(userId)?.isActive) ?? []
  const policyIds = next?.policyIds ?? []
  if (!next || !namesSomebody({ userIds, policyIds })) return []
  return [{ scheduleId: entry.schedule.id, startsAt: next.startsAt, userIds, policyIds }]
}
