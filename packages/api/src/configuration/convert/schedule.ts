// A schedule between its two forms: names in files, ids in the stored document. Overrides are data
// and appear in neither.
//
// A layer with one version that counts from its first handoff has a short form; any other layer
// writes its versions out.

import {
  DAY_MS,
  type Fault,
  formatDuration,
  formatInstant,
  type Layer,
  type LayerVersion,
  type Member,
  RRULE_DURATION_DAYS_MAX,
  type Schedule,
  type Turn,
  validateSchedule,
} from '@evenwatch/core'
import type { ScheduleSpec } from '../kinds.ts'
import {
  Conversion,
  type Converted,
  type DocumentHead,
  formatPath,
  headOf,
  type IdLookup,
  type Metadata,
  type NameLookup,
} from './conversion.ts'

export type ScheduleDocument = DocumentHead &
  Pick<Schedule, 'teamId' | 'timeZone' | 'stages' | 'layers'> & {
    /** What the people of each shift must be able to handle together. */
    readonly areas: readonly string[]
  }

type LayerSpec = ScheduleSpec['layers'][number]
type LongLayerSpec = Extract<LayerSpec, { versions: unknown }>
type VersionSpec = Omit<LongLayerSpec['versions'][number], 'effectiveFrom' | 'startsWith'>
type MemberSpec = VersionSpec['members'][number]
type Path = readonly (string | number)[]

export function isLongLayer(layer: LayerSpec): layer is LongLayerSpec {
  return 'versions' in layer
}

/** Finds every fault, of names and of the schedule's own rules. */
export function scheduleDocumentOf(
  metadata: Metadata,
  spec: ScheduleSpec,
  lookup: NameLookup,
): Converted<ScheduleDocument> {
  const read = new Conversion(lookup)
  const document: ScheduleDocument = {
    ...headOf(metadata),
    teamId: spec.team === undefined ? null : read.id('Team', spec.team, ['spec', 'team']),
    timeZone: spec.timeZone,
    areas: spec.areas,
    stages: spec.stages.map(({ name, from }) => ({
      name,
      from: from === null ? null : Date.parse(from),
    })),
    layers: spec.layers.map((layer, i) => readLayer(read, layer, ['spec', 'layers', i])),
  }
  const schedule = { ...document, id: '', name: metadata.name, overrides: [] }
  for (const fault of validateSchedule(schedule)) {
    read.fault(specPathOf(fault.path, spec), fault.rule, fault.example)
  }
  return read.finish(document)
}

/** Where a field of the document stands in the file. */
export function specPathOf(path: Fault['path'], spec: ScheduleSpec): (string | number)[] {
  const [head, index, versions, , ...rest] = path
  const renamed = (parts: Path) => parts.map((part) => (part === 'durationMs' ? 'duration' : part))
  const layer = typeof index === 'number' ? spec.layers[index] : undefined
  if (head !== 'layers' || versions !== 'versions' || !layer || isLongLayer(layer)) {
    return ['spec', ...renamed(path)]
  }
  return ['spec', 'layers', index ?? 0, ...renamed(rest)]
}

export function specFieldOf(path: Fault['path'], spec: ScheduleSpec): string {
  return formatPath(specPathOf(path, spec))
}

function readLayer(read: Conversion, layer: LayerSpec, at: Path): Layer {
  const head = {
    name: layer.name,
    role: layer.role,
    stages: layer.stages ?? null,
    priority: layer.priority,
    timeZone: layer.timeZone ?? null,
  }
  if (!isLongLayer(layer)) {
    const version = readVersion(read, layer, at)
    const startsWith = layer.startsWith ?? 0
    return { ...head, versions: [{ effectiveFrom: null, startsWith, ...version }] }
  }
  return {
    ...head,
    versions: layer.versions.map(({ effectiveFrom, startsWith, ...version }, i) => ({
      effectiveFrom: effectiveFrom === null ? null : Date.parse(effectiveFrom),
      startsWith,
      ...readVersion(read, version, [...at, 'versions', i]),
    })),
  }
}

