// Plans one period on a thread of its own, and ends.

import { parentPort, workerData } from 'node:worker_threads'
import { type PlanPeriodInput, planPeriod } from '@evenwatch/core'

// The thread is started by run-planner.ts alone, with nothing but this.
const input = workerData as PlanPeriodInput
parentPort?.postMessage(planPeriod(input))
