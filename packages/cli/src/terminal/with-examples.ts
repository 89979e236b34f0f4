// Examples at the end of a command's help.

import type { Command } from 'commander'

export type Example = readonly [line: string, meaning: string]

export function withExamples(command: Command, examples: readonly Example[]): Command {
  const lines = examples.flatMap(([line, meaning]) =>
    meaning === '' ? [`  ${line}`] : [`  # ${meaning}`, `  ${line}`],
  )
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`)
}
