// Runs one command line and answers its exit code. Nothing is thrown out of here.

import { createProgram } from './create-program.ts'
import { reportFault } from './terminal/report-fault.ts'
import type { Terminal } from './terminal/terminal.ts'

export async function runProgram(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    await createProgram(terminal).parseAsync([...args], { from: 'user' })
    return 0
  } catch (fault) {
    return reportFault(terminal, fault, {
      asJson: args.includes('--json'),
      utc: args.includes('--utc'),
    })
  }
}
