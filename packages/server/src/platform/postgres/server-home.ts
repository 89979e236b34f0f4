// Decides where the embedded server keeps its files, and where its socket lies.
//
// Normally that is `<data folder>/postgres`. When root's data folder lies below a folder that the
// server's user may not enter (/root, usually), the home moves to a shelter, /var/lib, and the data
// folder keeps a pointer file, which later starts follow. A pointer, once written, wins.

import { createHash } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'
import type { Log } from '../log.ts'
import { chooseServerAccount, mayEnter, type ServerAccount } from './server-account.ts'

/** In the data folder: where the database lies when it could not lie there. */
export const LOCATION_FILE = 'postgres-location'
const SOCKET_NAME = '.s.PGSQL.5432'
/** The kernel allows 107 bytes on Linux and 103 on macOS. */
const SOCKET_PATH_BYTES_MAX = 100

export type ServerHome = {
  readonly folder: string
  readonly clusterFolder: string
  readonly socketFolder: string
  readonly socketPath: string
  readonly account: ServerAccount
}

/** Creates what is missing and returns real paths. */
export function prepareServerHome(dataDir: string, shelter: string, log: Log): ServerHome {
  const dataFolder = makeFolder(dataDir)
  const usual = join(dataFolder, 'postgres')
  const pointed = readPointer(dataFolder)
  const account = chooseServerAccount(join(pointed ?? usual, 'cluster'))
  const parent = pointed === undefined ? dataFolder : undefined
  const sheltered = parent !== undefined && account.foreign && !mayEnter(parent, account)

  const wanted = pointed ?? (sheltered ? shelterFor(dataFolder, shelter) : usual)
  const folder = makeFolder(wanted)
  if (account.foreign && !mayEnter(folder, account)) throw unreachable(folder, account)
  if (sheltered) {
    writeFileSync(join(dataFolder, LOCATION_FILE), `${folder}\n`)
    log.warn(
      { dataDir: dataFolder, databaseFolder: folder },
      'the data folder is closed to the database user, so the database lives elsewhere',
    )
  }
  const socketFolder = prepareSocketFolder(folder, account)
  return {
    folder,
    clusterFolder: join(folder, 'cluster'),
    socketFolder,
    socketPath: join(socketFolder, SOCKET_NAME),
    account,
  }
}

/** Where the database of a data folder lies, without making or proving anything. */
export function locateServerHome(dataDir: string): string {
  return readPointer(dataDir) ?? join(dataDir, 'postgres')
}

/** A folder for the server's own files, which nobody else may enter. */
export function makePrivateFolder(folder: string, account: ServerAccount): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  if (account.foreign) chownSync(folder, account.uid, account.gid)
  chmodSync(folder, 0o700)
}

/** Makes the folder if need be and proves that this process may write into it. */
function makeFolder(wanted: string): string {
  try {
    mkdirSync(wanted, { recursive: true, mode: 0o755 })
    accessSync(wanted, constants.W_OK | constants.X_OK)
    return realpathSync(wanted)
  } catch (cause) {
    const code = errorCodeOf(cause)
    if (code === undefined) throw cause
    throw new DatabaseFault(
      'data_folder_unusable',
      `The folder ${wanted} cannot be written (${code}). ` +
        'Set EVENWATCH_DATA_DIR to a folder that this user may write, for example ./data.',
      { cause },
    )
  }
}

function readPointer(dataFolder: string): string | undefined {
  try {
    return readFileSync(join(dataFolder, LOCATION_FILE), 'utf8').trim()
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function shelterFor(dataFolder: string, shelter: string): string {
  return join(shelter, `evenwatch-${digest(dataFolder)}`)
}

/** Beside the cluster, or under the temporary folder when that path would be too long. */
export function socketFolderOf(folder: string): string {
  const beside = join(folder, 'socket')
  const fits = Buffer.byteLength(join(beside, SOCKET_NAME)) <= SOCKET_PATH_BYTES_MAX
  return fits ? beside : join(tmpdir(), `evenwatch-${digest(folder)}`)
}

function prepareSocketFolder(folder: string, account: ServerAccount): string {
  const wanted = socketFolderOf(folder)
  if (dirname(wanted) !== folder) return prepareShortSocketFolder(wanted, account)
  makePrivateFolder(wanted, account)
  return wanted
}

// The temporary folder is everybody's, so a folder waiting there under our name is not trusted.
function prepareShortSocketFolder(short: string, account: ServerAccount): string {
  try {
    mkdirSync(short, { mode: 0o700 })
    if (account.foreign) chownSync(short, account.uid, account.gid)
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error
  }
  const found = lstatSync(short)
  const mine = found.isDirectory() && found.uid === account.uid && (found.mode & 0o077) === 0
  if (mine) return short
  throw new DatabaseFault(
    'data_folder_unusable',
    `${short} is needed for the database socket but belongs to somebody else. ` +
      'Remove it, or choose an EVENWATCH_DATA_DIR with a shorter path.',
  )
}

function unreachable(folder: string, account: ServerAccount): DatabaseFault {
  return new DatabaseFault(
    'data_folder_unusable',
    `The user with id ${account.uid}, who runs the database, may not enter ${folder}. ` +
      'Choose an EVENWATCH_DATA_DIR that it may enter, for example /var/lib/evenwatch.',
  )
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
