// Says on the terminal why a command failed, every field with its rule and an example, and returns
// the exit code.

import { CallRefused, ERROR_CATALOGUE, type FieldFault, type Problem } from '@evenwatch/api'
import { CommanderError } from 'commander'
import { renderDependants } from '../schedule/render-dependants.ts'
import { CliFault, EXIT_CODE } from './cli-fault.ts'
import { type Style, styleOf } from './style.ts'
import type { Terminal } from './terminal.ts'

export function reportFault(
  terminal: Terminal,
  fault: unknown,
  { asJson, utc }: { readonly asJson: boolean; readonly utc: boolean },
): number {
  // Commander has printed its own message or help already.
  if (fault instanceof CommanderError) return fault.exitCode === 0 ? 0 : EXIT_CODE.usage
  const style = styleOf(terminal, 'err')
  if (fault instanceof CallRefused) {
    const { problem } = fault
    if (asJson) terminal.err(`${JSON.stringify(problem)}\n`)
    else {
      const { title, detail, code, fields = [] } = problem
      // What is missing is named by its detail; "no such object" before it says less.
      const words =
        detail === undefined ? title : code === 'not-found' ? detail : `${title} ${detail}`
      say(terminal, style, words, fields, hintFor(problem, utc))
      if (problem.requestId !== undefined) {
        terminal.err(`${style.quiet(`Code ${problem.code}, request ${problem.requestId}.`)}\n`)
      }
    }
    return ERROR_CATALOGUE[problem.code].exitCode
  }
  if (fault instanceof CliFault) {
    say(terminal, style, fault.message, fault.fields, fault.hint)
    return fault.exitCode
  }
  terminal.err(`${style.bad('Something broke in this command:')} ${textOf(fault)}\n`)
  return EXIT_CODE.failed
}

function say(
  terminal: Terminal,
  style: Style,
  message: string,
  fields: readonly FieldFault[],
  hint: string | null,
): void {
  terminal.err(`${style.bad('Not done:')} ${message}\n`)
  for (const { field, rule, example } of fields) {
    const shown = example === undefined ? '' : ` Example: ${example}`
    terminal.err(`  ${style.bold(field)}: ${rule}${shown}\n`)
  }
  if (hint !== null) terminal.err(`${hint}\n`)
}

function hintFor({ code, current }: Problem, utc: boolean): string | null {
  if (code === 'not-signed-in' || code === 'token-refused') {
    return 'Set EVENWATCH_TOKEN to an API token (screens: Settings, API tokens).'
  }
  if (code === 'override-without-effect') {
    return 'Make it nevertheless with --even-without-effect.'
  }
  if (code === 'later-depends') return renderDependants(current, utc)
  return null
}

function textOf(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)
}
