// One schedule that was asked for in parts of time: everything is the same in each answer but the
// shifts, which are joined. A shift that reaches over two parts comes twice and is kept once.

import type { Json, JsonObject } from '@evenwatch/core'
import { objectOrNull, objectsOf } from '../source-fields.ts'

const LISTS_OF_SHIFTS = ['rendered_schedule_entries', 'computed_shift_assignments']

/** The later answer, with the shifts of both. */
export function joinRendered(known: JsonObject, later: JsonObject): JsonObject {
  const joined: { [field: string]: Json } = { ...later }
  for (const field of ['final_schedule', 'overrides_subschedule']) {
    const [before, after] = [objectOrNull(known[field]), objectOrNull(later[field])]
    if (before && after) joined[field] = joinLists(before, after)
  }
  const layers = objectsOf(known.schedule_layers)
  if (layers.length > 0 && later.schedule_layers !== undefined) {
    joined.schedule_layers = objectsOf(later.schedule_layers).map((layer) => {
      const before = layers.find(({ id }) => id === layer.id)
      return before ? joinLists(before, layer) : layer
    })
  }
  return joined
}

function joinLists(known: JsonObject, later: JsonObject): JsonObject {
  const joined: { [field: string]: Json } = { ...later }
  for (const list of LISTS_OF_SHIFTS) {
    if (later[list] === undefined) continue
    joined[list] = eachOnce([...objectsOf(known[list]), ...objectsOf(later[list])])
  }
  return joined
}

export function eachOnce(objects: readonly JsonObject[]): JsonObject[] {
  return [...new Map(objects.map((object) => [JSON.stringify(object), object])).values()]
}
