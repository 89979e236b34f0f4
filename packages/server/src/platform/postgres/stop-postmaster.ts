// Stops a server: fast first (roll back, checkpoint), immediately when that takes too long.
//
// An immediate stop loses nothing that was committed; it leaves recovery to the next start.

import { setTimeout as delay } from 'node:timers/promises'
import { errorCodeOf } from '../database/database-fault.ts'
import { isRunning, type ProcessIdentity } from './process-identity.ts'

const FAST_PATIENCE_MS = 20_000
const IMMEDIATE_PATIENCE_MS = 10_000
const POLL_MS = 10

export async function stopPostmaster(server: ProcessIdentity): Promise<void> {
  // PostgreSQL's meaning of the signals: INT is a fast stop, QUIT an immediate one.
  if (await endsAfter(server, 'SIGINT', FAST_PATIENCE_MS)) return
  if (await endsAfter(server, 'SIGQUIT', IMMEDIATE_PATIENCE_MS)) return
  signal(server, 'SIGKILL')
}

async function endsAfter(
  server: ProcessIdentity,
  name: NodeJS.Signals,
  patienceMs: number,
): Promise<boolean> {
  signal(server, name)
  for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += POLL_MS) {
    if (!isRunning(server)) return true
    await delay(POLL_MS)
  }
  return false
}

function signal(server: ProcessIdentity, name: NodeJS.Signals): void {
  if (!isRunning(server)) return
  try {
    process.kill(server.pid, name)
  } catch (error) {
    if (errorCodeOf(error) !== 'ESRCH') throw error
  }
}
