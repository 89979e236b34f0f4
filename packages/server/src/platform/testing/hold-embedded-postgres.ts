// A process of its own that keeps an embedded server running until it is told to stop, or killed.
//
// Tests start it to see what a second process, another user or a successor experiences. It takes
// its options as JSON, prints one line of JSON when the server is ready or the start was refused,
// and stops in order on SIGTERM.

import { DatabaseFault } from '../database/database-fault.ts'
import { startEmbeddedPostgres } from '../postgres/start-embedded-postgres.ts'
import { silentLog } from './silent-log.ts'

export type HolderReport =
  | {
      readonly kind: 'ready'
      readonly serverPid: number
      readonly adopted: boolean
      readonly host: string
    }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }

function report(line: HolderReport): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

async function hold(options: object & { dataDir: string }): Promise<void> {
  const server = await startEmbeddedPostgres({ ...options, log: silentLog })
  const staysAlive = setInterval(() => undefined, 60_000)
  process.once('SIGTERM', () => {
    clearInterval(staysAlive)
    void server.stop()
  })
  const { adopted, connectionOptions } = server
  report({ kind: 'ready', serverPid: server.pid(), adopted, host: connectionOptions.host })
}

hold(JSON.parse(process.argv[2] ?? '{}')).catch((error: unknown) => {
  const code = error instanceof DatabaseFault ? error.code : 'unexpected'
  report({ kind: 'refused', code, message: String(error) })
})
