// The world of an escalation as the directory knows it at one instant, be it now or later. The engine
// asks this, and so do the forecast and "what would happen if".

import type { Urgency } from '../alert/event.ts'
import type { Directory } from '../catalog/directory.ts'
import type { Instant } from '../platform/time.ts'
import type { EscalationWorld } from './escalation-world.ts'
import { lastResortOf, nextCoverOf, peopleOfStep } from './people-of-step.ts'
import type { EscalationPolicy } from './policy.ts'

export type WorldChances = {
  turnsTaken(step: number): number
  /** Draws from [0, 1), or `anybody`: everyone who might be drawn, for telling what may come. */
  readonly random: (() => number) | 'anybody'
}

export function directoryWorld(
  directory: Directory,
  policy: EscalationPolicy,
  urgency: Urgency,
  at: Instant,
  chances: WorldChances,
  appliesTo: (step: number) => boolean,
): EscalationWorld {
  return {
    appliesTo,
    peopleOf(index) {
      const step = policy.steps[index]
      if (!step) return { userIds: [], policyIds: [], takesTurn: false }
      const isOpen = step.mode === 'random' && chances.random === 'anybody'
      const asked = isOpen ? { ...step, mode: 'everyone' as const } : step
      return peopleOfStep(directory, asked, urgency, at, {
        turnsTaken: chances.turnsTaken(index),
        random: chances.random === 'anybody' ? 0 : chances.random(),
      })
    },
    lastResort: () => lastResortOf(directory, policy, urgency),
    nextCoverAt: () => nextCoverOf(directory, policy, at),
  }
}
