// Slots of a schedule through which policies would call each other in a loop, where they stand in
// what was sent.
//
// A revised layer keeps the versions that have begun, so its newest versions are those of the file,
// counted from the end.

import { type FieldFault, formatPath, isLongLayer, type ScheduleSpec } from '@evenwatch/api'
import { type Fault, type PolicyGraph, validatePolicySlots } from '@evenwatch/core'

export function policySlotFaults(
  scheduleId: string,
  spec: ScheduleSpec,
  graph: PolicyGraph,
): FieldFault[] {
  const faults = validatePolicySlots(scheduleId, graph).map(({ path, rule }) => ({
    field: formatPath(['spec', ...placeOf(path, scheduleId, spec, graph)]),
    rule,
  }))
  // A version and the bridge before it may both hold the slot.
  return faults.filter((fault, i) => faults.findIndex((one) => one.field === fault.field) === i)
}

function placeOf(
  path: Fault['path'],
  scheduleId: string,
  spec: ScheduleSpec,
  graph: PolicyGraph,
): Fault['path'] {
  const [, l, , v, ...rest] = path
  const stored = graph.schedules.get(scheduleId)?.layers[Number(l)]
  const written = spec.layers.findIndex(({ name }) => name === stored?.name)
  const layer = spec.layers[written]
  if (!layer || !stored) return ['layers']
  const fromEnd = stored.versions.length - Number(v)
  if (!isLongLayer(layer)) return fromEnd === 1 ? ['layers', written, ...rest] : ['layers', written]
  const version = layer.versions.length - fromEnd
  return version < 0 ? ['layers', written] : ['layers', written, 'versions', version, ...rest]
}
