// Runs the planner beside the event loop: a plan takes some 0.3 s of a core for 8 people and 26
// turns, and pages must not wait for it.
//
// One plan runs at a time and a few wait; the rest is refused, so that planning never takes more
// than one core. The thread is a file of its own in the built product. From the sources, where
// there is none, a plan is made in place.

import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { type PeriodPlan, type PlanPeriodInput, planPeriod } from '@evenwatch/core'
import { type Refusal, refuse } from '../../platform/http/refusal.ts'

const PLANS_WAITING_MAX = 8
/** The planner's effort ends long before, on any machine that can serve at all. */
const PLAN_MS_MAX = 45_000
const PLAN_MEMORY_MB_MAX = 256

const THREAD = new URL('./planner-worker.js', import.meta.url)

export type RunPlanner = (input: PlanPeriodInput) => Promise<PeriodPlan | Refusal>

export function createRunPlanner(
  plan: (input: PlanPeriodInput) => Promise<PeriodPlan>,
): RunPlanner {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()
  return async (input) => {
    if (waiting > PLANS_WAITING_MAX) {
      const detail = 'Other plans are being made; try again in a minute.'
      return refuse('overloaded', { detail })
    }
    waiting += 1
    const mine = last.then(() => plan(input))
    // The next one is not concerned by what became of this one.
    last = mine.catch(() => undefined)
    try {
      return await mine
    } finally {
      waiting -= 1
    }
  }
}

export const runPlanner = createRunPlanner(
  existsSync(fileURLToPath(THREAD)) ? planOnThread : async (input) => planPeriod(input),
)

function planOnThread(input: PlanPeriodInput): Promise<PeriodPlan> {
  const worker = new Worker(THREAD, {
    workerData: input,
    resourceLimits: { maxOldGenerationSizeMb: PLAN_MEMORY_MB_MAX },
  })
  return new Promise<PeriodPlan>((resolve, reject) => {
    const timer = setTimeout(() => resolve(withoutAnswer(input)), PLAN_MS_MAX)
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', () => {
      clearTimeout(timer)
      // Only of use when it ended without an answer.
      resolve(withoutAnswer(input))
    })
  }).finally(() => void worker.terminate())
}

function withoutAnswer({ slots }: PlanPeriodInput): PeriodPlan {
  return {
    kind: 'undecided',
    bestHolders: slots.map(() => null),
    openSlots: slots.map(({ index }) => index),
  }
}
