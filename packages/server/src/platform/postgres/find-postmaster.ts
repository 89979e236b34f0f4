// Finds a server that outlived the process which started it, and clears up after one that died.
//
// A server is ours when it runs (a zombie does not), is called postgres, and works in our cluster.
// Lock files are removed only once nothing of it is left: they guard against a second server on
// the same files while an orphaned backend may still be writing.

import { readlinkSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'
import { postmasterFilePath, readPostmasterFile } from './postmaster-file.ts'
import { identifyProcess, type ProcessIdentity, processesIn } from './process-identity.ts'
import type { ServerHome } from './server-home.ts'

const SERVER_NAME = 'postgres'
/** Orphaned backends end by themselves once they notice; afterwards they are ended. */
const ORPHAN_PATIENCE_MS = 3_000
const ORPHAN_KILL_PATIENCE_MS = 5_000
const POLL_MS = 20
const PROBE_TIMEOUT_MS = 1_000

/** The running server of this cluster, if there is one. */
export function findPostmaster(clusterFolder: string): ProcessIdentity | undefined {
  const written = readPostmasterFile(clusterFolder)
  const found = written === undefined ? undefined : identifyProcess(written.pid)
  if (written === undefined || found === undefined) return undefined
  if (found.zombie || found.name !== SERVER_NAME) return undefined
  // Where the system does not tell a process's folder, the file's own word has to do.
  const folder = found.workingFolder ?? (process.platform === 'linux' ? '' : written.dataFolder)
  return folder === clusterFolder ? found : undefined
}

/** False also when the program was replaced on disk since the server started. */
export function runsProgram(server: ProcessIdentity, program: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${server.pid}/exe`) === program
  } catch {
    return false
  }
}

/** Waits until nothing of a dead server is left, then removes its lock files. */
export async function clearDeadServer(home: ServerHome): Promise<void> {
  const { clusterFolder, socketPath } = home
  if (!(await orphansGone(clusterFolder, ORPHAN_PATIENCE_MS))) {
    for (const orphan of processesIn(clusterFolder, SERVER_NAME)) killQuietly(orphan.pid)
    if (!(await orphansGone(clusterFolder, ORPHAN_KILL_PATIENCE_MS))) {
      throw new DatabaseFault(
        'embedded_postgres_failed',
        `Processes of an earlier database server in ${clusterFolder} do not end.`,
        { retryable: true },
      )
    }
  }
  // A process in another container cannot be seen, but its socket answers all the same.
  if (await socketAnswers(socketPath)) {
    throw new DatabaseFault(
      'data_folder_in_use',
      `A database server that this process cannot see, perhaps in another container, ` +
        `uses ${home.folder}. Stop it first, or choose another EVENWATCH_DATA_DIR.`,
    )
  }
  rmSync(postmasterFilePath(clusterFolder), { force: true })
  rmSync(socketPath, { force: true })
  rmSync(`${socketPath}.lock`, { force: true })
}

async function orphansGone(clusterFolder: string, patienceMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += POLL_MS) {
    if (processesIn(clusterFolder, SERVER_NAME).length === 0) return true
    await delay(POLL_MS)
  }
  return false
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error
  }
}

function socketAnswers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    const answer = (answers: boolean) => {
      socket.destroy()
      resolve(answers)
    }
    socket.setTimeout(PROBE_TIMEOUT_MS, () => answer(true))
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
