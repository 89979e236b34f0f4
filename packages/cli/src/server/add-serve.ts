// `evenwatch serve`: runs the server until it is told to stop.

import { readConfig, type ServerConfig, startServer } from '@evenwatch/server'
import type { Command } from 'commander'
import { renderBox } from '../terminal/render-box.ts'
import { styleOf } from '../terminal/style.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { withExamples } from '../terminal/with-examples.ts'
import { createServerLog } from './create-server-log.ts'
import { explainServerFault, explainStartFault } from './explain-start-fault.ts'
import { runUntilStopped } from './until-stopped.ts'

export function addServe(program: Command, terminal: Terminal): void {
  const command = program
    .command('serve')
    .summary('run the server')
    .description(
      'Runs the server. Its configuration is the environment (docs/reference/environment.md);\n' +
        'without any it keeps everything in ./data and listens on 127.0.0.1:8080.',
    )
    .action(() => serve(terminal))
  withExamples(command, [
    ['evenwatch serve', 'with the embedded database in ./data'],
    ['PORT=9000 EVENWATCH_DATA_DIR=/var/lib/evenwatch evenwatch serve', ''],
    [
      'DATABASE_URL=postgres://evenwatch@db/evenwatch EVENWATCH_SECRET_KEY=… evenwatch serve',
      'with your own PostgreSQL',
    ],
  ])
}

async function serve(terminal: Terminal): Promise<void> {
  const config = readConfigOrExplain(terminal)
  const log = createServerLog(config.logLevel)
  await runUntilStopped(terminal, async () => {
    const server = await startServer(config, { log }).catch((fault: unknown) =>
      explainStartFault(fault, config),
    )
    terminal.out(banner(terminal, config, server.url))
    if (server.setupLink !== null) {
      terminal.out(
        renderBox([
          'Nobody is here yet. Create the first administrator:',
          server.setupLink,
          'The link works once, for 24 hours.',
        ]),
      )
    }
    return server
  })
}

function readConfigOrExplain({ env }: Terminal): ServerConfig {
  try {
    return readConfig(env)
  } catch (fault) {
    return explainServerFault(fault)
  }
}

function banner(terminal: Terminal, config: ServerConfig, url: string | null): string {
  const style = styleOf(terminal)
  const data = config.databaseUrl === null ? config.dataDir : 'your PostgreSQL (DATABASE_URL)'
  const lines = [
    `Evenwatch is running${url === null ? '' : ` at ${style.bold(url)}`}`,
    `Data: ${data}`,
    `Duties: ${[...config.duties].join(', ')}`,
    'Stop with Ctrl+C.',
  ]
  return `${lines.join('\n')}\n`
}
