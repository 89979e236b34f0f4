// Keeps a second Evenwatch off a data folder that is in use.
//
// The lock is a file that names its holder by number and start, so a lock left behind by kill -9
// or by a reboot is known as stale. It is created complete and at once by linking a finished file
// to its name. A stale one is moved aside and compared before the next attempt, so that a lock
// taken between reading and moving is put back. Should two still slip through, they would share
// one PostgreSQL, which is allowed; only stopping would be surprising.

import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert } from '@evenwatch/core'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'
import { identifyProcess, isRunning } from './process-identity.ts'

const LOCK_NAME = 'evenwatch.lock'
const ATTEMPTS_MAX = 10

type Holder = { readonly pid: number; readonly startedAt: string }

export type DataFolderLock = { readonly release: () => void }

/** Takes the lock or throws `data_folder_in_use`, naming the process that holds it. */
export function lockDataFolder(folder: string): DataFolderLock {
  const lockPath = join(folder, LOCK_NAME)
  const self = identifyProcess(process.pid)
  assert(self !== undefined, 'this process is listed by the system')
  const mine = JSON.stringify({ pid: self.pid, startedAt: self.startedAt } satisfies Holder)

  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    if (createComplete(lockPath, mine)) return { release: () => releaseIfHeld(lockPath, mine) }
    const found = readOrUndefined(lockPath)
    if (found === undefined) continue
    const holder = parseHolder(found)
    if (holder !== undefined && isRunning(holder)) throw inUse(folder, holder)
    moveStaleAside(lockPath, found)
  }
  throw new DatabaseFault('data_folder_in_use', `Could not lock the data folder ${folder}.`, {
    retryable: true,
  })
}

/** The running process that holds the folder, if any. */
export function findLockHolder(folder: string): Holder | undefined {
  const found = readOrUndefined(join(folder, LOCK_NAME))
  const holder = found === undefined ? undefined : parseHolder(found)
  return holder !== undefined && isRunning(holder) ? holder : undefined
}

function inUse(folder: string, holder: Holder): DatabaseFault {
  return new DatabaseFault(
    'data_folder_in_use',
    `Another Evenwatch (process ${holder.pid}) already uses the data folder ${folder}. ` +
      'Stop it first, or give this one a folder of its own with EVENWATCH_DATA_DIR.',
  )
}

function createComplete(lockPath: string, content: string): boolean {
  const draft = `${lockPath}.${process.pid}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, content, { mode: 0o644, flag: 'wx' })
  try {
    linkSync(draft, lockPath)
    return true
  } catch (error) {
    if (errorCodeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function moveStaleAside(lockPath: string, judged: string): void {
  const aside = `${lockPath}.${process.pid}.${randomBytes(6).toString('hex')}`
  try {
    renameSync(lockPath, aside)
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return
    throw error
  }
  try {
    if (readFileSync(aside, 'utf8') !== judged) linkSync(aside, lockPath)
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error
  } finally {
    rmSync(aside, { force: true })
  }
}

function releaseIfHeld(lockPath: string, mine: string): void {
  if (readOrUndefined(lockPath) === mine) rmSync(lockPath, { force: true })
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null) return undefined
    if (!('pid' in value) || !('startedAt' in value)) return undefined
    const { pid, startedAt } = value
    return typeof pid === 'number' && typeof startedAt === 'string' ? { pid, startedAt } : undefined
  } catch {
    // Not written by us in one piece, so nobody can be holding it.
    return undefined
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}
