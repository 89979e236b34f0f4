// The pages of one reading of a vendor's API, in a folder that only its owner may enter.
//
// Pages hold addresses of people and keys of senders, so the folder is 0700, its files 0600, and
// `forget` removes them once they were imported. A page is written beside its place and moved
// there, so a killed process leaves whole pages only. The vendor's API key is never among them.

import { createHash } from 'node:crypto'
import { chmod, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Instant, isJsonObject } from '@evenwatch/core'
import { CliFault, EXIT_CODE } from '../terminal/cli-fault.ts'

const READING_FILE = 'reading.json'
const PAGE_FILE = /^[0-9a-f]{40}\.json(\.part)?$/

export type PageStore = {
  readonly startedAt: Instant
  /** Pages that an earlier run has stored. */
  readonly storedPages: number
  find(path: string): Promise<{ readonly body: unknown } | null>
  keep(path: string, body: unknown): Promise<void>
  forget(): Promise<void>
}

export type PageStoreOptions = {
  readonly folder: string
  /** What is read: another source must not go on with these pages. */
  readonly source: string
  readonly fresh: boolean
  readonly now: Instant
}

export async function openPageStore(options: PageStoreOptions): Promise<PageStore> {
  const { folder, source, fresh, now } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const reading = join(folder, READING_FILE)
  if (fresh) await forget(folder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const found = await readJson(reading)
  if (found === null) {
    const others = (await readdir(folder)).filter((name) => !PAGE_FILE.test(name))
    if (others.length > 0) throw foreignFolder(folder)
    // It may have been there before, open to others.
    await chmod(folder, 0o700)
    await writeFile(reading, JSON.stringify({ source, startedAt: now }), { mode: 0o600 })
  } else if (!isJsonObject(found) || found.source !== source) {
    throw new CliFault(`${folder} holds a reading of another source.`, {
      exitCode: EXIT_CODE.usage,
      hint: 'Begin again with --fresh, or name another folder with --work-dir.',
    })
  }
  const startedAt =
    isJsonObject(found) && typeof found.startedAt === 'number' ? found.startedAt : now
  const storedPages = (await readdir(folder)).filter((name) => /^[0-9a-f]{40}\.json$/.test(name))
  const fileOf = (path: string) =>
    join(folder, `${createHash('sha256').update(path).digest('hex').slice(0, 40)}.json`)
  return {
    startedAt,
    storedPages: storedPages.length,
    async find(path) {
      const page = await readJson(fileOf(path))
      return isJsonObject(page) && page.path === path ? { body: page.body } : null
    },
    async keep(path, body) {
      const file = fileOf(path)
      await writeFile(`${file}.part`, JSON.stringify({ path, body }), { mode: 0o600 })
      await rename(`${file}.part`, file)
    },
    forget: () => forget(folder),
  }
}

function foreignFolder(folder: string): CliFault {
  return new CliFault(`${folder} holds other files.`, {
    exitCode: EXIT_CODE.usage,
    hint: 'Name an empty folder with --work-dir.',
  })
}

/** Removes what readings store, and the folder if nothing else is in it. */
async function forget(folder: string): Promise<void> {
  const names = await readdir(folder)
  const ours = names.filter((name) => name === READING_FILE || PAGE_FILE.test(name))
  for (const name of ours) await rm(join(folder, name), { force: true })
  if (ours.length === names.length) await rmdir(folder)
}

async function readJson(file: string): Promise<unknown> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'))
    return value
  } catch (fault) {
    // A page that is not there, or was cut short by a full disk, is read again.
    if (fault instanceof SyntaxError) return null
    if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return null
    throw fault
  }
}