function readVersion(
  read: Conversion,
  spec: VersionSpec,
  at: Path,
): Omit<LayerVersion, 'effectiveFrom' | 'startsWith'> {
  return {
    firstHandoff: spec.firstHandoff,
    until: spec.until,
    turn: readTurn(read, spec.turn, [...at, 'turn']),
    members: spec.members.map((member, i) => readMember(read, member, [...at, 'members', i])),
    hours: spec.hours,
  }
}

function readTurn(read: Conversion, turn: VersionSpec['turn'], at: Path): Turn {
  const { count, shiftsPerMember } = turn
  if ('unit' in turn) {
    return { kind: 'every', length: turn.length, unit: turn.unit, count, shiftsPerMember }
  }
  const durationMs = read.durationMs(
    turn.duration,
    [...at, 'duration'],
    RRULE_DURATION_DAYS_MAX * DAY_MS,
  )
  return { kind: 'rrule', rrule: turn.rrule, durationMs, count, shiftsPerMember }
}

function readMember(read: Conversion, member: MemberSpec, at: Path): Member {
  if (member === null) return null
  if (typeof member === 'string') return { userIds: [read.id('User', member, at)] }
  if (Array.isArray(member)) return { userIds: read.ids('User', member, at) }
  if ('team' in member) return { teamId: read.id('Team', member.team, [...at, 'team']) }
  return { policyId: read.id('EscalationPolicy', member.policy, [...at, 'policy']) }
}

export function scheduleSpecOf(document: ScheduleDocument, nameOf: IdLookup): ScheduleSpec {
  return {
    ...(document.teamId !== null && { team: nameOf('Team', document.teamId) }),
    timeZone: document.timeZone,
    areas: [...document.areas],
    stages: document.stages.map(({ name, from }) => ({
      name,
      from: from === null ? null : formatInstant(from),
    })),
    layers: document.layers.map((layer) => layerSpecOf(layer, nameOf)),
  }
}

function layerSpecOf(layer: Layer, nameOf: IdLookup): LayerSpec {
  const head = {
    name: layer.name,
    role: layer.role,
    ...(layer.stages !== null && { stages: [...layer.stages] }),
    priority: layer.priority,
    ...(layer.timeZone !== null && { timeZone: layer.timeZone }),
  }
  const [only, ...others] = layer.versions
  if (only && others.length === 0 && only.effectiveFrom === null && only.startsWith === 0) {
    return { ...head, ...versionSpecOf(only, nameOf) }
  }
  return {
    ...head,
    versions: layer.versions.map((version) => ({
      effectiveFrom: version.effectiveFrom === null ? null : formatInstant(version.effectiveFrom),
      startsWith: version.startsWith,
      ...versionSpecOf(version, nameOf),
    })),
  }
}

function versionSpecOf(version: LayerVersion, nameOf: IdLookup): VersionSpec {
  const hours = version.hours?.map((window) => ({ ...window, days: [...window.days] }))
  return {
    firstHandoff: version.firstHandoff,
    until: version.until,
    turn: turnSpecOf(version.turn),
    members: version.members.map((member) => memberSpecOf(member, nameOf)),
    hours: hours ?? null,
  }
}

function turnSpecOf(turn: Turn): VersionSpec['turn'] {
  const { count, shiftsPerMember } = turn
  if (turn.kind === 'every') {
    return { length: turn.length, unit: turn.unit, count, shiftsPerMember }
  }
  return { rrule: turn.rrule, duration: formatDuration(turn.durationMs), count, shiftsPerMember }
}

function memberSpecOf(member: Member, nameOf: IdLookup): MemberSpec {
  if (member === null) return null
  if ('teamId' in member) return { team: nameOf('Team', member.teamId) }
  if ('policyId' in member) return { policy: nameOf('EscalationPolicy', member.policyId) }
  const names = member.userIds.map((id) => nameOf('User', id))
  const [only] = names
  return names.length === 1 && only !== undefined ? only : names
}
