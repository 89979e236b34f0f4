// What every part of the conversion looks things up in: our names by PagerDuty's ids, and one
// growing list of findings. A reference that leads nowhere is noted where it was met, and answers
// null, so that the caller says what stands in its place.

import { SCHEDULE_SPEC_LIMITS } from '@evenwatch/api'
import type { Instant } from '@evenwatch/core'
import type { Finding, SourceObject } from '../import-result.ts'
import { type NamedObjects, nameObjects } from '../name-objects.ts'
import type { ReasonCode } from '../reason-codes.ts'
import type {
  PagerdutyMember,
  PagerdutyOther,
  PagerdutyRef,
  PagerdutySource,
  PagerdutyUser,
} from './pagerduty-source.ts'

export type PagerdutyWorld = {
  readonly now: Instant
  readonly findings: Finding[]
  readonly users: ReadonlyMap<string, string>
  readonly teams: ReadonlyMap<string, string>
  readonly schedules: ReadonlyMap<string, string>
  readonly policies: ReadonlyMap<string, string>
  readonly services: ReadonlyMap<string, string>
}

export function worldOf(source: PagerdutySource, now: Instant): PagerdutyWorld {
  const findings: Finding[] = []
  const keep = ({ names, findings: found }: NamedObjects) => {
    findings.push(...found)
    return names
  }
  const named = (kind: string, objects: readonly PagerdutyOther[] | undefined) =>
    keep(nameObjects((objects ?? []).map((object) => sourceObject(kind, object))))
  const people = (source.users ?? []).filter(hasEmail)
  const schedules = [
    ...(source.schedules ?? []).map((one) => sourceObject('schedule', one)),
    ...(source.schedules_v3 ?? []).map((one) => sourceObject('schedule', one)),
  ]
  return {
    now,
    findings,
    users: named('user', people),
    teams: named('team', source.teams),
    schedules: keep(nameObjects(schedules)),
    policies: named('escalation policy', source.escalation_policies),
    services: named('service', source.services),
  }
}

export function hasEmail(user: PagerdutyUser): boolean {
  return (user.email ?? '').trim() !== ''
}

export function sourceObject(kind: string, object: PagerdutyOther): SourceObject {
  return { kind, id: object.id, name: object.name ?? object.summary ?? object.id }
}

export function note(
  world: PagerdutyWorld,
  outcome: Finding['outcome'],
  code: ReasonCode,
  object: SourceObject,
  detail: string,
  schedule?: string,
): void {
  const finding = { outcome, code, object, detail }
  world.findings.push(schedule === undefined ? finding : { ...finding, schedule })
}

/** Our name of a person; null, with a finding, when nobody of that id comes over. */
export function userNamed(
  world: PagerdutyWorld,
  ref: PagerdutyRef | null | undefined,
  object: SourceObject,
  instead: string,
  schedule?: string,
): string | null {
  const name = ref ? world.users.get(ref.id) : undefined
  if (name !== undefined) return name
  const who = ref?.summary ?? ref?.id ?? 'Somebody'
  const detail = `${who} is not among the people who come over; ${instead}.`
  const isNoted = world.findings.some(
    (one) => one.code === 'user-unknown' && one.object.id === object.id && one.detail === detail,
  )
  if (!isNoted) note(world, 'changed', 'user-unknown', object, detail, schedule)
  return null
}

/** The same for a member of a v3 schedule, who may be nobody on purpose. */
export function memberNamed(
  world: PagerdutyWorld,
  member: PagerdutyMember | null | undefined,
  object: SourceObject,
  instead: string,
  schedule?: string,
): string | null {
  if (!member || member.type === 'empty_member' || !member.user_id) return null
  return userNamed(world, { id: member.user_id }, object, instead, schedule)
}

/** As many layers as a schedule of ours holds, from the first one on. */
export function withinLayerLimit<Layer>(
  world: PagerdutyWorld,
  layers: readonly Layer[],
  object: SourceObject,
  schedule: string,
): Layer[] {
  const { layers: max } = SCHEDULE_SPEC_LIMITS
  if (layers.length > max) {
    const detail = `Only ${max} of its ${layers.length} layers came over, the highest ones.`
    note(world, 'cannot', 'rotation-not-expressible', object, detail, schedule)
  }
  return layers.slice(0, max)
}

/** The first team that comes over; more than one is a finding, for each thing here has one. */
export function teamNamed(
  world: PagerdutyWorld,
  refs: readonly PagerdutyRef[] | null | undefined,
  object: SourceObject,
): string | null {
  const names = (refs ?? []).flatMap(({ id }) => world.teams.get(id) ?? [])
  const [first, ...others] = names
  if (first !== undefined && others.length > 0) {
    const detail = `Belongs to ${first} only; in PagerDuty also to ${others.join(', ')}.`
    note(world, 'changed', 'team-changed', object, detail)
  }
  return first ?? null
}
