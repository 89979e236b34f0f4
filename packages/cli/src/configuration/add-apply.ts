// `evenwatch apply`: shows what files would change and for whom, then applies them in one go.

import {
  applyConfiguration,
  CallRefused,
  type ConfigurationPlan,
  planConfiguration,
} from '@evenwatch/api'
import type { Command } from 'commander'
import { connect } from '../connection/connect.ts'
import { timesFor } from '../connection/times-for.ts'
import { canAsk, confirm } from '../terminal/ask.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { type AnswerOptions, printAnswer, withTimes } from '../terminal/print-answer.ts'
import { readInstantOption } from '../terminal/read-instant-option.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { type FileFault, readDocumentFiles, readDocumentText } from './read-documents.ts'
import { renderPlan } from './render-plan.ts'

type Options = AnswerOptions & {
  readonly file: readonly string[]
  readonly set: string
  readonly plan?: boolean
  readonly prune?: boolean
  readonly at?: string
  readonly yes?: boolean
}

export function addApply(program: Command, terminal: Terminal): void {
  const command = program
    .command('apply')
    .summary('apply configuration files')
    .description(
      'Reads YAML or JSON documents, shows what would change and who is affected, then applies\n' +
        'all of it or nothing. `{ fromEnv: NAME }` is read from the environment here.',
    )
    .requiredOption('-f, --file <path...>', 'files or folders; - for the standard input')
    .option('--set <name>', 'the set that these objects belong to', 'default')
    .option('--plan', 'only show what would change')
    .option('--prune', 'delete objects of this set that the files no longer hold')
    .option('--at <instant>', 'when rotations change hands', readInstantOption)
    .option('--yes', 'ask nothing; agree to prune objects with future shifts')
    .action((options: Options) => apply(terminal, options))
  withExamples(withTimes(command), [
    ['evenwatch apply -f oncall/ --plan', 'what would change, and for whom'],
    ['evenwatch apply -f oncall/ --set payments --prune --yes', 'in a pipeline'],
    ['evenwatch apply -f oncall/ --at 2026-03-16T09:00:00+01:00', 'hand over then'],
  ])
}

async function apply(terminal: Terminal, options: Options): Promise<void> {
  const { documents, faults } = await readInputs(terminal, options.file)
  if (faults.length > 0) throw inFiles(faults)
  if (documents.length === 0) {
    throw new CliFault(`There are no documents in ${options.file.join(', ')}.`, {
      exitCode: EXIT_CODE.usage,
      hint: 'Documents end in .yaml, .yml or .json; docs/reference/configuration.md shows them.',
    })
  }
  const { call } = connect(terminal)
  const body = {
    documents: [...documents],
    set: options.set,
    prune: options.prune === true,
    confirmed: options.yes === true,
    ...(options.at !== undefined && { at: options.at }),
  }
  const plan = await call(planConfiguration, { body })
  if (plan.faults.length > 0) throw inFiles(plan.faults)
  const times = await timesFor(call, options)
  const render = (one: ConfigurationPlan) => renderPlan(styleOf(terminal), one, times)
  const changes = plan.changes.filter(({ change }) => change !== 'same').length
  if (options.plan || changes === 0) return printAnswer(terminal, options, plan, render)
  // The plan is for the person who decides; with --json the answer is the only output.
  if (!options.json) terminal.out(render(plan))
  if (!options.yes && canAsk(terminal) && !(await confirm(terminal, 'Apply this?'))) {
    throw new CliFault('You said no; nothing was changed.')
  }
  const applied = await call(applyConfiguration, { body }).catch(explain)
  printAnswer(terminal, options, applied, () => `Applied: ${changes} changes.\n`)
}

async function readInputs(terminal: Terminal, paths: readonly string[]) {
  if (!paths.includes('-')) return readDocumentFiles(paths, terminal.env)
  if (paths.length > 1) {
    throw new CliFault('The standard input (-) stands alone.', { exitCode: EXIT_CODE.usage })
  }
  let text = ''
  for await (const chunk of terminal.stdin) text += String(chunk)
  return readDocumentText(text, '(standard input)', terminal.env)
}

type PlacedFault = FileFault & { readonly example?: string | undefined }

function inFiles(faults: readonly PlacedFault[]): CliFault {
  const fields = faults.map(({ file, line, field, rule, example }) => ({
    field: `${file}:${line} ${field}`,
    rule,
    ...(example !== undefined && { example }),
  }))
  return new CliFault('The files have faults; nothing was changed.', {
    exitCode: EXIT_CODE.usage,
    fields,
  })
}

function explain(fault: unknown): never {
  if (fault instanceof CallRefused && fault.problem.code === 'people-would-move-soon') {
    throw new CliFault(`${fault.problem.title} ${fault.problem.detail ?? ''}`.trim(), {
      exitCode: 6,
      hint: 'Name when they change hands: --at 2026-03-16T09:00:00+01:00',
    })
  }
  throw fault
}
