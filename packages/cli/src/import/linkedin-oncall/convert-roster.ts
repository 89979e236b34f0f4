// One roster of LinkedIn Oncall as one schedule: a layer for each template, by role.
//
// What the scheduler has populated comes over as it is (`convert-events.ts`); the template's own
// layer begins with the first turn after that. A round robin goes on with whoever is next in its
// order. The other schedulers have no fixed order (they take who was longest not on call and has
// no other shift), so their layers take the roster's order, and that is said.

import { API_VERSION, type ConfigurationDocument } from '@evenwatch/api'
import {
  formatWallTime,
  type Instant,
  type ShiftRole,
  type ZoneTable,
  zoneTable,
} from '@evenwatch/core'
import type { SourceObject } from '../import-result.ts'
import { isSoundSchedule } from '../is-sound-schedule.ts'
import { makeDocument } from '../make-document.ts'
import { namedMetadata } from '../name-objects.ts'
import { readZone } from '../zone-names.ts'
import { type LinkedinWorld, rosterKey, rosterObject } from './linkedin-world.ts'
import { type PopulatedFuture, populatedFuture } from './populated-future.ts'
import { type LinkedinTeam, type Roster, shiftRoleOf, type Template } from './read-team.ts'
import { type LayerSpec, templateLayers } from './template-layers.ts'
import { turnOrder } from './turn-order.ts'

const ABSENCE_ROLES = ['vacation', 'unavailable']
/** Creates a day for each person in turn, whatever the template's length. */
const DAILY = 'daily-round-robin'

export type ConvertedRoster = {
  readonly name: string
  readonly document: ConfigurationDocument
  /** By the source's schedule id. */
  readonly futures: ReadonlyMap<string, RosterLine>
}

export type RosterLine = {
  readonly role: ShiftRole
  readonly template: Template
  readonly zone: ZoneTable
  /** When the template's own layer begins; null when it has none. */
  readonly layerFrom: Instant | null
  readonly populatedUntil: Instant | null
}

export function convertRoster(
  team: LinkedinTeam,
  roster: Roster,
  world: LinkedinWorld,
): ConvertedRoster | null {
  const { names, report } = world
  const name = names.schedules.get(rosterKey(team, roster))
  if (name === undefined) return null
  const object = rosterObject(team, roster)
  const { timeZone, findings } = readZone(team.timeZone, object)
  report.findings.push(...findings.map((one) => ({ ...one, schedule: name })))
  const zone = zoneTable(timeZone)
  const layers: LayerSpec[] = []
  const futures = new Map<string, RosterLine>()
  const used = new Set<string>()
  for (const template of roster.templates) {
    const role = roleOf(template, object, name, world)
    if (role === null) continue
    const future = futureOf(template, world, zone)
    const made = layersOf(template, roster, future, { role, object, schedule: name, used }, world)
    layers.push(...made)
    futures.set(template.id, {
      role,
      template,
      zone,
      layerFrom: made.length === 0 ? null : zone.instantOf(future.nextStart, 'first'),
      populatedUntil: future.lastEndsAt,
    })
  }
  const document = makeDocument({
    apiVersion: API_VERSION,
    kind: 'Schedule',
    metadata: namedMetadata(name, object.name),
    spec: { team: names.teams.get(team.name), timeZone, layers },
  })
  return { name, document, futures }
}

/** Days in turn go on where the last one ended, and know no epochs. */
function futureOf(template: Template, { events, now }: LinkedinWorld, zone: ZoneTable) {
  const future = populatedFuture(template, events, zone, now)
  if (template.scheduler !== DAILY || future.lastEndsAt === null) return future
  return { ...future, nextStart: zone.wallAt(future.lastEndsAt) }
}

function roleOf(
  template: Template,
  object: SourceObject,
  schedule: string,
  { report }: LinkedinWorld,
): ShiftRole | null {
  const role = shiftRoleOf(template.role)
  if (role !== null) return role
  const detail = ABSENCE_ROLES.includes(template.role)
    ? `Its template for ${template.role} stays behind; known absences come over.`
    : `There is no role ${template.role || 'without a name'} here.`
  report.cannot('rotation-not-expressible', object, detail, schedule)
  return null
}

type LayerPlace = {
  readonly role: ShiftRole
  readonly object: SourceObject
  readonly schedule: string
  readonly used: Set<string>
}

function layersOf(
  template: Template,
  roster: Roster,
  future: PopulatedFuture,
  place: LayerPlace,
  world: LinkedinWorld,
): LayerSpec[] {
  const { object, schedule, role } = place
  const { report } = world
  if (!template.isPopulated) {
    const detail = `Its ${role} shifts are not filled by a scheduler; only those known come over.`
    report.changed('schedule-disabled', object, detail, schedule)
    return []
  }
  if (template.events.length === 0) {
    report.cannot('rotation-not-expressible', object, `Its ${role} template is empty.`, schedule)
    return []
  }
  const isRoundRobin = template.scheduler === 'round-robin'
  const members = knownMembers(turnOrder(template, roster, future, world.events), place, world)
  if (members.length === 0) {
    const detail = `Nobody in rotation for ${role} is known here.`
    report.cannot('rotation-not-expressible', object, detail, schedule)
    return []
  }
  const name = layerName(role, place.used)
  const turn = { name, role, firstHandoff: future.nextStart, events: template.events, members }
  const layers = template.scheduler === DAILY ? [dailyLayer(turn)] : templateLayers(turn)
  if (layers === null || !isSoundSchedule('UTC', layers)) {
    const detail = `Its ${role} template is not in whole minutes, too long, or has too many people.`
    report.cannot('rotation-not-expressible', object, detail, schedule)
    return []
  }
  if (!isRoundRobin) {
    const from = formatWallTime(future.nextStart).slice(0, 16)
    const detail = `Scheduler ${template.scheduler} has no fixed order: ${role} shifts known now come over as they are, and from ${from} on people take turns in the order of the roster.`
    report.changed('rotation-as-overrides', object, detail)
  }
  return layers
}

function knownMembers(
  order: readonly string[],
  { object, schedule }: LayerPlace,
  { names, people, leftOut, report }: LinkedinWorld,
): string[] {
  return order.flatMap((login) => {
    const name = people.has(login) ? names.users.get(login) : undefined
    if (name !== undefined) return [name]
    // The scheduler passes over whoever was deactivated.
    if (leftOut.some((user) => user.name === login && (user.active === 0 || user.active === false)))
      return []
    const detail = `${login} has no e-mail address or is not listed, and has no turns here.`
    report.cannot('user-unknown', object, detail, schedule)
    return []
  })
}

function layerName(role: ShiftRole, used: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? role : `${role}-${number}`
    if (used.has(name)) continue
    used.add(name)
    return name
  }
}

function dailyLayer(turn: Parameters<typeof templateLayers>[0]): LayerSpec {
  return {
    name: turn.name,
    role: turn.role,
    priority: 1,
    firstHandoff: formatWallTime(turn.firstHandoff),
    until: null,
    turn: { length: 1, unit: 'day', count: 'elapsed', shiftsPerMember: 1 },
    members: [...turn.members],
    hours: null,
  }
}
