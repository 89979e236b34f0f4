// Takes the layers somebody wants and gives the layers to keep, without rewriting the past (rule 8).
//
// A layer in the short form is its newest version: unchanged, nothing happens; changed, a new
// version begins at `at`. Versions in the long form are taken as they are, as long as those that
// have begun stay what they were. A layer left out ends at `at` instead of disappearing, and a
// layer added to a schedule begins then, unless its first handoff is later.

import { changedPaths, sameJson } from '../platform/changed-paths.ts'
import type { Instant, Span } from '../platform/time.ts'
import { editRotation } from './edit-rotation.ts'
import type { Layer, LayerVersion, Schedule, Stage } from './schedule.ts'
import { stageSpans } from './stage-spans.ts'
import type { Fault } from './validate-schedule.ts'
import { formatWallTime, parseWallTime } from './wall-time.ts'
import { zoneTable } from './zone-table.ts'

/** What a plan consists of, overrides aside. */
export type PlannedLayers = Pick<Schedule, 'timeZone' | 'stages' | 'layers'>

export type WantedLayers = PlannedLayers & {
  /** For each layer: whether its versions were written out. */
  readonly isLong: readonly boolean[]
}

export type ReviseOptions = {
  readonly now: Instant
  /** When new versions begin; not before `now`. */
  readonly at: Instant
  readonly keepHolder: boolean
}

const ALWAYS: Span = { startsAt: Number.NEGATIVE_INFINITY, endsAt: Number.POSITIVE_INFINITY }

export type RevisedLayers = { readonly layers: readonly Layer[]; readonly faults: readonly Fault[] }

/** Both sides must be free of faults by `validateSchedule`. */
export function reviseLayers(
  stored: PlannedLayers,
  wanted: WantedLayers,
  options: ReviseOptions,
): RevisedLayers {
  const faults: Fault[] = []
  const layers: Layer[] = []
  wanted.layers.forEach((layer, i) => {
    const isLong = wanted.isLong[i] ?? false
    const old = stored.layers.find(({ name }) => name === layer.name) ?? null
    const begun = old !== null && hasBegun(old, stored.timeZone, options.now)
    const zone = layer.timeZone ?? wanted.timeZone
    const found = begun ? headFaults(old, stored.timeZone, layer, zone) : []
    if (begun) found.push(...stageFaults(stored, old, wanted, layer, options.now))
    const oldZone = old?.timeZone ?? stored.timeZone
    const before = begunBy(options.now, old?.versions ?? [], oldZone)
    const after = begunBy(options.now, layer.versions, zone)
    if (isLong) found.push(...pastFaults(before, after))
    faults.push(...found.map((one) => ({ ...one, path: ['layers', i, ...one.path] })))
    if (found.length > 0 || isLong) layers.push(layer)
    else layers.push(revisedShort(old, begun, layer, wanted.timeZone, options))
  })
  for (const old of stored.layers) {
    if (wanted.layers.some(({ name }) => name === old.name)) continue
    if (hasBegun(old, stored.timeZone, options.now)) {
      faults.push(...stageFaults(stored, old, wanted, old, options.now))
      layers.push(endedAt(old, stored.timeZone, options.at))
    }
  }
  return { layers, faults }
}

function instantOf(wall: string, zone: string): Instant {
  const parsed = parseWallTime(wall)
  return parsed === null ? Number.POSITIVE_INFINITY : zoneTable(zone).instantOf(parsed, 'first')
}

function startOf(version: LayerVersion, zone: string): Instant {
  const from = version.effectiveFrom ?? Number.NEGATIVE_INFINITY
  return Math.max(from, instantOf(version.firstHandoff, zone))
}

/** Of several versions a later one may be the first to hand over. */
function hasBegun(layer: Layer, scheduleZone: string, now: Instant): boolean {
  const zone = layer.timeZone ?? scheduleZone
  return layer.versions.some((version) => startOf(version, zone) <= now)
}

function beginningAt(layer: Layer, scheduleZone: string, at: Instant): Layer {
  const zone = layer.timeZone ?? scheduleZone
  return {
    ...layer,
    versions: layer.versions.map((version) =>
      startOf(version, zone) < at ? { ...version, effectiveFrom: at } : version,
    ),
  }
}

/** Priority and zone hold for all versions, so changing them would change the past. */
function headFaults(old: Layer, oldZone: string, layer: Layer, zone: string): Fault[] {
  const faults: Fault[] = []
  const remedy = 'leave it out, which ends it, and add one under a new name'
  if (old.priority !== layer.priority) {
    const rule = `The priority of a layer that has begun stays ${old.priority}; ${remedy}.`
    faults.push({ path: ['priority'], rule })
  }
  if (old.role !== layer.role) {
    const rule = `The role of a layer that has begun stays ${old.role}; ${remedy}.`
    faults.push({ path: ['role'], rule })
  }
  const was = old.timeZone ?? oldZone
  if (was !== zone) {
    const rule = `The time zone of a layer that has begun stays ${was}; ${remedy}.`
    faults.push({ path: ['timeZone'], rule, example: was })
  }
  return faults
}

