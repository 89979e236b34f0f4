// `evenwatch backup` and `evenwatch restore`: the whole installation as one file and back. They
// open the database themselves, by the same environment as `serve`.

import { resolve } from 'node:path'
import {
  BackupFault,
  type BackupProgress,
  PRODUCT_VERSION,
  runBackupCommand,
  runRestoreCommand,
} from '@evenwatch/server'
import type { Command } from 'commander'
import { canAsk, confirm } from '../terminal/ask.ts'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'
import { type JsonOption, printAnswer, withJson } from '../terminal/print-answer.ts'
import { progressBar } from '../terminal/progress-bar.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { createServerLog } from './create-server-log.ts'
import { explainServerFault } from './explain-start-fault.ts'

const KEY_NOTICE =
  'The secret key is not inside: keep EVENWATCH_SECRET_KEY, or the file secret-key of the data\n' +
  'folder, in another place. Without it stored secrets and integration keys cannot be read.\n'

const PHASES: Readonly<Record<BackupProgress['phase'], string>> = {
  copy: 'copying rows',
  verify: 'comparing rows',
}

export function addBackup(program: Command, terminal: Terminal): void {
  const command = program
    .command('backup')
    .summary('write a backup')
    .description(
      'Writes the whole database into one file, as it stands at one moment; a server may run\n' +
        'meanwhile. The secret key is not inside.',
    )
    .argument('<file>', 'where to; it is complete when it has its name')
    .action((file: string, options: JsonOption) => backup(terminal, file, options))
  withExamples(withJson(command), [
    ['evenwatch backup /backups/evenwatch-$(date +%F).gz', ''],
    ['DATABASE_URL=postgres://… evenwatch backup everything.gz', 'of your own PostgreSQL'],
  ])
}

async function backup(terminal: Terminal, file: string, options: JsonOption): Promise<void> {
  const path = resolve(terminal.cwd, file)
  const report = await showingProgress(terminal, (onProgress) =>
    runBackupCommand({
      ...databaseOf(terminal),
      file: path,
      productVersion: PRODUCT_VERSION,
      onProgress,
    }),
  )
  printAnswer(
    terminal,
    options,
    report,
    ({ header, totalRows }) =>
      `${totalRows} rows of ${header.tables} tables are in ${path}.\n${KEY_NOTICE}`,
  )
}

type RestoreOptions = JsonOption & {
  readonly replace?: boolean
  readonly resumePaging?: boolean
  readonly yes?: boolean
}

export function addRestore(program: Command, terminal: Terminal): void {
  const command = program
    .command('restore')
    .summary('restore a backup')
    .description(
      'Brings a backup into the database of the environment, embedded or yours, while no server\n' +
        'works on it, and compares every row afterwards. Nobody is paged about the past.',
    )
    .argument('<file>', 'what `backup` wrote')
    .option('--replace', 'give up what the database holds now')
    .option('--resume-paging', 'escalations go on where they stood: for a move within minutes')
    .option('--yes', 'do not ask before replacing')
    .action((file: string, options: RestoreOptions) => restoreFile(terminal, file, options))
  withExamples(withJson(command), [
    ['evenwatch restore /backups/evenwatch-2026-03-16.gz', ''],
    ['DATABASE_URL=postgres://… evenwatch restore everything.gz --resume-paging', 'a move'],
  ])
}

async function restoreFile(
  terminal: Terminal,
  file: string,
  options: RestoreOptions,
): Promise<void> {
  const { replace = false, resumePaging = false } = options
  if (replace && !options.yes) {
    const question = 'Everything that the database holds now will be gone. Replace it?'
    if (!canAsk(terminal) || !(await confirm(terminal, question))) {
      throw new CliFault('Nothing was replaced.', {
        exitCode: EXIT_CODE.usage,
        hint: 'Add --yes to replace without being asked.',
      })
    }
  }
  const path = resolve(terminal.cwd, file)
  const report = await showingProgress(terminal, (onProgress) =>
    runRestoreCommand({ ...databaseOf(terminal), file: path, replace, resumePaging, onProgress }),
  )
  printAnswer(terminal, options, report, ({ totalRows, header, settled }) => {
    const open = settled.notResumed
    const groups = open.map((number) => `#${number}`).join(', ')
    const paging =
      open.length === 0 ? '' : `Open alert groups that page nobody until you say so: ${groups}.\n`
    return `${totalRows} rows of ${header.createdAt} are restored and compared.\n${paging}`
  })
}

function databaseOf({ env, cwd }: Terminal) {
  return {
    databaseUrl: env.DATABASE_URL || null,
    dataDir: resolve(cwd, env.EVENWATCH_DATA_DIR || './data'),
    log: createServerLog(env.EVENWATCH_LOG_LEVEL || 'error'),
  }
}

async function showingProgress<Report>(
  terminal: Terminal,
  work: (onProgress: (progress: BackupProgress) => void) => Promise<Report>,
): Promise<Report> {
  const bar = progressBar(terminal)
  try {
    return await work((progress) =>
      bar.show(PHASES[progress.phase], progress.rows, progress.totalRows),
    )
  } catch (fault) {
    if (fault instanceof BackupFault) throw new CliFault(fault.message)
    return explainServerFault(fault)
  } finally {
    bar.clear()
  }
}
