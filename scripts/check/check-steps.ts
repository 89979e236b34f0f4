// The steps of `npm run check`, cheapest first.

import { runScript, runTool } from '../shared/run-command.ts'
import { checkBundles } from './check-bundles.ts'
import { runTestStep } from './run-test-step.ts'
import type { StepResult } from './step-result.ts'
import { typecheckAll } from './typecheck-all.ts'

export type CheckStep = {
  readonly name: string
  /** Left out by `--fast`. */
  readonly slow?: boolean
  /** Says something worth reading even when it passed. */
  readonly talks?: boolean
  run(): Promise<StepResult>
}

export const CHECK_STEPS: readonly CheckStep[] = [
  { name: 'format and lint', run: () => tool('biome', 'check', '.') },
  { name: 'types', run: typecheckAll },
  { name: 'imports and house rules', talks: true, run: () => script('scripts/house-checks.ts') },
  {
    name: 'dead code and dependencies',
    run: () => tool('knip', '--no-config-hints', '--no-progress'),
  },
  {
    name: 'generated files are up to date',
    talks: true,
    run: () => script('scripts/generate.ts', '--check'),
  },
  { name: 'tests', slow: true, run: runTestStep },
  { name: 'bundle budgets', talks: true, run: checkBundles },
]

async function tool(name: string, ...args: string[]): Promise<StepResult> {
  const { exitCode, output } = await runTool(name, args)
  return { passed: exitCode === 0, output }
}

async function script(path: string, ...args: string[]): Promise<StepResult> {
  const { exitCode, output } = await runScript(path, args)
  return { passed: exitCode === 0, output }
}
