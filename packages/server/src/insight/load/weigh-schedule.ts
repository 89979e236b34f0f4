// The shifts of one schedule as they were, and what called its people in besides.

import {
  type Directory,
  type PersonFacts,
  peopleOfShifts,
  personLoad,
  type ShiftLoad,
  type Span,
  shiftLoads,
  type Work,
} from '@evenwatch/core'
import type { ServerContext } from '../../platform/context.ts'
import { gatherFacts } from './gather-facts.ts'
import { plansOfSpan } from './plans-of-span.ts'

export type WeighedSchedule = {
  readonly shifts: readonly ShiftLoad[]
  readonly facts: ReadonlyMap<string, PersonFacts>
  /** By person. */
  readonly unscheduled: ReadonlyMap<string, Work>
}

/** Null: there is no such schedule. The span must not reach beyond now. */
export async function weighSchedule(
  context: ServerContext,
  directory: Directory,
  scheduleId: string,
  span: Span,
): Promise<WeighedSchedule | null> {
  const plans = await plansOfSpan(context, directory, span)
  const plan = plans.get(scheduleId)
  if (!plan) return null
  const facts = await gatherFacts(context, plans, peopleOfShifts(plan, span), span)
  const unscheduled = [...facts].map(
    ([userId, own]) => [userId, personLoad(own, span).unscheduled] as const,
  )
  return { shifts: shiftLoads(plan, span, facts), facts, unscheduled: new Map(unscheduled) }
}
