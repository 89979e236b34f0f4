// Everything that is written from the code: each step gives one file's text, or says why there is
// nothing to write yet. The order has no meaning, and the texts depend on nothing but the code.

import * as api from '@evenwatch/api'
import { renderJsonSchema } from './json-schema.ts'
import { renderApi, routesIn } from './render-api.ts'
import { type HelpfulCommand, renderCli } from './render-cli.ts'
import { renderConfiguration } from './render-configuration.ts'
import { renderEnvironment } from './render-environment.ts'
import { renderErrors } from './render-errors.ts'
import { renderImport } from './render-import.ts'

export type GenerateStep = {
  readonly path: string
  render(): string | Promise<string | NothingToDo>
}

/** A capability that no package has yet; said aloud, never passed over. */
export type NothingToDo = { readonly nothingToDo: string }

export const GENERATE_STEPS: readonly GenerateStep[] = [
  { path: 'docs/reference/errors.md', render: renderErrors },
  { path: 'docs/reference/api.md', render: () => renderApi(routesIn(api)) },
  { path: 'docs/reference/configuration.md', render: renderConfiguration },
  { path: 'docs/reference/configuration.schema.json', render: renderJsonSchema },
  { path: 'docs/reference/environment.md', render: renderEnvironment },
  { path: 'docs/reference/cli.md', render: renderCliHelp },
  { path: 'docs/reference/import.md', render: renderImport },
]

async function renderCliHelp(): Promise<string | NothingToDo> {
  const cli: object = await import('@evenwatch/cli')
  if (!('createProgram' in cli) || typeof cli.createProgram !== 'function') {
    return { nothingToDo: '@evenwatch/cli exports no createProgram yet' }
  }
  const program: HelpfulCommand = cli.createProgram()
  return renderCli(program)
}
