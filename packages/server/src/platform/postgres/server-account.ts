// Decides which user the embedded server runs as.
//
// PostgreSQL refuses to run as root, and initdb refuses a user without an entry in the user table.
// An ordinary user runs it as itself. Root takes the owner of an existing cluster, else `postgres`,
// else `nobody`, else a system user made for the purpose.

import { spawnSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'

export type ServerAccount = {
  readonly uid: number
  readonly gid: number
  /** True when the server has to be started under another user than this process. */
  readonly foreign: boolean
}

const MADE_USER = 'evenwatch'
const PREFERRED_USERS = ['postgres', 'nobody', MADE_USER] as const

/** The account for a cluster at this path, which need not exist yet. */
export function chooseServerAccount(
  clusterFolder: string,
  userTable = '/etc/passwd',
  self = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 },
): ServerAccount {
  if (self.uid === -1) {
    throw new DatabaseFault(
      'embedded_postgres_unavailable',
      `There is no embedded PostgreSQL for ${process.platform}. Set DATABASE_URL instead.`,
    )
  }
  const owner = ownerOf(clusterFolder)
  if (self.uid !== 0) {
    if (owner !== undefined && owner.uid !== self.uid)
      throw foreignCluster(clusterFolder, owner.uid)
    return { ...self, foreign: false }
  }
  if (owner !== undefined && owner.uid !== 0) return { ...owner, foreign: true }
  return { ...(findPreferred(userTable) ?? makeUser(userTable)), foreign: true }
}

/** True when the account may pass through every folder from the root down to this one. */
export function mayEnter(folder: string, account: Pick<ServerAccount, 'uid' | 'gid'>): boolean {
  const { uid, gid, mode } = statSync(folder)
  const bit = account.uid === uid ? 0o100 : account.gid === gid ? 0o010 : 0o001
  if ((mode & bit) === 0) return false
  const parent = dirname(folder)
  return parent === folder || mayEnter(parent, account)
}

function foreignCluster(folder: string, uid: number): DatabaseFault {
  return new DatabaseFault(
    'data_folder_unusable',
    `The database in ${folder} belongs to the user with id ${uid}. ` +
      'Start Evenwatch as that user or as root, or choose another EVENWATCH_DATA_DIR.',
  )
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  try {
    const { uid, gid } = statSync(path)
    return { uid, gid }
  } catch (error) {
    if (errorCodeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function findPreferred(userTable: string): { uid: number; gid: number } | undefined {
  const lines = readFileSync(userTable, 'utf8').split('\n')
  for (const name of PREFERRED_USERS) {
    const fields = lines.find((line) => line.startsWith(`${name}:`))?.split(':')
    const uid = Number(fields?.[2])
    const gid = Number(fields?.[3])
    if (Number.isInteger(uid) && Number.isInteger(gid) && uid > 0) return { uid, gid }
  }
  return undefined
}

function makeUser(userTable: string): { uid: number; gid: number } {
  // shadow-utils first, then BusyBox, which spells it differently.
  const made =
    spawnSync('useradd', ['--system', '--no-create-home', '--shell', '/bin/false', MADE_USER])
      .status === 0 || spawnSync('adduser', ['-S', '-D', '-H', MADE_USER]).status === 0
  const found = made ? findPreferred(userTable) : undefined
  if (found !== undefined) return found
  throw new DatabaseFault(
    'embedded_postgres_unavailable',
    'PostgreSQL cannot run as root, and there is no user `postgres` or `nobody` to run it as. ' +
      `Create one (useradd --system ${MADE_USER}), start Evenwatch as an ordinary user, ` +
      'or set DATABASE_URL.',
  )
}
