// Starts the server process and waits until it takes connections.
//
// It gets a session of its own, so that Ctrl-C reaches only Node, which closes in order; and its
// output goes to a file, so that it survives its parent. Recovery after a crash may take long:
// the wait is generous, and ends at once when the process does.

import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'
import type { NativeBinaries } from './native-binaries.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.ts'
import { serverEnvironment } from './server-environment.ts'
import type { ServerHome } from './server-home.ts'

const LOG_NAME = 'server.log'
const LOG_BYTES_MAX = 8 * 1024 * 1024
const LOG_TAIL_CHARS = 2_000
const READY_TIMEOUT_MS = 300_000
const READY_POLL_MS = 5

export async function launchPostmaster(
  home: ServerHome,
  binaries: NativeBinaries,
): Promise<ProcessIdentity> {
  const logFile = openServerLog(home.folder)
  const child = spawn(binaries.postgres, ['-D', home.clusterFolder], {
    ...(home.account.foreign ? { uid: home.account.uid, gid: home.account.gid } : {}),
    cwd: home.folder,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', logFile, logFile],
  })
  closeSync(logFile)
  let failure: string | undefined
  child.once('error', (error) => {
    failure = error.message
  })
  child.once('exit', (code, signal) => {
    failure ??= `it ended with ${signal ?? `code ${code}`}`
  })
  child.unref()
  const identity = child.pid === undefined ? undefined : identifyProcess(child.pid)
  if (identity === undefined) {
    // The reason arrives as an event, one turn later.
    await delay(READY_POLL_MS)
    throw notStarted(home, failure ?? 'the process could not be created')
  }
  await waitUntilReady(home, identity, () => failure)
  return identity
}

/** Resolves once the server accepts connections; throws when it ends instead. */
export async function waitUntilReady(
  home: ServerHome,
  server: ProcessIdentity,
  failureOf: () => string | undefined = () => undefined,
): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_TIMEOUT_MS; waitedMs += READY_POLL_MS) {
    const written = readPostmasterFile(home.clusterFolder)
    if (written?.pid === server.pid && written.ready) return
    const failure = failureOf() ?? (isRunning(server) ? undefined : 'it ended')
    if (failure !== undefined) throw notStarted(home, failure)
    await delay(READY_POLL_MS)
  }
  throw notStarted(home, `it was not ready after ${READY_TIMEOUT_MS / 1_000} s`)
}

/** Writes the settings; true when they differ from what was there. */
export function writeSettings(clusterFolder: string, text: string): boolean {
  const path = join(clusterFolder, 'postgresql.conf')
  if (readFileSync(path, 'utf8') === text) return false
  writeFileSync(path, text)
  return true
}

function openServerLog(folder: string): number {
  const path = join(folder, LOG_NAME)
  try {
    if (statSync(path).size > LOG_BYTES_MAX) renameSync(path, `${path}.1`)
  } catch (error) {
    if (errorCodeOf(error) !== 'ENOENT') throw error
  }
  return openSync(path, 'a', 0o640)
}

function notStarted(home: ServerHome, reason: string): DatabaseFault {
  const path = join(home.folder, LOG_NAME)
  const tail = readFileSync(path, 'utf8').slice(-LOG_TAIL_CHARS).trim()
  return new DatabaseFault(
    'embedded_postgres_failed',
    `The embedded database did not start: ${reason}. The end of ${path}:\n${tail}`,
    { retryable: true },
  )
}
