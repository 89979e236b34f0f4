// Answers "who is on call for X" in names and words. The snapshot holds everything it needs, people's
// addresses included, so it asks the database nothing.

import type { CallOutput, findWhoIsOnCall as contract, WhoHitView } from '@evenwatch/api'
import {
  type Directory,
  findWho,
  formatDuration,
  formatInstant,
  type Instant,
  isReachable,
  WHO_LIMITS,
  type WhoHit,
  type WhoLevel,
  type WhoPerson,
  whatIfReasonInWords,
} from '@evenwatch/core'
import { shownAddress } from '../../people/contact-methods/view-contact-method.ts'
import { personRefs } from '../../people/person-ref.ts'
import type { ServerContext } from '../../platform/context.ts'
import { type Principal, roleAllows } from '../../platform/http/principal.ts'
import type { Refusal } from '../../platform/http/refusal.ts'
import { readInstant } from '../../schedule/read-instant.ts'
import { DIRECT_PAGES } from '../by-hand/direct-target.ts'
import { policyRefs } from '../policy-refs.ts'

type Level = WhoHitView['levels'][number]

export async function answerWho(
  context: ServerContext,
  principal: Principal,
  query: { readonly q: string; readonly at?: string | undefined },
): Promise<CallOutput<typeof contract> | Refusal> {
  const at = query.at === undefined ? context.clock.now() : readInstant(query.at, 'at')
  if (typeof at !== 'number') return at
  const directory = context.directory.current()
  const { hits, more } = findWho(directory, query.q, at, (name) => name === DIRECT_PAGES)
  return {
    at: formatInstant(at),
    hits: hits.map((hit) => describeHit(directory, principal, hit)),
    more,
  }
}

function describeHit(directory: Directory, principal: Principal, hit: WhoHit): WhoHitView {
  const { kind, name, displayName } = hit
  return {
    kind,
    name,
    displayName,
    about: aboutInWords(directory, hit),
    page: pageTarget(directory, hit),
    levels: hit.levels.map((level) => describeLevel(directory, principal, level)),
  }
}

function aboutInWords(directory: Directory, { kind, id, teamId, policyId }: WhoHit): string {
  const team = directory.teams.get(teamId ?? '')?.displayName ?? null
  const ofTeam = team === null ? '' : ` of the team ${team}`
  switch (kind) {
    case 'service':
      return `Service${ofTeam}, by the policy ${directory.policies.get(policyId ?? '')?.name ?? ''}`
    case 'team':
      return 'Team'
    case 'schedule':
      return `Schedule${ofTeam}`
    case 'person': {
      const teams = [...directory.teams.values()]
        .filter(({ leadIds, memberIds }) => leadIds.includes(id) || memberIds.includes(id))
        .map((one) => one.displayName)
      return teams.length === 0 ? 'Person' : `Person, in ${teams.join(', ')}`
    }
  }
}

function pageTarget(directory: Directory, { kind, name, policyId }: WhoHit): WhoHitView['page'] {
  switch (kind) {
    case 'service':
      return { policy: directory.policies.get(policyId ?? '')?.name ?? name }
    case 'team':
      return { team: name }
    case 'schedule':
      return { schedule: name }
    case 'person':
      return { user: name }
  }
}

function describeLevel(directory: Directory, principal: Principal, level: WhoLevel): Level {
  const shown = level.people.slice(0, WHO_LIMITS.peoplePerLevel)
  return {
    kind: level.kind,
    words: levelInWords(directory, level),
    afterMs: level.afterMs,
    schedule: level.scheduleId === null ? null : scheduleRef(directory, level.scheduleId),
    people: shown.flatMap((person) => describePerson(directory, principal, person)),
    policies: level.policyIds.map((id) => namedPolicy(directory, id)),
    morePeople: level.people.length - shown.length,
    gaps: level.gaps.map(({ scheduleId, until }) => {
      return { schedule: scheduleRef(directory, scheduleId), until: textOf(until) }
    }),
    next: level.next.map(({ scheduleId, startsAt, userIds, policyIds }) => ({
      schedule: scheduleRef(directory, scheduleId),
      startsAt: formatInstant(startsAt),
      people: personRefs(directory, userIds),
      policies: policyIds.map((id) => namedPolicy(directory, id)),
    })),
  }
}

function levelInWords(directory: Directory, level: WhoLevel): string {
  switch (level.kind) {
    case 'step':
      return level.afterMs === 0 ? 'Paged at once' : `After ${formatDuration(level.afterMs ?? 0)}`
    case 'on-call':
      return level.role === 'primary'
        ? `On call in ${scheduleRef(directory, level.scheduleId ?? '').displayName}`
        : `On call as ${level.role} in ${scheduleRef(directory, level.scheduleId ?? '').displayName}`
    case 'last-resort':
      return 'No step reaches anybody: the last resort'
    case 'leads':
      return 'Leads of the team'
    case 'person': {
      const [me] = level.people
      return me && me.reasons.length > 0 ? 'On call' : 'Not on call'
    }
  }
}

function describePerson(
  directory: Directory,
  principal: Principal,
  { userId, until, reasons }: WhoPerson,
): Level['people'] {
  const person = directory.people.get(userId)
  if (!person) return []
  const mayEdit = principal.userId === userId || roleAllows(principal.role, 'admin')
  const methods = [...person.contactMethods].sort((a, b) => a.position - b.position)
  return [
    {
      user: { id: person.id, name: person.name, displayName: person.displayName },
      timeZone: person.timeZone,
      until: textOf(until),
      reasons: reasons.map((reason) => whatIfReasonInWords(directory, reason)),
      isReachable: isReachable(person, 'high'),
      reach: methods.map(({ name, channel, address, verifiedAt }) => ({
        name,
        type: channel,
        address: shownAddress(channel, address, mayEdit),
        verified: verifiedAt !== null,
      })),
    },
  ]
}

function namedPolicy(directory: Directory, policyId: string) {
  const { name, displayName } = policyRefs(directory)(policyId)
  return { name, displayName }
}

function scheduleRef(directory: Directory, scheduleId: string) {
  const entry = directory.schedules.get(scheduleId)
  const name = entry?.schedule.name ?? scheduleId
  return { name, displayName: entry?.displayName ?? name }
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at)
}
