// `evenwatch export`: every object as documents that `apply` reads back.

import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { exportConfiguration, KINDS, type Kind } from '@evenwatch/api'
import { type Command, Option } from 'commander'
import { stringify } from 'yaml'
import { connect } from '../connection/connect.ts'
import { CliFault } from '../terminal/cli-fault.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'

type Options = JsonOption & { readonly out?: string; readonly kind?: Kind; readonly set?: string }

export function addExport(program: Command, terminal: Terminal): void {
  const command = program
    .command('export')
    .summary('write the configuration as files')
    .description(
      'Writes every object as a document that `apply` reads back. Secrets stay in the\n' +
        'installation: documents hold { secret: … }, which keeps the stored value.',
    )
    .option('-o, --out <folder>', 'one file for each object, in a folder for each kind')
    .addOption(new Option('--kind <kind>', 'only these').choices(KINDS))
    .option('--set <name>', 'only the objects of this set')
    .action((options: Options) => exportAll(terminal, options))
  withExamples(withJson(command), [
    ['evenwatch export > everything.yaml', ''],
    ['evenwatch export -o oncall/', ''],
  ])
}

async function exportAll(terminal: Terminal, options: Options): Promise<void> {
  const { call } = connect(terminal)
  const { kind, set, out } = options
  const answer = await call(exportConfiguration, {
    query: { ...(kind !== undefined && { kind }), ...(set !== undefined && { set }) },
  })
  if (out === undefined) {
    return printAnswer(terminal, options, answer, ({ documents }) =>
      documents.map((document) => stringify(document)).join('---\n'),
    )
  }
  const folder = resolve(terminal.cwd, out)
  for (const document of answer.documents) {
    const place = placeOf(document)
    await mkdir(join(folder, place.folder), { recursive: true })
    await writeFile(join(folder, place.folder, place.file), stringify(document))
  }
  printAnswer(
    terminal,
    options,
    answer,
    ({ documents }) => `${documents.length} documents in ${folder}.\n`,
  )
}

/** `schedule/payments-primary.yaml`; names are plain by the contract, so they are safe as files. */
function placeOf(document: unknown): { readonly folder: string; readonly file: string } {
  const { kind, metadata } = document as { kind?: unknown; metadata?: { name?: unknown } }
  const name = metadata?.name
  if (typeof kind === 'string' && typeof name === 'string' && /^[a-z0-9._-]+$/.test(name)) {
    return { folder: kind.toLowerCase(), file: `${name}.yaml` }
  }
  throw new CliFault('The server sent a document without kind and name.')
}
