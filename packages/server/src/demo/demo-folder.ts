// The demo's data folder: made with a mark in it, and removed only when the mark is there.
//
// Nothing but what a demo made is ever removed: a folder that somebody else filled is refused at
// the start and at the cleaning. The database may lie elsewhere (see server-home.ts); the pointer
// in the folder leads there, and only to a folder of the launcher's own naming.

import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { findLockHolder } from '../platform/postgres/data-folder-lock.ts'
import { findPostmaster } from '../platform/postgres/find-postmaster.ts'
import { LOCATION_FILE, socketFolderOf } from '../platform/postgres/server-home.ts'
import { stopPostmaster } from '../platform/postgres/stop-postmaster.ts'

export const DEMO_FOLDER_NAME = '.evenwatch-demo'
const MARK = 'evenwatch-demo.json'
const SHELTERED = /^evenwatch-[0-9a-f]{12}$/

type Mark = {
  /** Folders above that did not exist before: removed with it when nothing else came into them. */
  readonly madeParents: readonly string[]
  /** Of the demo that runs, or ran last. */
  readonly url: string | null
}

export type DemoFolderFault = {
  readonly refused: 'not-a-demo-folder' | 'demo-is-running'
  readonly detail: string
}

/** Null when the folder is ready for a demo. */
export function prepareDemoFolder(folder: string): DemoFolderFault | null {
  const running = findRunning(folder)
  if (running) return running
  if (existsSync(join(folder, MARK))) return null
  if (existsSync(folder) && readdirSync(folder).length > 0) return foreign(folder)
  const madeParents = missingParents(folder)
  mkdirSync(folder, { recursive: true })
  writeMark(folder, { madeParents, url: null })
  return null
}

export function noteDemoUrl(folder: string, url: string): void {
  writeMark(folder, { ...readMark(folder), url })
}

/** Removes everything that demos in this folder made. Null when it is gone. */
export async function cleanDemoFolder(folder: string): Promise<DemoFolderFault | null> {
  if (!existsSync(folder)) return null
  const running = findRunning(folder)
  if (running) return running
  if (!existsSync(join(folder, MARK))) return foreign(folder)
  const { madeParents } = readMark(folder)
  for (const home of databaseFolders(folder)) {
    // A server that outlived its parent would write its files again.
    const server = findPostmaster(join(home, 'cluster'))
    if (server) await stopPostmaster(server)
    rmSync(socketFolderOf(home), { recursive: true, force: true })
    rmSync(home, { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true, force: true })
  for (const parent of madeParents) {
    if (existsSync(parent) && readdirSync(parent).length === 0) rmdirSync(parent)
  }
  return null
}

function findRunning(folder: string): DemoFolderFault | null {
  for (const home of databaseFolders(folder)) {
    const holder = findLockHolder(home)
    if (!holder) continue
    const { url } = readMark(folder)
    const where = url === null ? '' : ` at ${url}`
    const detail = `A demo is already running${where} (process ${holder.pid}). Use it, or stop it with Ctrl+C first.`
    return { refused: 'demo-is-running', detail }
  }
  return null
}

function databaseFolders(folder: string): string[] {
  const homes = [join(folder, 'postgres')]
  const pointer = join(folder, LOCATION_FILE)
  if (existsSync(pointer)) {
    const pointed = readFileSync(pointer, 'utf8').trim()
    if (SHELTERED.test(basename(pointed))) homes.push(pointed)
  }
  return homes.filter((home) => existsSync(home)).map((home) => realpathSync(home))
}

function foreign(folder: string): DemoFolderFault {
  const detail = `${folder} holds files that no demo made. Name an empty or new folder with --data-dir.`
  return { refused: 'not-a-demo-folder', detail }
}

function missingParents(folder: string): string[] {
  const missing: string[] = []
  let parent = dirname(resolve(folder))
  while (!existsSync(parent)) {
    missing.push(parent)
    parent = dirname(parent)
  }
  return missing
}

function readMark(folder: string): Mark {
  const path = join(folder, MARK)
  if (!existsSync(path)) return { madeParents: [], url: null }
  // Written by writeMark alone.
  return JSON.parse(readFileSync(path, 'utf8')) as Mark
}

function writeMark(folder: string, mark: Mark): void {
  writeFileSync(join(folder, MARK), `${JSON.stringify(mark)}\n`)
}
