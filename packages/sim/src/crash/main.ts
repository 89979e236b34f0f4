// npm run test:crash: kills the product over and over and counts what was lost. Its last line is
// `N passed, N failed, N skipped`, and it exits 1 when anything was.
//
//   npm run test:crash                     200 kills at 1,000 events a second
//   npm run test:crash -- --slice          10 kills within a minute
//   npm run test:crash -- --two-nodes      two processes on one PostgreSQL, one of them frozen
//   --kills N --rate N --due N --seed N --minutes N

import { parseArgs } from 'node:util'
import { fullOptions, sliceOptions } from './crash-options.ts'
import { type CrashOptions, crashRun } from './crash-run.ts'
import { crashFindings, describeCrash } from './describe-crash.ts'
import {
  describeTwoNodes,
  fullTwoNodes,
  sliceTwoNodes,
  twoNodesFindings,
} from './describe-two-nodes.ts'
import { twoNodes } from './two-nodes.ts'

const { values } = parseArgs({
  options: {
    slice: { type: 'boolean', default: false },
    'two-nodes': { type: 'boolean', default: false },
    kills: { type: 'string' },
    rate: { type: 'string' },
    due: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
  },
})

const seed = Number(values.seed ?? Date.now() % 1_000_000)
const findings = values['two-nodes'] ? await runTwoNodes() : await runCrashes()
for (const finding of findings) say(`✗ ${finding}`)
say(findings.length === 0 ? '1 passed, 0 failed, 0 skipped' : '0 passed, 1 failed, 0 skipped')
process.exitCode = findings.length === 0 ? 0 : 1

async function runCrashes(): Promise<readonly string[]> {
  const options = { ...(values.slice ? sliceOptions(seed) : fullOptions(seed)), ...given() }
  say(`seed ${seed}: ${options.kills} kills, ${options.eventsPerSecond} events a second`)
  const result = await crashRun(options, say)
  for (const line of describeCrash(result, seed)) say(line)
  return crashFindings(result)
}

async function runTwoNodes(): Promise<readonly string[]> {
  const options = values.slice ? sliceTwoNodes(seed) : fullTwoNodes(seed)
  say(`seed ${seed}: two nodes, ${options.pages} pages`)
  const result = await twoNodes(options, say)
  for (const line of describeTwoNodes(result, seed)) say(line)
  return twoNodesFindings(result)
}

function given(): Partial<CrashOptions> {
  return {
    ...(values.kills !== undefined && { kills: Number(values.kills) }),
    ...(values.rate !== undefined && { eventsPerSecond: Number(values.rate) }),
    ...(values.due !== undefined && { duePerMinute: Number(values.due) }),
    ...(values.minutes !== undefined && { killForMs: Number(values.minutes) * 60_000 }),
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
