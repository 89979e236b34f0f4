// The name of a layer, which no other layer of its schedule has.

import { plainName } from '../name-objects.ts'
import type { Shift } from './read-shift.ts'

/** Leaves room for a number within the 64 characters of a name. */
const BASE_CHARS_MAX = 56

/** Layers have no display name, and Grafana's web editor names most rotations by chance. */
export function layerName(shift: Shift, used: Set<string>): string {
  const base = (plainName(shift.name) || `level-${shift.level}`).slice(0, BASE_CHARS_MAX)
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`
    if (used.has(name)) continue
    used.add(name)
    return name
  }
}
