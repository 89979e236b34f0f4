// Says which slots of a schedule would make policies call each other in a loop, or too deep.
//
// It is the other half of `validatePolicy`: a loop through a schedule is closed either by saving
// the policy or by saving the schedule, and both are refused with the whole path.

import type { Fault } from '../schedule/validate-schedule.ts'
import { nestingFault } from './nesting-fault.ts'
import { type PolicyGraph, policiesOfSchedule } from './policy-graph.ts'

/** `graph` holds the schedule itself, as it will be; its faults are where its document has them. */
export function validatePolicySlots(scheduleId: string, graph: PolicyGraph): Fault[] {
  const schedule = graph.schedules.get(scheduleId)
  if (!schedule) return []
  const through = { id: scheduleId, name: schedule.displayName ?? schedule.name }
  return policiesOfSchedule(schedule, graph.now).flatMap(({ policyId, path }) => {
    const rule = nestingFault([], { policyId, schedule: through }, graph)
    return rule === null ? [] : [{ path: [...path, 'policy'], rule }]
  })
}
