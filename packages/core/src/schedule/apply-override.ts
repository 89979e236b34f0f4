// What overrides make of the people whom the layers name at one instant.
//
// Rule 7: each override acts on what stands after the earlier ones. An entry remembers the layer
// it stands for, so that an override of that layer finds the person an earlier one put there.
// A layer that names somebody keeps hiding those below it when its people are taken away, and a
// layer set to nobody hides them on purpose; removing never reveals anybody.
//
// Overrides speak of people. A policy that a layer puts on call stays through adding, removing and
// replacing; only `set`, which says who is on call altogether, takes it away.

import { unreachable } from '../platform/assert.ts'
import type { Mark } from './layer-line.ts'
import type { Because, Override } from './schedule.ts'

export type Entry = { readonly because: Because; readonly mark: Mark }

/** A policy that a layer puts on call. */
export type PolicyEntry = {
  readonly policyId: string
  readonly layerName: string
  readonly mark: Mark
}

export type Standing = {
  /** Priority of the layers that are seen now; nothing below it counts. */
  priority: number
  entries: Entry[]
  policies: readonly PolicyEntry[]
}

export type OverriddenLayer = { readonly index: number; readonly priority: number } | null

/** Marks of people whom an override put on call: one override is one shift. */
const OVERRIDE_MARK = { version: -1, stint: -1 } as const
/** The mark of entries that belong to the final schedule and to no layer. */
const FINAL_LAYER = -1

/** Changes `standing` in place and answers whether it changed. */
export function applyOverride(
  standing: Standing,
  override: Override,
  layer: OverriddenLayer,
): boolean {
  const priority = layer ? layer.priority : standing.priority
  if (priority < standing.priority) return false
  const isOurs = (entry: Pick<Entry, 'mark'>) => layer === null || entry.mark.layer === layer.index
  switch (override.kind) {
    case 'remove': {
      const kept = standing.entries.filter(
        (entry) => !isOurs(entry) || entry.because.userId !== override.removeUserId,
      )
      const changed = kept.length < standing.entries.length
      standing.entries = kept
      return changed
    }
    case 'replace':
      return replace(standing, override, isOurs)
    case 'add': {
      const raised = raise(standing, layer)
      const added = override.addUserId ?? ''
      // Somebody whom a layer names is still added: the addition stands when the layer changes.
      const place = layer?.index ?? FINAL_LAYER
      const isThere = ({ mark, because }: Entry) => mark.layer === place && because.userId === added
      if (standing.entries.some(isThere)) return raised
      standing.entries.push(entryOf(override, added, layer))
      return true
    }
    case 'set': {
      raise(standing, layer)
      standing.entries = standing.entries.filter((entry) => !isOurs(entry))
      standing.policies = standing.policies.filter((entry) => !isOurs(entry))
      for (const userId of override.userIds ?? []) {
        standing.entries.push(entryOf(override, userId, layer))
      }
      return true
    }
    default:
      return unreachable(override.kind)
  }
}

function replace(
  standing: Standing,
  override: Override,
  isOurs: (entry: Entry) => boolean,
): boolean {
  let changed = false
  for (let i = 0; i < standing.entries.length; i++) {
    const entry = standing.entries[i]
    if (!entry || entry.because.userId !== override.removeUserId || !isOurs(entry)) continue
    changed = true
    const { layerName } = entry.because
    standing.entries[i] = {
      because: { userId: override.addUserId ?? '', layerName, overrideId: override.id },
      mark: { ...OVERRIDE_MARK, layer: entry.mark.layer, overrideId: override.id },
    }
  }
  return changed
}

/** A layer that is given people where it named nobody now hides the layers below it. */
function raise(standing: Standing, layer: OverriddenLayer): boolean {
  if (!layer || layer.priority <= standing.priority) return false
  standing.priority = layer.priority
  standing.entries = standing.entries.filter((entry) => entry.mark.layer === FINAL_LAYER)
  standing.policies = []
  return true
}

function entryOf(override: Override, userId: string, layer: OverriddenLayer): Entry {
  return {
    because: { userId, layerName: override.layerName, overrideId: override.id },
    mark: { ...OVERRIDE_MARK, layer: layer?.index ?? FINAL_LAYER, overrideId: override.id },
  }
}
