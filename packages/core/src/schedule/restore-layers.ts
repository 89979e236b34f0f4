// Goes back to an earlier plan without rewriting the past (rule 8).
//
// Until now the present layers stand; from now on the earlier ones do, with their own turns, as if
// they had run all along. A layer whose stages were named otherwise in between cannot be one layer
// with two pasts: it ends, and the earlier one comes back beside it under a name of its own.

import { sameJson } from '../platform/changed-paths.ts'
import type { Instant } from '../platform/time.ts'
import { layerEndedAt, type PlannedLayers, stagesAgreeUntil } from './revise-layers.ts'
import type { Layer, LayerVersion, Stage } from './schedule.ts'
import { stageAt } from './stage-spans.ts'

const RESTORED_SUFFIX = '-restored'

/** Both sides must be free of faults by `validateSchedule`; the result is, too. */
export function restoreLayers(
  present: PlannedLayers,
  earlier: PlannedLayers,
  now: Instant,
): PlannedLayers {
  const stages = restoredStages(present.stages, earlier.stages, now)
  const restored: Layer[] = []
  const taken = new Set<Layer>()
  const names = new Set(present.layers.map(({ name }) => name))
  for (const layer of earlier.layers) {
    const standing = present.layers.find(({ name }) => name === layer.name)
    if (!standing) restored.push({ ...layer, versions: fromNow(layer.versions, now) })
    else if (stagesAgreeUntil(now, [present.stages, standing], [stages, layer])) {
      taken.add(standing)
      restored.push({ ...layer, versions: joined(standing, present.timeZone, layer.versions, now) })
    } else {
      const name = freeName(layer.name, names)
      names.add(name)
      restored.push({ ...layer, name, versions: fromNow(layer.versions, now) })
    }
  }
  for (const layer of present.layers) {
    const ended = taken.has(layer) ? null : layerEndedAt(layer, present.timeZone, now)
    if (ended) restored.push(ended)
  }
  return { timeZone: earlier.timeZone, stages, layers: restored }
}

function restoredStages(
  present: readonly Stage[],
  earlier: readonly Stage[],
  now: Instant,
): readonly Stage[] {
  const begun = present.filter(({ from }) => from === null || from <= now)
  const wanted = stageAt(earlier, now)
  const isCurrent = (begun.at(-1)?.name ?? null) === (wanted?.name ?? null)
  const back = wanted && !isCurrent ? [{ name: wanted.name, from: now }] : []
  // A stage began where there was none: that none holds again needs no entry, only no layer.
  return [...begun, ...back, ...earlier.filter(({ from }) => from !== null && from > now)]
}

/** The versions that hold from now on, the first of them beginning now. */
function fromNow(versions: readonly LayerVersion[], now: Instant): LayerVersion[] {
  const current = versions.findLastIndex((one) => (one.effectiveFrom ?? now) <= now)
  return versions
    .slice(Math.max(0, current))
    .map((one) => ((one.effectiveFrom ?? now) <= now ? { ...one, effectiveFrom: now } : one))
}

function joined(
  present: Layer,
  scheduleZone: string,
  earlier: readonly LayerVersion[],
  now: Instant,
): readonly LayerVersion[] {
  const past = present.versions.filter(
    (one) => (one.effectiveFrom ?? Number.NEGATIVE_INFINITY) < now,
  )
  const [next, ...later] = fromNow(earlier, now)
  const last = past.at(-1)
  if (!next) return past
  // The same rotation goes on: no seam is needed.
  if (last && sameJson({ ...last, effectiveFrom: now }, next)) return [...past, ...later]
  if ((next.effectiveFrom ?? now) <= now) return [...past, next, ...later]
  // The earlier plan has nobody yet: the present one does not go on until it has.
  const ended = layerEndedAt({ ...present, versions: past }, scheduleZone, now)
  return [...(ended?.versions ?? []), next, ...later]
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name + RESTORED_SUFFIX
  for (let n = 2; taken.has(free); n++) free = `${name}${RESTORED_SUFFIX}-${n}`
  return free
}
