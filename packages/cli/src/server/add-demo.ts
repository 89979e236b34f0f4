// `evenwatch demo`: the product with a sample world, on this machine only, until Ctrl+C.

import { join, resolve } from 'node:path'
import {
  cleanDemoFolder,
  DEMO_FOLDER_NAME,
  type DemoFolderFault,
  type DemoStage,
  prepareDemoFolder,
  type RunningDemo,
  startDemo,
} from '@evenwatch/server'
import { type Command, InvalidArgumentError } from 'commander'
import { CliFault } from '../terminal/cli-fault.ts'
import { renderBox } from '../terminal/render-box.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { createServerLog } from './create-server-log.ts'
import { explainStartFault } from './explain-start-fault.ts'
import { runUntilStopped } from './until-stopped.ts'

const DEFAULT_PORT = 8080
const HOST = '127.0.0.1'

type DemoOptions = { readonly dataDir?: string; readonly port?: number; readonly clean?: boolean }

export function addDemo(program: Command, terminal: Terminal): void {
  const command = program
    .command('demo')
    .summary('run the server with a sample world')
    .description(
      'Runs the server with two sample teams, 90 days of history and one live page that waits\n' +
        'to be acknowledged. Every message goes to a page that shows it, and nowhere else.',
    )
    .option(
      '--data-dir <folder>',
      `where it is kept (default: ${DEMO_FOLDER_NAME} in the data folder)`,
    )
    .option('--port <number>', 'port on 127.0.0.1 (default: PORT, or 8080)', readPort)
    .option('--clean', 'remove the demo and everything it made, then end')
    .action((options: DemoOptions) => demo(terminal, options))
  withExamples(command, [
    ['evenwatch demo', ''],
    ['evenwatch demo --port 9000', ''],
    ['evenwatch demo --clean', 'leaves nothing behind'],
  ])
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new InvalidArgumentError('A port is a number from 0 to 65535, for example 8080.')
}

async function demo(terminal: Terminal, options: DemoOptions): Promise<void> {
  const dataDir = resolve(
    terminal.cwd,
    options.dataDir ?? join(terminal.env.EVENWATCH_DATA_DIR || './data', DEMO_FOLDER_NAME),
  )
  if (options.clean) {
    stopAt(await cleanDemoFolder(dataDir))
    terminal.out(`The demo in ${dataDir} is gone.\n`)
    return
  }
  stopAt(prepareDemoFolder(dataDir))
  const port = options.port ?? readPort(terminal.env.PORT || String(DEFAULT_PORT))
  await runUntilStopped(terminal, async () => {
    const running = await startDemo({
      dataDir,
      host: HOST,
      port,
      log: createServerLog(terminal.env.EVENWATCH_LOG_LEVEL || 'error'),
      onStage: (stage) => terminal.err(`${STAGES[stage]}\n`),
    }).catch((fault: unknown) => explainStartFault(fault, { host: HOST, port }))
    terminal.out(demoBanner(terminal, running, dataDir))
    return running
  })
  terminal.err('Stopped. `demo --clean` removes the sample world.\n')
}

function stopAt(fault: DemoFolderFault | null): void {
  if (fault) throw new CliFault(fault.detail)
}

const STAGES: Readonly<Record<DemoStage, string>> = {
  database: 'Starting the database …',
  'sample-world': 'Loading the sample world …',
  'live-alert': 'Firing a live alert …',
}

/** What the visitor reads first: where to enter, as whom, and what waits. */
export function demoBanner(terminal: Terminal, demo: RunningDemo, dataDir: string): string {
  const style = styleOf(terminal)
  const { live, signIns, password } = demo
  const paged = live.paged.length === 0 ? 'nobody yet' : live.paged.join(', ')
  const box = renderBox([
    `${style.bold('Enter as Ana')}       ${demo.enterUrl}`,
    `${style.bold('Messages sent')}      ${demo.messagesUrl}`,
    `${style.bold('Sign in by hand')}    ${demo.url}  password ${password}, as`,
    ...signIns.map(({ user, as }) => `                   ${user.padEnd(6)}${as}`),
    `${style.bold('Waiting')}            alert group #${live.groupNumber} paged ${paged}`,
  ])
  return `${box}Sample data in ${dataDir}. Nobody outside this machine is paged. Stop with Ctrl+C.\n`
}