/** Until now a layer holds where it held, whatever its stages are called. */
function stageFaults(
  stored: PlannedLayers,
  old: Layer,
  wanted: PlannedLayers,
  layer: Layer,
  now: Instant,
): Fault[] {
  if (stagesAgreeUntil(now, [stored.stages, old], [wanted.stages, layer])) return []
  const rule =
    'The stages in which a layer held until now stay as they were; a stage that began is not moved.'
  return [{ path: ['stages'], rule }]
}

/** Whether two layers held at the same times until now, their turns aside. */
export function stagesAgreeUntil(
  now: Instant,
  ...[one, other]: readonly (readonly [readonly Stage[], Pick<Layer, 'stages'>])[]
): boolean {
  const untilNow = (side: typeof one) =>
    (side ? (stageSpans(...side) ?? [ALWAYS]) : [])
      .filter(({ startsAt }) => startsAt < now)
      // As text: JSON has no infinity.
      .map(({ startsAt, endsAt }) => `${startsAt} ${Math.min(endsAt, now)}`)
  return sameJson(untilNow(one), untilNow(other))
}

/** In the zone they were written for: the same wall time may have come in one and not in another. */
function begunBy(
  now: Instant,
  versions: readonly LayerVersion[],
  zone: string,
): readonly LayerVersion[] {
  return versions.filter((version) => startOf(version, zone) <= now)
}

function pastFaults(before: readonly LayerVersion[], after: readonly LayerVersion[]): Fault[] {
  if (before.length !== after.length) {
    const rule = `The versions that have begun stay as they are, all ${before.length} of them; a new one begins later than now.`
    return [{ path: ['versions'], rule }]
  }
  return before.flatMap((version, i) =>
    changedPaths(version, after[i]).map((path) => ({
      path: ['versions', i, path],
      rule: 'A version that has begun stays as it is; add a new one that begins later.',
    })),
  )
}

function revisedShort(
  old: Layer | null,
  begun: boolean,
  layer: Layer,
  scheduleZone: string,
  { at, keepHolder }: ReviseOptions,
): Layer {
  const newest = old?.versions.at(-1)
  const wanted = layer.versions[0]
  if (!old || !newest || !wanted) return beginningAt(layer, scheduleZone, at)
  if (sameJson({ ...newest, effectiveFrom: null }, { ...wanted, effectiveFrom: null })) {
    return { ...layer, versions: old.versions }
  }
  if (!begun) return beginningAt(layer, scheduleZone, at)
  const present = { ...layer, versions: old.versions }
  return editRotation(present, wanted, at, { timeZone: scheduleZone, keepHolder })
}

/** The layer as it is once nobody takes turns in it any more; null when it never began. */
export function layerEndedAt(layer: Layer, scheduleZone: string, at: Instant): Layer | null {
  if (!hasBegun(layer, scheduleZone, at)) return null
  const zone = layer.timeZone ?? scheduleZone
  const versions = layer.versions.map((version) => {
    const endsLater = version.until !== null && instantOf(version.until, zone) > at
    return endsLater ? { ...version, until: null } : version
  })
  return endedAt({ ...layer, versions }, scheduleZone, at)
}

function endedAt(old: Layer, scheduleZone: string, at: Instant): Layer {
  const zone = old.timeZone ?? scheduleZone
  const versions = old.versions.filter(
    (version) => (version.effectiveFrom ?? Number.NEGATIVE_INFINITY) < at,
  )
  const newest = versions.at(-1)
  // An end that is already set stays: applying the same files again, at another time, says nothing new.
  if (!newest || newest.until !== null || namesNobody(newest)) {
    return { ...old, timeZone: zone, versions }
  }
  return {
    ...old,
    timeZone: zone,
    versions: [...versions.slice(0, -1), ...ended(newest, zone, at)],
  }
}

/** One version that takes no turns from the instant on, in the way that leaves its past alone. */
function ended(version: LayerVersion, zone: string, at: Instant): LayerVersion[] {
  const nobody: LayerVersion = { ...version, startsWith: 0, members: [null] }
  // It has replaced the one before it already, but nobody's turn has come yet.
  if (startOf(version, zone) >= at) return [nobody]
  // Wall times go to the second, so the layer ends at the last whole one.
  const wholeSecond = Math.floor(at / 1000) * 1000
  const until = formatWallTime(zoneTable(zone).wallAt(wholeSecond))
  // In the second pass of a repeated hour no wall time says when: the first would be read.
  if (instantOf(until, zone) !== wholeSecond) return [version, { ...nobody, effectiveFrom: at }]
  return [{ ...version, until }]
}

function namesNobody({ members }: LayerVersion): boolean {
  return members.every((member) => member === null)
}
