// What the parts of the conversion share: who and what the source names, by our names, and the
// findings. References go by id, else by name, as Opsgenie gives now the one and now the other.

import { userSpecSchema } from '@evenwatch/api'
import type { Instant, JsonObject } from '@evenwatch/core'
import type { Finding, SourceObject } from '../import-result.ts'
import { type NamedObjects, nameObjects } from '../name-objects.ts'
import type { ReasonCode } from '../reason-codes.ts'
import { objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import type { OpsgenieSource } from './opsgenie-source.ts'

export type Conversion = {
  readonly source: OpsgenieSource
  readonly now: Instant
  readonly findings: Finding[]
  readonly users: Register
  readonly teams: Register
  readonly schedules: Register
  readonly escalations: Register
}

/** The name of the object that a reference means; null when the source does not hold it. */
export type Register = {
  readonly names: ReadonlyMap<string, string>
  nameOf(reference: JsonObject | null): string | null
}

export function createConversion(source: OpsgenieSource, now: Instant): Conversion {
  const findings: Finding[] = []
  const register = (kind: string, objects: readonly JsonObject[], nameOf = nameField) => {
    const named = nameObjects(objects.map((one) => sourceObject(kind, one, nameOf(one))))
    findings.push(...named.findings)
    return registerOf(objects, named)
  }
  return {
    source,
    now,
    findings,
    users: register('user', source.users.filter(isUsable), (one) => localPart(usernameOf(one))),
    teams: register('team', source.teams),
    schedules: register('schedule', source.schedules),
    escalations: register('escalation', source.escalations),
  }
}

export function sourceObject(kind: string, object: JsonObject, name?: string): SourceObject {
  const id = idOf(object)
  return { kind, id, name: name ?? nameField(object) }
}

export function idOf(object: JsonObject): string {
  return textOf(object.id) ?? textOf(object.alias) ?? nameField(object)
}

export function nameField(object: JsonObject): string {
  return textOf(object.name) ?? textOf(object.username) ?? textOf(object.id) ?? ''
}

export function usernameOf(user: JsonObject): string {
  return textOf(user.username) ?? ''
}

/** Somebody who may sign in and has an address; everybody else is a finding of its own. */
export function isUsable(user: JsonObject): boolean {
  return user.blocked !== true && isEmail(usernameOf(user))
}

export function isEmail(text: string): boolean {
  return userSpecSchema.shape.email.safeParse(text).success
}

export function found(
  { findings }: Conversion,
  outcome: Finding['outcome'],
  code: ReasonCode,
  object: SourceObject,
  detail: string,
  schedule?: string,
): void {
  findings.push({ outcome, code, object, detail, ...(schedule !== undefined && { schedule }) })
}

/** People of a team, by our names, each once. */
export function peopleOfTeam(conversion: Conversion, team: JsonObject | null) {
  const members = team === null ? [] : objectsOf(team.members)
  const named = members.flatMap((member) => {
    const name = conversion.users.nameOf(objectOrNull(member.user))
    return name === null ? [] : [{ name, isAdmin: textOf(member.role) === 'admin' }]
  })
  const leads = [...new Set(named.filter(({ isAdmin }) => isAdmin).map(({ name }) => name))]
  const members_ = [...new Set(named.map(({ name }) => name))].filter((one) => !leads.includes(one))
  return { leads, members: members_ }
}

/** The team itself, of a reference to it. */
export function findTeam({ source }: Conversion, reference: JsonObject | null): JsonObject | null {
  const id = reference === null ? null : textOf(reference.id)
  const name = reference === null ? null : textOf(reference.name)
  const byId = source.teams.find((one) => id !== null && textOf(one.id) === id)
  return byId ?? source.teams.find((one) => name !== null && textOf(one.name) === name) ?? null
}

function localPart(username: string): string {
  return username.split('@')[0] ?? username
}

function registerOf(objects: readonly JsonObject[], { names }: NamedObjects): Register {
  const byName = new Map(
    objects.flatMap((object) => {
      const name = names.get(idOf(object))
      return name === undefined ? [] : [[nameOrLogin(object), name] as const]
    }),
  )
  return {
    names,
    nameOf(reference) {
      if (reference === null) return null
      const id = textOf(reference.id)
      const byId = id === null ? undefined : names.get(id)
      return byId ?? byName.get(nameOrLogin(reference)) ?? null
    },
  }
}

function nameOrLogin(object: JsonObject): string {
  return (textOf(object.username) ?? textOf(object.name) ?? '').toLowerCase()
}
