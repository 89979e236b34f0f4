// Overrides of whole schedules and of single rotations, and forwarding rules.
//
// There an override takes over every rotation it names: here it sets the final schedule, or each of
// the layers. A forwarding rule sends one person's alerts to another: it replaces the one by the
// other wherever the schedules name them. It comes after the overrides, as it did there.

import { OVERRIDE_DAYS_MAX } from '@evenwatch/api'
import { DAY_MS, formatInstant, type JsonObject } from '@evenwatch/core'
import type { ImportedOverride } from '../import-result.ts'
import { objectOrNull, objectsOf, textOf } from '../source-fields.ts'
import { type Conversion, findTeam, found, idOf, peopleOfTeam, sourceObject } from './conversion.ts'
import { instantOf } from './convert-schedules.ts'

type Layers = ReadonlyMap<string, ReadonlyMap<string, string>>
type Span = { readonly startsAt: string; readonly endsAt: string }

export function convertOverrides(conversion: Conversion, layers: Layers): ImportedOverride[] {
  const overrides = conversion.source.schedules.flatMap((schedule) => {
    const name = conversion.schedules.nameOf(schedule) ?? ''
    return objectsOf(schedule.overrides).flatMap((override) =>
      convertOverride(conversion, override, name, layers.get(name) ?? new Map()),
    )
  })
  const forwardings = conversion.source.forwardings.flatMap((rule) =>
    convertForwarding(conversion, rule),
  )
  return [...overrides, ...forwardings]
}

function convertOverride(
  conversion: Conversion,
  override: JsonObject,
  schedule: string,
  layers: ReadonlyMap<string, string>,
): ImportedOverride[] {
  const alias = idOf(override)
  const object = { kind: 'override', id: alias, name: `${alias} of ${schedule}` }
  const span = spanOf(conversion, override, object, schedule)
  if (span === null) return []
  const users = usersOf(conversion, objectOrNull(override.user))
  if (users === null) {
    const detail = 'It puts on call somebody who did not come over, or no person at all.'
    found(conversion, 'cannot', 'override-not-expressible', object, detail, schedule)
    return []
  }
  const sourceRef = `opsgenie:override:${alias}`
  const input = { kind: 'set' as const, users, ...span, reason: 'Brought from Opsgenie.' }
  const rotations = objectsOf(override.rotations)
  if (rotations.length === 0) {
    return [{ schedule, sourceRef, linkRef: null, input: { ...input, layer: null } }]
  }
  const named = rotations.flatMap((rotation) => {
    const layer = layers.get(idOf(rotation))
    return layer === undefined ? [] : [{ layer, rotation: idOf(rotation) }]
  })
  if (named.length < rotations.length) {
    const detail = 'It names a rotation that is not here; of the others it came over.'
    found(conversion, 'changed', 'override-not-expressible', object, detail, schedule)
  }
  return named.map(({ layer, rotation }) => ({
    schedule,
    sourceRef: `${sourceRef}:${rotation}`,
    linkRef: `${schedule} ${sourceRef}`,
    input: { ...input, layer },
  }))
}

/** Our names; an empty list for nobody on purpose; null when it cannot be said. */
function usersOf(conversion: Conversion, user: JsonObject | null): string[] | null {
  if (user === null) return null
  const type = textOf(user.type) ?? 'user'
  if (type === 'none' || type === 'noone') return []
  if (type === 'team') {
    const { leads, members } = peopleOfTeam(conversion, findTeam(conversion, user))
    return leads.length + members.length === 0 ? null : [...leads, ...members]
  }
  const name = type === 'user' ? conversion.users.nameOf(user) : null
  return name === null ? null : [name]
}

function convertForwarding(conversion: Conversion, rule: JsonObject): ImportedOverride[] {
  const from = conversion.users.nameOf(objectOrNull(rule.fromUser))
  const to = conversion.users.nameOf(objectOrNull(rule.toUser))
  const object = sourceObject('forwarding rule', rule, `${from ?? '?'} to ${to ?? '?'}`)
  const span = spanOf(conversion, rule, object)
  if (span === null) return []
  if (from === null || to === null || from === to) {
    const detail = 'One of the two people did not come over.'
    found(conversion, 'cannot', 'override-not-expressible', object, detail)
    return []
  }
  const schedules = conversion.source.schedules.filter((one) => namesPerson(conversion, one, from))
  const detail =
    schedules.length === 0
      ? 'No schedule names the person, and pages that name them directly are not forwarded here.'
      : `It is an override of ${schedules.length} schedules; pages that name the person directly are not forwarded here.`
  const outcome = schedules.length === 0 ? 'cannot' : 'changed'
  found(conversion, outcome, 'forwarding-as-overrides', object, detail)
  const sourceRef = `opsgenie:forwarding:${idOf(rule)}`
  return schedules.map((one) => {
    const schedule = conversion.schedules.nameOf(one) ?? ''
    const reason = 'Brought from Opsgenie, where alerts were forwarded.'
    return {
      schedule,
      sourceRef,
      linkRef: sourceRef,
      input: { layer: null, kind: 'replace', remove: from, add: to, ...span, reason },
    }
  })
}

/** In a rotation, through a team, or by an override. */
function namesPerson(conversion: Conversion, schedule: JsonObject, name: string): boolean {
  const named = [
    ...objectsOf(schedule.rotations).flatMap((one) => objectsOf(one.participants)),
    ...objectsOf(schedule.overrides).map((one) => objectOrNull(one.user)),
  ].filter((one) => one !== null)
  return named.some((one) => {
    if (textOf(one.type) !== 'team') return conversion.users.nameOf(one) === name
    const { leads, members } = peopleOfTeam(conversion, findTeam(conversion, one))
    return leads.includes(name) || members.includes(name)
  })
}

function spanOf(
  conversion: Conversion,
  override: JsonObject,
  object: { kind: string; id: string; name: string },
  schedule?: string,
): Span | null {
  const startsAt = instantOf(textOf(override.startDate))
  const endsAt = instantOf(textOf(override.endDate))
  if (startsAt === null || endsAt === null || startsAt >= endsAt) {
    const detail = 'It has no start and end in this order.'
    found(conversion, 'cannot', 'override-not-expressible', object, detail, schedule)
    return null
  }
  if (endsAt <= conversion.now) {
    found(conversion, 'cannot', 'override-ended', object, 'It ended and is left behind.')
    return null
  }
  if (endsAt - startsAt <= OVERRIDE_DAYS_MAX * DAY_MS) {
    return { startsAt: formatInstant(startsAt), endsAt: formatInstant(endsAt) }
  }
  // What is past needs no override; only what still lies too far ahead is lost.
  const cut = Math.max(startsAt, endsAt - OVERRIDE_DAYS_MAX * DAY_MS)
  if (cut <= conversion.now) return { startsAt: formatInstant(cut), endsAt: formatInstant(endsAt) }
  const detail = `It lasts more than ${OVERRIDE_DAYS_MAX} days; change the rotation instead.`
  found(conversion, 'cannot', 'override-not-expressible', object, detail, schedule)
  return null
}
