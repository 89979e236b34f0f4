// Edits a rotation without rewriting the past (rule 8).
//
// The new version begins at the chosen instant, or at its own first handoff when that is later;
// until then the old one goes on. The present holder stays until the new version's next handoff:
// a short version with that member alone stands between. Versions planned for later are replaced.

import { assert } from '../platform/assert.ts'
import { DAY_MS, type Instant } from '../platform/time.ts'
import { compileLayer } from './layer-line.ts'
import type { Layer, LayerVersion, Member } from './schedule.ts'
import { parseWallTime } from './wall-time.ts'
import { zoneTable } from './zone-table.ts'

/** A handoff further away than this is not waited for: the new version begins at once. */
const NEXT_HANDOFF_DAYS_MAX = 367

export type EditRotationOptions = {
  /** The zone of the schedule, for a layer without its own. */
  readonly timeZone: string
  readonly keepHolder: boolean
}

export function editRotation(
  layer: Layer,
  newVersion: LayerVersion,
  at: Instant,
  options: EditRotationOptions,
): Layer {
  const anchor = parseWallTime(newVersion.firstHandoff)
  assert(anchor !== null, 'the first handoff is a wall time')
  const zone = zoneTable(layer.timeZone ?? options.timeZone)
  const startsAt = Math.max(at, zone.instantOf(anchor, 'first'))
  const kept = layer.versions.filter(
    (version) => version.effectiveFrom === null || version.effectiveFrom < startsAt,
  )
  const starting: LayerVersion = { ...newVersion, effectiveFrom: startsAt }
  const plain = { ...layer, versions: [...kept, starting] }
  if (!options.keepHolder) return plain

  const holder = holderAt({ ...layer, versions: kept }, startsAt, options.timeZone)
  const nextHandoff = handoffAfter(plain, startsAt, options.timeZone)
  if (!holder || nextHandoff === null || nextHandoff === startsAt) return plain
  const bridge: LayerVersion = { ...starting, startsWith: 0, members: [holder] }
  const following: LayerVersion = { ...newVersion, effectiveFrom: nextHandoff }
  return { ...layer, versions: [...kept, bridge, following] }
}

/** The member whose turn runs at the instant; null when there is none or it names nobody. */
function holderAt(layer: Layer, at: Instant, timeZone: string): Member {
  if (layer.versions.length === 0) return null
  const stint = compileLayer(layer, 0, timeZone, new Map()).stintsIn(at, at + 1)[0]
  if (!stint) return null
  const version = layer.versions.findLast((one) => (one.effectiveFrom ?? at) <= at)
  return version?.members[stint.memberIndex] ?? null
}

/** When the newest version hands over next: the instant itself, a later one, or null. */
function handoffAfter(layer: Layer, at: Instant, timeZone: string): Instant | null {
  const newest = layer.versions.at(-1)
  assert(newest !== undefined, 'a layer has a version')
  const alone = { ...layer, versions: [{ ...newest, effectiveFrom: null }] }
  const line = compileLayer(alone, 0, timeZone, new Map())
  const stints = line.stintsIn(at, at + NEXT_HANDOFF_DAYS_MAX * DAY_MS)
  return stints.find((stint) => stint.startsAt >= at)?.startsAt ?? null
}
