// docs/reference/cli.md, from the help texts of the command itself.

import { code, generatedBy, page } from './markdown.ts'

/** What we need of commander's program; the CLI package exports `createProgram()`. */
export type HelpfulCommand = {
  name(): string
  readonly commands: readonly HelpfulCommand[]
  configureHelp(options: { readonly helpWidth: number }): unknown
  helpInformation(): string
}

/** The help must not depend on the terminal in which it is generated. */
const HELP_COLUMNS = 100

export function renderCli(program: HelpfulCommand): string {
  return page(
    generatedBy('the commands in packages/cli'),
    '# Command line',
    'Commands talk to `EVENWATCH_URL` with `EVENWATCH_TOKEN`. The exit code of a refused call stands in [Errors](errors.md).',
    ...sections(program, ''),
  )
}

function sections(command: HelpfulCommand, parents: string): readonly string[] {
  command.configureHelp({ helpWidth: HELP_COLUMNS })
  const fullName = `${parents}${command.name()}`
  const help = command.helpInformation().trimEnd()
  return [
    `## ${code(fullName)}`,
    ['```text', help, '```'].join('\n'),
    ...command.commands.flatMap((one) => sections(one, `${fullName} `)),
  ]
}
