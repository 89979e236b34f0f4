// npm run check: everything that continuous integration runs, in the same order.
//
//   npm run check              all steps
//   npm run check -- --fast    without the tests
//
// Every step is run even if one before it failed, so that one run shows everything there is to
// mend. The summary comes at the end, and last of all the closing line of the tests.

import { CHECK_STEPS } from './check/check-steps.ts'

const fast = process.argv.includes('--fast')
const summary: string[] = []
let closingLine: string | undefined
let failed = 0

for (const step of CHECK_STEPS) {
  if (fast && step.slow) continue
  say(`\n— ${step.name}`)
  const startedAt = performance.now()
  const result = await step.run()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)
  // A step that shows its output as it goes has none left here.
  if (result.output !== '' && (!result.passed || step.talks)) say(result.output.trimEnd())
  summary.push(`${result.passed ? '✓' : '✗'} ${seconds} s  ${step.name}`)
  if (!result.passed) failed += 1
  closingLine = result.closingLine ?? closingLine
}

say(`\n${summary.join('\n')}`)
say(failed === 0 ? 'check: everything holds' : `check: ${failed} of ${summary.length} steps failed`)
if (closingLine !== undefined) say(closingLine)
process.exitCode = failed === 0 ? 0 : 1

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}
