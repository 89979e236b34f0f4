// The two ways to show an answer: as the API gave it, or as a person reads it.

import type { Command } from 'commander'
import type { Terminal } from './terminal.ts'
import type { UtcOption } from './times.ts'

/** Of commands that show times. */
export type AnswerOptions = JsonOption & UtcOption

export type JsonOption = { readonly json?: boolean }

export function withJson(command: Command): Command {
  return command.option('--json', 'print the API’s answer as JSON')
}

export function withTimes(command: Command): Command {
  return withJson(command.option('--utc', 'times in UTC'))
}

export function printAnswer<Answer>(
  terminal: Terminal,
  { json }: JsonOption,
  answer: Answer,
  render: (answer: Answer) => string,
): void {
  terminal.out(json ? `${JSON.stringify(answer, null, 2)}\n` : render(answer))
}
