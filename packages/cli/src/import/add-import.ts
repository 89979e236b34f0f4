// `evenwatch import`: brings people, schedules, policies, services and overrides from another
// system, says what does not come over whole, and compares who is on call there and here.

import { writeFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { assert } from '@evenwatch/core'
import { Argument, type Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { canAsk, confirm } from '../terminal/ask.ts'
import { CliFault } from '../terminal/cli-fault.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import { progressBar } from '../terminal/progress-bar.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { type Style, styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { applyImport } from './apply-import.ts'
import { unexplained } from './compare-coverage.ts'
import { type ImportReport, reportJson } from './import-report.ts'
import { prepareImport } from './prepare-import.ts'
import { readPeopleMap, readSource, type SourceOptions } from './read-source.ts'
import { renderImportReport } from './render-import-report.ts'
import { SYSTEMS } from './systems.ts'

type Options = JsonOption &
  SourceOptions & {
    readonly plan?: boolean
    readonly peopleMap?: string
    readonly yes?: boolean
    readonly report?: string
    readonly acceptDifferences?: boolean
    readonly at?: string
  }

const PLAIN: Style = {
  bold: (text) => text,
  quiet: (text) => text,
  good: (text) => text,
  warn: (text) => text,
  bad: (text) => text,
}

export function addImport(program: Command, terminal: Terminal): void {
  const names = SYSTEMS.map(({ name }) => name)
  const command = program
    .command('import')
    .summary('bring everything from another system')
    .description(
      'Reads exported files or the other system’s API, shows object by object what\n' +
        'comes over and what cannot, compares who is on call there and here for 90\n' +
        'days, then writes it. What is imported belongs to the screens. A second run\n' +
        'changes nothing; one that was cut short goes on.',
    )
    .addArgument(new Argument('<system>', 'where it comes from').choices(names))
    .option('--from <path>', 'a folder of exported files, or one file')
    .option('--url <url>', 'address of the API, where it is not the usual one')
    .option('--key-env <name>', 'read the API with the key in this environment variable')
    .option('--work-dir <folder>', 'where pages are kept meanwhile (.evenwatch-import/<system>)')
    .option('--fresh', 'forget what an earlier run has read')
    .option('--people-map <file>', 'YAML of `login or e-mail: our name`')
    .option('--plan', 'only show what would come over')
    .option('--accept-differences', 'go on although people would be on call differently')
    .option(
      '--at <instant>',
      'when rotations that are here already change hands',
      readInstantOption,
    )
    .option('--report <file>', 'write the whole report; JSON when it ends in .json')
    .option('--yes', 'ask nothing')
    .action((system: string, options: Options) => importFrom(terminal, system, options))
  withExamples(withJson(command), [
    ['evenwatch import opsgenie --key-env OPSGENIE_KEY --plan --report opsgenie.txt', 'look first'],
    ['evenwatch import opsgenie --key-env OPSGENIE_KEY', 'then bring it over'],
    ['evenwatch import opsgenie --from backup/ --people-map people.yaml', 'from files'],
  ])
}

async function importFrom(terminal: Terminal, name: string, options: Options): Promise<void> {
  const system = SYSTEMS.find((one) => one.name === name)
  assert(system !== undefined, 'the argument is one of the systems')
  const { call } = connect(terminal)
  const peopleMap = await readPeopleMap(terminal, options.peopleMap)
  const { convert, store } = await readSource(terminal, system, options)
  const now = terminal.now()
  const prepared = await prepareImport(call, system.name, convert({ now }), {
    now,
    at: options.at,
    peopleMap,
  })
  const { report } = prepared
  await writeReport(terminal, options.report, report)
  const render = (one: ImportReport) => renderImportReport(styleOf(terminal), one, false)
  if (options.plan) return printReport(terminal, options, report, render)
  if (!options.json) terminal.out(render(report))
  if (!options.acceptDifferences) refuseDifferences(report)
  const asks = report.changes > 0 && !options.yes && canAsk(terminal)
  if (asks && !(await confirm(terminal, 'Import this?'))) {
    throw new CliFault('You said no; nothing was changed.')
  }
  const bar = progressBar(terminal)
  const refused = await applyImport(call, prepared, bar.show)
  bar.clear()
  if (refused.length > 0) {
    throw new CliFault('Everything came over but these.', { fields: refused })
  }
  await store?.forget()
  const done = { ...report, applied: true }
  await writeReport(terminal, options.report, done)
  if (options.json) printReport(terminal, options, done, render)
  else if (report.changes > 0) terminal.out(`Imported: ${report.changes} changes.\n`)
}

function printReport(
  terminal: Terminal,
  options: JsonOption,
  report: ImportReport,
  render: (report: ImportReport) => string,
): void {
  printAnswer(terminal, options, options.json ? reportJson(report) : report, () => render(report))
}

function refuseDifferences({ coverage }: ImportReport): void {
  const differing = unexplained(coverage)
  if (differing.length === 0) return
  const names = differing.map(({ schedule }) => schedule).join(', ')
  throw new CliFault(`People would be on call differently, without a reason: ${names}.`, {
    hint: 'Look at the differences above; --accept-differences goes on with them.',
  })
}

async function writeReport(
  terminal: Terminal,
  file: string | undefined,
  report: ImportReport,
): Promise<void> {
  if (file === undefined) return
  const isJson = extname(file) === '.json'
  const text = isJson
    ? `${JSON.stringify(reportJson(report), null, 2)}\n`
    : renderImportReport(PLAIN, report, true)
  // It names people and addresses.
  await writeFile(resolve(terminal.cwd, file), text, { mode: 0o600 })
}
