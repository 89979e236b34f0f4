// One role of a schedule as a schedule of its own: its layers, and the overrides made for it.
//
// An override of one layer belongs to that layer's role, whatever it says itself, so that moving a
// layer to another role takes its overrides along.

import type { Override, Schedule, ShiftRole } from './schedule.ts'

export function ofRole(schedule: Schedule, role: ShiftRole): Schedule {
  const roles = new Map(schedule.layers.map((layer) => [layer.name, layer.role]))
  const roleOf = (override: Override) =>
    (override.layerName === null ? undefined : roles.get(override.layerName)) ?? override.role
  return {
    ...schedule,
    layers: schedule.layers.filter((layer) => layer.role === role),
    overrides: schedule.overrides.filter((override) => roleOf(override) === role),
  }
}
